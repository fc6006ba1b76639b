"""Do dual functions work in child processes, forked or started afresh?"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

import pytest
from drivers.program import output_of

METHODS = multiprocessing.get_all_start_methods()

#: From 3.12 on Python warns that a child forked beside threads may hang; pools have threads.
FORK_BESIDE_THREADS = ["-W", "ignore:This process:DeprecationWarning"]


@pytest.mark.parametrize("method", METHODS)
def test_pool_of_processes_gets_values(tmp_path: Path, method: str) -> None:
    program = f"""
    import multiprocessing

    from apps.jobs import in_loop, plain
    from apps.shelf import Block, count, fetch, load

    if __name__ == "__main__":
        load(0)  # the parent has used its private loop before
        with multiprocessing.get_context({method!r}).Pool(2) as pool:
            print(pool.map(load, [1, 2]), pool.map(fetch, [3, 4]), pool.map(count, [5, 6]))
            print(pool.apply(Block(7).read), pool.apply(plain, [8]), pool.apply(in_loop, [9]))
            pool.close()
            pool.join()
        print(load(10))
    """
    assert output_of(program, tmp_path, *FORK_BESIDE_THREADS).splitlines() == [
        "[1, 2] [3, 4] [5, 6]",
        "7 value 8 (9, 'ambiguous')",
        "10",
    ]


@pytest.mark.parametrize("method", METHODS)
def test_executor_of_processes_is_given_sides_and_bound_methods(
    tmp_path: Path, method: str
) -> None:
    program = f"""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from apps.shelf import Block, count, fetch, load

    if __name__ == "__main__":
        context = multiprocessing.get_context({method!r})
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            sides = [load.sync, fetch.sync, count.sync]
            print([pool.submit(side, number).result() for number, side in enumerate(sides)])
            print(pool.submit(Block(7).read.sync).result())
            print(pool.submit(Block.open.sync, 8).result().number)
            print(pool.submit(load, 9, _sync=True).result())
    """
    assert output_of(program, tmp_path, *FORK_BESIDE_THREADS).splitlines() == [
        "[0, 1, 2]",
        "7",
        "8",
        "9",
    ]


@pytest.mark.parametrize("method", METHODS)
def test_executor_of_processes_serves_a_loop(tmp_path: Path, method: str) -> None:
    program = f"""
    import asyncio
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    from apps.jobs import in_loop, plain
    from apps.shelf import load

    async def main():
        loop = asyncio.get_running_loop()
        context = multiprocessing.get_context({method!r})
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            for function in (load, plain, in_loop):
                print(await loop.run_in_executor(pool, function, 1))

    if __name__ == "__main__":
        asyncio.run(main())
    """
    assert output_of(program, tmp_path, *FORK_BESIDE_THREADS).splitlines() == [
        "1",
        "value 1",
        "(1, 'ambiguous')",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
@pytest.mark.parametrize("run", ["asyncio.run(main())", "uvloop.run(main())"])
def test_child_forked_in_a_coroutine_gets_values(tmp_path: Path, run: str) -> None:
    """The loop runs in the parent; none runs in the child."""
    program = f"""
    import asyncio
    import os

    import uvloop

    from apps.jobs import plain

    async def main():
        child = os.fork()
        if child == 0:
            print(plain(1), flush=True)
            os._exit(0)
        os.waitpid(child, 0)
        print(plain(2))

    {run}
    """
    assert output_of(program, tmp_path, *FORK_BESIDE_THREADS).splitlines() == [
        "value 1",
        "ambiguous",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_child_forked_during_a_bridged_call_can_make_calls(tmp_path: Path) -> None:
    program = """
    import os

    from apps.shelf import load
    from duotone import sync_compatible

    @sync_compatible
    async def fork():
        child = os.fork()
        if child == 0:
            print(load(1, _sync=True), flush=True)
            os._exit(0)
        os.waitpid(child, 0)
        return await load(2)

    print(fork())
    """
    assert output_of(program, tmp_path).splitlines() == ["1", "2"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts what Linux lists")
def test_child_does_not_hold_on_to_more_than_one_loop(tmp_path: Path) -> None:
    program = """
    import os

    from apps.shelf import load

    load(1)
    before = len(os.listdir("/proc/self/fd"))
    child = os.fork()
    if child == 0:
        for number in range(20):
            load(number)
        more = len(os.listdir("/proc/self/fd")) - before
        os._exit(0 if more <= 4 else 1)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    """
    assert output_of(program, tmp_path) == "0"
