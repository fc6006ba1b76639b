from prefect import task
from prefect.variables import Variable


@task
def limit() -> int:
    found = Variable[int].get("limit")
    return 0 if found is None else found + 1
