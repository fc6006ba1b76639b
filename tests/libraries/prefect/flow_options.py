from prefect import flow
from prefect.variables import Variable


@flow(name="limits", retries=2, log_prints=True)
def limits() -> None:
    limit = Variable[int].get("limit", default=3)
    print(limit + 1)


@flow(name="limits-async", timeout_seconds=3)
async def limits_async() -> None:
    limit = await Variable[int].get("limit", default=3)
    print(limit + 1)
