from prefect.blocks.core import Block


class Warehouse(Block):
    host: str = "localhost"


def test_saved_block_is_loaded() -> None:
    Warehouse(host="db").save("main", _sync=True)
    assert Warehouse.load("main", _sync=True).host == "db"


async def test_saved_block_is_loaded_in_coroutine() -> None:
    await Warehouse(host="db").save("main")
    assert (await Warehouse.load("main")).host == "db"
