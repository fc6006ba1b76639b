from prefect import flow
from prefect.blocks.system import Secret
from prefect.variables import Variable


@flow
async def forgotten() -> str:
    Variable.set("limit", 3)  # E: unused-coroutine
    if Variable.unset("limit"):  # E: dual-unawaited
        pass
    secret = Secret[str].load("token")
    return secret.get()  # E: attr-defined
