from prefect import task
from prefect.blocks.system import Secret


@task
def token(name: str | None) -> str:
    secret = Secret[str].load(name) if name else None
    return secret.get() if secret else ""
