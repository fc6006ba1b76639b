from prefect import flow
from prefect.variables import Variable


@flow
async def count() -> int:
    return await Variable[int].get("count", default=3)


async def test_count() -> None:
    await Variable.set("count", 4)
    assert await count() == 4
    assert await Variable[int].get("count", default=3) == 4
