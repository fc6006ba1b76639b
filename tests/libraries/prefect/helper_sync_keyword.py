from prefect import flow
from prefect.blocks.system import Secret


def token() -> str:
    return Secret[str].load("token", _sync=True).get()


@flow
def use() -> str:
    return token()
