"""Do dual functions work under each event loop, in each way to start it?"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import anyio
import anyio.from_thread
import anyio.to_thread
import pytest
import trio
import uvloop
from apps.shelf import Block, count, fetch, given, is_asyncio_running, load

if TYPE_CHECKING:
    from outcome import Outcome

Main = Callable[[], Coroutine[Any, Any, Any]]


def asyncio_in_debug_mode(main: Main) -> Any:
    return asyncio.run(main(), debug=True)


def asyncio_by_hand(main: Main) -> Any:
    loop = asyncio.new_event_loop()
    try:
        return loop.run_until_complete(main())
    finally:
        loop.close()


def asyncio_with_eager_tasks(main: Main) -> Any:
    async def run() -> Any:
        asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined] # new in 3.12
        return await asyncio.get_running_loop().create_task(main())

    return asyncio.run(run())


def trio_beside_asyncio(main: Main) -> Any:
    """Run trio as the guest of an asyncio loop: both run in one thread."""

    async def host() -> Any:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[Any] = loop.create_future()
        trio.lowlevel.start_guest_run(
            main,
            run_sync_soon_threadsafe=loop.call_soon_threadsafe,
            done_callback=done.set_result,
        )
        return (await done).unwrap()

    return asyncio.run(host())


def in_anyios_portal(main: Main) -> Any:
    with anyio.from_thread.start_blocking_portal() as portal:
        return portal.call(main)


STARTS: dict[str, Callable[[Main], Any]] = {
    "asyncio": lambda main: asyncio.run(main()),
    "asyncio_in_debug_mode": asyncio_in_debug_mode,
    "asyncio_by_hand": asyncio_by_hand,
    "uvloop": lambda main: uvloop.run(main()),
    "trio": trio.run,
    "anyio_on_asyncio": lambda main: anyio.run(main, backend="asyncio"),
    "anyio_on_uvloop": lambda main: anyio.run(main, backend_options={"use_uvloop": True}),
    "anyio_on_trio": lambda main: anyio.run(main, backend="trio"),
    "portal_of_anyio": in_anyios_portal,
}
if sys.version_info >= (3, 12):
    STARTS["asyncio_with_eager_tasks"] = asyncio_with_eager_tasks


@pytest.fixture(params=STARTS.values(), ids=list(STARTS))
def run(request: pytest.FixtureRequest) -> Callable[[Main], Any]:
    """Run a coroutine function in each way."""
    start: Callable[[Main], Any] = request.param
    return start


def helper(number: int) -> Any:
    return load(number)


def test_call_in_coroutine_is_awaitable(run: Callable[[Main], Any]) -> None:
    async def main() -> Any:
        block = await Block.open(4)
        return [await load(1), await fetch(2), await count.aio(3), await block.read()]

    assert run(main) == [1, 2, 3, 4]


def test_call_in_plain_function_is_an_awaitable_that_explains_itself(
    run: Callable[[Main], Any],
) -> None:
    async def main() -> Any:
        return given(helper(1)), await helper(2)

    assert run(main) == ("ambiguous", 2)


def test_forced_call_gives_a_value(run: Callable[[Main], Any]) -> None:
    async def main() -> Any:
        return [load(1, _sync=True), fetch.sync(2), count.sync(3), await load(4)]

    assert run(main) == [1, 2, 3, 4]


def test_call_in_worker_thread_gives_a_value(run: Callable[[Main], Any]) -> None:
    async def main() -> Any:
        return await anyio.to_thread.run_sync(helper, 1)

    assert run(main) == 1


def test_calls_in_many_tasks_do_not_meet(run: Callable[[Main], Any]) -> None:
    async def main() -> Any:
        results = []

        async def collect(number: int) -> None:
            results.append([await load(number), load(number, _sync=True), await fetch(number)])

        async with anyio.create_task_group() as group:
            for number in range(10):
                group.start_soon(collect, number)
        return sorted(results)

    assert run(main) == [[number] * 3 for number in range(10)]


def test_calls_around_the_loop_give_values(run: Callable[[Main], Any]) -> None:
    async def main() -> Any:
        return await load(2)

    assert [load(1), run(main), load(3)] == [1, 2, 3]


def test_two_loops_in_two_threads_do_not_meet(run: Callable[[Main], Any]) -> None:
    async def main() -> Any:
        return await anyio.to_thread.run_sync(run, inner), load(1, _sync=True), await load(2)

    async def inner() -> Any:
        return given(helper(3)), await load(4)

    assert run(main) == (("ambiguous", 4), 1, 2)


def test_guest_run_of_trio_has_two_kinds_of_coroutine_in_one_thread() -> None:
    async def main() -> Any:
        return is_asyncio_running(), await load(1), load(2, _sync=True), given(helper(3))

    assert trio_beside_asyncio(main) == (True, 1, 2, "ambiguous")


def test_host_of_a_guest_run_of_trio_gets_values_between_its_steps() -> None:
    steps: list[Callable[[], object]] = []
    seen: list[Outcome[str]] = []

    async def main() -> str:
        return given(helper(1))

    trio.lowlevel.start_guest_run(
        main, run_sync_soon_threadsafe=steps.append, done_callback=seen.append
    )
    between = []
    while not seen:
        between.append(given(helper(2)))
        steps.pop(0)()
    assert seen[0].unwrap() == "ambiguous"
    assert set(between) == {"value 2"}


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
def test_awaitable_of_a_plain_function_can_be_an_eager_task() -> None:
    async def main() -> Any:
        return await asyncio.create_task(helper(1))

    assert asyncio_with_eager_tasks(main) == 1
