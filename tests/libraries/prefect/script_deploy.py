from uuid import UUID
from prefect import flow


@flow(log_prints=True)
def nightly(day: str = "monday") -> None:
    print(day)


if __name__ == "__main__":
    deployment: UUID = nightly.deploy("nightly", work_pool_name="local", image="etl:1")
    print(deployment)
