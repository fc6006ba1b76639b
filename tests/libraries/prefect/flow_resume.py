from uuid import UUID
from prefect import flow, resume_flow_run


@flow
def resume(run: UUID) -> None:
    resume_flow_run(run)


@flow
async def resume_async(run: UUID) -> None:
    await resume_flow_run(run)
