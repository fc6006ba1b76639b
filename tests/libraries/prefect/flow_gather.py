import asyncio
from prefect import flow
from prefect.deployments import run_deployment


@flow
async def parent() -> list[str]:
    runs = await asyncio.gather(run_deployment("etl/a"), run_deployment("etl/b"))
    return [run.name for run in runs]
