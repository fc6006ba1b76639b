from uuid import UUID
from prefect import deploy, flow


@flow
def first() -> None: ...


@flow
def second() -> None: ...


ids: list[UUID] = deploy(
    first.to_deployment("first"), second.to_deployment("second"), work_pool_name="local"
)
