from prefect import flow, pause_flow_run, suspend_flow_run
from prefect.input import RunInput


class Approval(RunInput):
    granted: bool


@flow
async def release() -> bool:
    await suspend_flow_run(timeout=60)
    approval = await pause_flow_run(wait_for_input=Approval)
    return approval.granted
