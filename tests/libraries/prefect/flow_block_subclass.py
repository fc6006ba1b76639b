from prefect import flow
from prefect.blocks.core import Block


class Warehouse(Block):
    host: str = "localhost"

    def url(self) -> str:
        return f"postgresql://{self.host}"


@flow
def load() -> str:
    return Warehouse.load("main").url()


@flow
async def load_async() -> str:
    warehouse = await Warehouse.load("main")
    return warehouse.url()
