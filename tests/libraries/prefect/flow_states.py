from prefect import flow
from prefect.states import State, get_state_exception, raise_state_exception


@flow
def check(state: State[int]) -> int:
    raise_state_exception(state)
    return state.result()


@flow
async def check_async(state: State[int]) -> str:
    error = await get_state_exception(state)
    return f"{type(error).__name__}: {await state.result()}"
