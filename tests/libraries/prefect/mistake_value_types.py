from prefect import flow
from prefect.artifacts import create_link_artifact
from prefect.blocks.core import Block


class Warehouse(Block):
    host: str = "localhost"


@flow
def wrong() -> int:
    Warehouse.load("main").port  # E: attr-defined
    return create_link_artifact(link="a")  # E: return-value


@flow
async def wrong_async() -> int:
    return await create_link_artifact(link="a")  # E: return-value
