from prefect import flow
from prefect.variables import Variable


@flow
def outer() -> object:
    def inner() -> object:
        return Variable.get("limit")  # E: dual-ambiguous

    return inner()
