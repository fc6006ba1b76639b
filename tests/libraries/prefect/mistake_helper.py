from prefect import flow
from prefect.blocks.system import Secret


def token() -> str:
    return Secret[str].load("token").get()  # E: dual-ambiguous


@flow
def use() -> str:
    return token()
