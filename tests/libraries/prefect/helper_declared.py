from duotone import sync_context
from prefect.blocks.system import Secret


@sync_context()
def token() -> str:
    return Secret[str].load("token").get()


def other() -> str:
    with sync_context():
        return Secret[str].load("token").get()
