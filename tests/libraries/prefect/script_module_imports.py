import prefect.artifacts
import prefect.deployments

print(prefect.artifacts.create_link_artifact(link="https://example.org").hex)
print(prefect.deployments.run_deployment("etl/nightly").name)
