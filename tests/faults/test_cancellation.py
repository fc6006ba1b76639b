"""Is a cancelled or timed-out call over when it returns, whatever it was waiting for?"""

from __future__ import annotations

import asyncio
import sys
import threading
from contextlib import suppress
from typing import Any

import anyio
import pytest

from duotone import (
    async_compatible,
    bridge,
    set_thread_limit,
    sync_compatible,
    thread_limiter,
)


async def travel(passed: list[str]) -> int:
    """Wait in each way there is: bare, for a timer, a future, a task, an async generator."""

    async def stops() -> Any:
        try:
            yield 1
            await asyncio.sleep(0)
            yield 2
        finally:
            await asyncio.sleep(0)
            passed.append("generator")

    try:
        await asyncio.sleep(0)
        await asyncio.sleep(0.0001)
        await asyncio.get_running_loop().run_in_executor(None, int)
        await asyncio.create_task(asyncio.sleep(0))
        async for _ in stops():
            await asyncio.sleep(0)
        return 7
    finally:
        await asyncio.sleep(0)
        passed.append("finally")


@pytest.mark.parametrize("way", ["private", "shared"])
@pytest.mark.parametrize("rounds", range(12))
def test_call_cancelled_in_each_round_of_its_loop_ends_with_finally(way: Any, rounds: int) -> None:
    passed: list[str] = []

    @sync_compatible(bridge=way)
    async def cancelled() -> int:
        loop, task = asyncio.get_running_loop(), asyncio.current_task()
        assert task is not None

        def count_down(left: int) -> None:
            if left:
                loop.call_soon(count_down, left - 1)
            else:
                task.cancel()

        count_down(rounds)
        return await travel(passed)

    with suppress(asyncio.CancelledError):
        assert cancelled() == 7
    assert "finally" in passed
    assert asyncio._get_running_loop() is None


@pytest.mark.parametrize("way", ["private", "shared"])
def test_timeout_around_a_forced_call_comes_after_it(way: Any) -> None:
    """The outer loop stands still meanwhile, as during any sync call."""

    @sync_compatible(bridge=way)
    async def load() -> int:
        await asyncio.sleep(0.01)
        return 7

    async def main() -> tuple[int, bool]:
        values: list[int] = []
        with anyio.move_on_after(0) as scope:
            values.append(load(_sync=True))
            await anyio.lowlevel.checkpoint()
            values.append(0)
        await anyio.lowlevel.checkpoint()
        return values[-1], scope.cancelled_caught

    for backend in ("asyncio", "trio"):
        assert anyio.run(main, backend=backend) == (7, True)


def test_timeout_inside_a_bridged_call_ends_it() -> None:
    @sync_compatible
    async def load() -> str:
        with anyio.move_on_after(0.001):
            await anyio.sleep_forever()
        return "moved on"

    assert load() == "moved on"


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_cancelled_await_of_a_thread_waits_for_it(backend: str) -> None:
    inside, release, ended = threading.Event(), threading.Event(), threading.Event()

    @async_compatible
    def blocking() -> None:
        inside.set()
        release.wait(30)
        ended.set()

    async def main() -> bool:
        async with anyio.create_task_group() as group:
            group.start_soon(blocking.aio)
            await anyio.to_thread.run_sync(inside.wait)
            group.cancel_scope.cancel()
            release.set()
        return ended.is_set()

    assert anyio.run(main, backend=backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_cancelled_await_of_an_abandoned_thread_returns_at_once(backend: str) -> None:
    inside, release, ended = threading.Event(), threading.Event(), threading.Event()

    @async_compatible(abandon_on_cancel=True)
    def blocking() -> None:
        inside.set()
        release.wait(30)
        ended.set()

    async def main() -> bool:
        async with anyio.create_task_group() as group:
            group.start_soon(blocking.aio)
            await anyio.to_thread.run_sync(inside.wait)
            group.cancel_scope.cancel()
        return ended.is_set()

    assert not anyio.run(main, backend=backend)
    release.set()
    assert ended.wait(30)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_limit_of_threads_holds(backend: str) -> None:
    """At most so many run at once; the others wait for their turn, and all are served."""
    running, most = [0], [0]
    lock = threading.Lock()
    three = threading.Barrier(3)

    @async_compatible
    def count() -> None:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        three.wait(30)
        with lock:
            running[0] -= 1

    async def main() -> float:
        async with anyio.create_task_group() as group:
            for _ in range(30):
                group.start_soon(count.aio)
        return thread_limiter().total_tokens

    set_thread_limit(3)
    try:
        assert anyio.run(main, backend=backend) == 3
    finally:
        set_thread_limit(40)
    assert most[0] == 3


def test_limit_of_one_loop_can_be_set_apart() -> None:
    async def main() -> list[float]:
        thread_limiter().total_tokens = 5
        of_this_loop = thread_limiter().total_tokens
        set_thread_limit(float("inf"))
        return [of_this_loop, thread_limiter().total_tokens]

    try:
        assert anyio.run(main) == [5, float("inf")]
    finally:
        set_thread_limit(40)


@pytest.mark.parametrize("limit", [0, -1, 1.5, True, "40", None])
def test_limit_that_is_no_number_of_threads_is_refused(limit: Any) -> None:
    with pytest.raises(ValueError, match=r"a whole number of at least 1, or `math.inf`"):
        set_thread_limit(limit)


def test_limiter_outside_every_loop_is_refused() -> None:
    with pytest.raises(RuntimeError, match=r"use set_thread_limit\(\)"):
        thread_limiter()


def test_cancelled_task_of_another_thread_does_not_end_a_shared_call() -> None:
    """Who cancels everything on the shared loop does not stop it."""

    @sync_compatible
    async def cancel_everything() -> None:
        for task in asyncio.all_tasks():
            if task is not asyncio.current_task():
                task.cancel()
        await asyncio.sleep(0)

    @sync_compatible
    async def load() -> int:
        await asyncio.sleep(0)
        return 7

    with bridge("shared"):
        for _ in range(3):
            cancel_everything()
            assert load() == 7


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout came with 3.11")
def test_asyncio_timeout_works_from_the_first_step_on() -> None:
    @sync_compatible
    async def load() -> str:
        try:
            async with asyncio.timeout(0.001):  # type: ignore[attr-defined] # new in 3.11
                await asyncio.Event().wait()
        except TimeoutError:
            return "timed out"
        raise AssertionError

    assert [load(), load()] == ["timed out", "timed out"]
