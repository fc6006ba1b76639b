from prefect import task
from prefect.blocks.system import Secret


@task(retries=3)
def token() -> str:
    return Secret[str].load("token").get()
