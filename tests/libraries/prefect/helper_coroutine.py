from collections.abc import Coroutine
from typing import Any
from prefect.client.schemas.objects import FlowRun
from prefect.deployments import run_deployment


def start(name: str) -> Coroutine[Any, Any, FlowRun]:
    return run_deployment(name, _sync=False)
