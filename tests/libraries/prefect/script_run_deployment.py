from prefect.deployments import run_deployment

run = run_deployment("etl/nightly", parameters={"day": "monday"}, timeout=0)
print(run.name, run.state)
