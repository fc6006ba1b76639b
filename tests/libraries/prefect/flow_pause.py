from prefect import flow, pause_flow_run
from prefect.input import RunInput


class Approval(RunInput):
    granted: bool


@flow
def release() -> bool:
    pause_flow_run(timeout=60)
    return pause_flow_run(wait_for_input=Approval).granted
