from uuid import UUID
from prefect.artifacts import create_link_artifact

artifact: UUID = create_link_artifact(link="https://example.org", key="report")
print(artifact.hex)
