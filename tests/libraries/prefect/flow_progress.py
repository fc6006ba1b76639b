from prefect import flow
from prefect.artifacts import create_progress_artifact, update_progress_artifact


@flow
def work() -> None:
    progress = create_progress_artifact(progress=0.0, key="work")
    for step in range(10):
        update_progress_artifact(artifact_id=progress, progress=step * 10.0)


@flow
async def work_async() -> None:
    progress = await create_progress_artifact(progress=0.0, key="work")
    await update_progress_artifact(artifact_id=progress, progress=100.0)
