from prefect import flow
from prefect.blocks.system import Secret


@flow
async def blocked() -> str:
    return Secret[str].load("token", _sync=True).get()  # E: dual-blocking
