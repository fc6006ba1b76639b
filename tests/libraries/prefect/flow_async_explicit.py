from prefect import flow
from prefect.artifacts import acreate_table_artifact
from prefect.blocks.system import Secret


@flow
async def report(rows: list[dict[str, int]]) -> str:
    await Secret[str].aload("token")
    return (await acreate_table_artifact(table=rows, key="rows")).hex
