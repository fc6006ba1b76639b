"""Do dual functions work on the workers of a Dask cluster?"""

from __future__ import annotations

import pytest
from apps.shelf import Block
from dask.tokenize import tokenize
from drivers.program import output_of

from duotone import async_compatible, sync_compatible

CLUSTERS = {"threads": "processes=False", "processes": "processes=True, host='127.0.0.1'"}

_TASKS = """
import asyncio
import logging

import dask
from distributed import Client, LocalCluster

from apps.jobs import in_loop, plain
from apps.shelf import Block, count, fetch, given, load
from duotone import async_compatible

# distributed waits for its next message 2 ms at a time, and a loop may end in the middle of that:
# then asyncio says that nobody has looked at the wait's TimeoutError.
logging.getLogger("asyncio").addFilter(lambda record: "TimeoutError('Timeout')" not in record.msg)


@async_compatible
def give_back(awaitable):
    return awaitable


async def on_the_loop(number):
    return await load(number), given((lambda: load(number))())


def main():
    options = dict(n_workers=1, threads_per_worker=2, dashboard_address=":0", {options})
    with LocalCluster(**options) as cluster, Client(cluster) as client:
        single = [load, fetch, count, plain, in_loop, on_the_loop]
        print([client.submit(function, 1).result() for function in single])
        print(client.submit(load, 1, _sync=True).result(), client.submit(Block(2).read).result())
        print(client.submit(Block.open, 4).result().number)
        print(client.gather(client.map(load, range(3))), client.gather(client.map(count, [3])))
        print(dask.delayed(load)(5).compute(), dask.delayed(Block(6)).read().compute())

    async def amain():
        async with (
            LocalCluster(**options, asynchronous=True) as cluster,
            Client(cluster, asynchronous=True) as client,
        ):
            print(await client.submit(load, 1), await load(2))
            print(await client.gather(client.map(load, [3])))
            future = client.submit(load, 4)
            result = give_back.sync(future)
            print(await result, result is future)

    asyncio.run(amain())


if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module", params=CLUSTERS, ids=list(CLUSTERS))
def shown(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Run tasks of every kind on a cluster and return what they give."""
    program = _TASKS.replace("{options}", CLUSTERS[request.param])
    return output_of(program, tmp_path_factory.mktemp("dask")).splitlines()


def test_function_sent_to_a_worker_gives_what_its_place_gives(shown: list[str]) -> None:
    assert shown[0] == "[1, 1, 1, 'value 1', (1, 'ambiguous'), (1, 'ambiguous')]"


def test_bound_method_sent_to_a_worker_gives_a_value(shown: list[str]) -> None:
    assert shown[1:3] == ["1 2", "4"]


def test_function_mapped_over_a_cluster_gives_values(shown: list[str]) -> None:
    assert shown[3] == "[0, 1, 2] [3]"


def test_delayed_function_gives_a_value(shown: list[str]) -> None:
    assert shown[4] == "5 6"


def test_client_on_a_loop_gives_values_of_workers(shown: list[str]) -> None:
    assert shown[5:7] == ["1 2", "[3]"]


def test_awaitable_of_dask_passes_through_a_dual_function_untouched(shown: list[str]) -> None:
    assert shown[7] == "4 True"


def token(function: object) -> str:
    name: str = tokenize(function, ensure_deterministic=True)
    return name


def test_dask_tells_dual_functions_by_what_their_author_wrote() -> None:
    async def atwin(number: int) -> int:
        return number

    async def aother(number: int) -> int:
        return -number

    def twin(number: int) -> int:
        return number

    bridged = [sync_compatible(atwin), sync_compatible(aother), async_compatible(twin)]
    pairs = [
        async_compatible(async_version=atwin)(twin),
        async_compatible(async_version=aother)(twin),
        sync_compatible(sync_version=twin)(atwin),
    ]
    tokens = [token(dual) for dual in [*bridged, *pairs]]
    assert tokens == [token(dual) for dual in [*bridged, *pairs]]
    assert len(set(tokens)) == len(tokens)


def test_dask_tells_bound_dual_methods_by_their_receiver() -> None:
    assert token(Block(1).read) == token(Block(1).read)
    assert token(Block(1).read) != token(Block(2).read)
