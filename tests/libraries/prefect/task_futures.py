from prefect import flow, task


@task
def double(number: int) -> int:
    return 2 * number


@flow
def total() -> int:
    future = double.submit(1)
    future.wait()
    return future.result() + sum(double.map([1, 2]).result())


@flow
async def total_async() -> int:
    return double.submit(1).result()
