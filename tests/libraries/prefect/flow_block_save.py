from prefect import flow
from prefect.blocks.core import Block


class Warehouse(Block):
    host: str = "localhost"


@flow
def remember() -> None:
    Warehouse(host="db").save("main", overwrite=True)
    Warehouse.delete("old")


@flow
async def remember_async() -> None:
    await Warehouse(host="db").save("main", overwrite=True)
    await Warehouse.delete("old")
