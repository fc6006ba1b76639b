from prefect import flow
from prefect.deployments import run_deployment


@flow
def parent() -> list[str]:
    runs = [run_deployment(f"etl/{name}", timeout=0) for name in ("a", "b")]
    return [run.name for run in runs]


@flow
async def parent_async() -> list[str]:
    return [(await run_deployment(f"etl/{name}")).name for name in ("a", "b")]
