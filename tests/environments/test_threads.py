"""Do dual functions work in threads, with and without a loop of their own?"""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from apps.shelf import Block, count, fetch, given, load
from drivers.program import output_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def helper(number: int) -> object:
    return load(number)


@pytest.mark.parametrize("function", [load, fetch, count, load.sync, helper])
def test_function_given_to_a_pool_gives_a_value(function: Callable[[int], object]) -> None:
    with ThreadPoolExecutor(2) as pool:
        assert pool.submit(function, 1).result() == 1


def test_bound_dual_method_given_to_a_pool_gives_a_value() -> None:
    with ThreadPoolExecutor(2) as pool:
        assert pool.submit(Block(1).read).result() == 1  # type: ignore[dual-reference] # the subject


def test_dual_function_mapped_over_a_pool_gives_values() -> None:
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(load, range(100))) == list(range(100))  # type: ignore[dual-reference] # the subject


def test_dual_function_given_to_the_pool_of_a_loop_gives_a_value() -> None:
    async def main() -> object:
        loop = asyncio.get_running_loop()
        with ThreadPoolExecutor(1) as pool:
            in_pool = await loop.run_in_executor(pool, load, 1)  # type: ignore[dual-reference] # the subject
        in_default = await loop.run_in_executor(None, load, 2)  # type: ignore[dual-reference]
        return in_pool, in_default, await asyncio.to_thread(load, 3)  # type: ignore[dual-reference]

    assert asyncio.run(main()) == (1, 2, 3)


def test_thread_that_has_no_loop_gets_a_value() -> None:
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(load(1)))
    thread.start()
    thread.join()
    assert results == [1]


def test_thread_with_a_loop_of_its_own_gets_coroutines_in_it_and_values_around_it() -> None:
    def work() -> object:
        async def main() -> object:
            return await load(2), given(helper(3))

        return load(1), asyncio.run(main()), load(4)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(work).result() == (1, (2, "ambiguous"), 4)


def test_coroutine_made_in_a_thread_runs_on_the_loop_of_another() -> None:
    async def main() -> object:
        loop = asyncio.get_running_loop()

        def work() -> object:
            return asyncio.run_coroutine_threadsafe(load.aio(1), loop).result()

        return await asyncio.to_thread(work)

    assert asyncio.run(main()) == 1


def test_daemon_thread_in_a_call_does_not_keep_the_interpreter(tmp_path: Path) -> None:
    program = """
    import asyncio
    import threading

    from duotone import sync_compatible

    started = threading.Event()

    @sync_compatible
    async def wait():
        started.set()
        await asyncio.Event().wait()

    threading.Thread(target=wait, daemon=True).start()
    started.wait()
    print("done")
    """
    assert output_of(program, tmp_path) == "done"
