from prefect import flow
from prefect.blocks.system import Secret


async def token() -> str:
    return (await Secret[str].load("token")).get()


@flow
async def use() -> str:
    return await token()
