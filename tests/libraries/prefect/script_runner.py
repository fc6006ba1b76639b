from uuid import UUID
from prefect import flow
from prefect.runner import Runner


@flow
def job() -> None: ...


runner = Runner(name="worker")
deployment: UUID = runner.add_flow(job, name="job")
print(deployment.hex)
