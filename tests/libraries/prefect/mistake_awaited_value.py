from prefect import flow
from prefect.deployments import run_deployment


@flow
async def blocked() -> str:
    run = await run_deployment("etl/nightly", _sync=True)  # E: dual-blocking misc
    return run.name
