from prefect import flow, task
from prefect.blocks.system import Secret


@flow
def outer() -> str:
    @task
    def inner() -> str:
        return Secret[str].load("token").get()

    return inner()
