from prefect import flow


@flow
def count() -> int:
    return 3


state = count(return_state=True)
total: int = state.result()
either = state.result(raise_on_failure=False)
if not isinstance(either, Exception):
    print(either + total)
