from prefect import task
from prefect.blocks.system import Secret


@task(retries=3)
async def token() -> str:
    secret = await Secret[str].load("token")
    return secret.get()
