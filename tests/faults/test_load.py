"""Do many calls at once, and many threads after each other, neither mix up nor pile up?"""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from duotone import async_compatible, sync_compatible

if TYPE_CHECKING:
    import subprocess

Run = Callable[..., Any]
RunProgram = Callable[..., "subprocess.CompletedProcess[str]"]

CROWDED = Path(__file__).with_name("crowded.py")
THREADS = 64
CALLS = 10_000


@pytest.mark.usefixtures("without_coverage")
@pytest.mark.parametrize(("way", "calls"), [("private", CALLS), ("shared", CALLS // 20)])
def test_calls_of_many_threads_do_not_mix(run_program: RunProgram, way: str, calls: int) -> None:
    """Scenario 22. A call on the shared loop costs two switches of threads."""
    finished = run_program(CROWDED, way, str(calls))
    assert (finished.stdout, finished.stderr) == ("0\n", "")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_many_awaits_at_once_are_all_served(backend: str) -> None:
    @async_compatible
    def in_thread(number: int) -> int:
        return number

    @sync_compatible
    async def natively(number: int) -> int:
        await anyio.lowlevel.checkpoint()
        return number

    async def main() -> bool:
        got: list[int] = []

        async def call(function: Callable[[int], Any], number: int) -> None:
            got.append(await function(number))

        for function, times in ((natively, CALLS), (in_thread, CALLS // 5)):
            got.clear()
            async with anyio.create_task_group() as group:
                for number in range(times):
                    group.start_soon(call, function, number)
            assert sorted(got) == list(range(times))
        return True

    assert anyio.run(main, backend=backend)


def open_files() -> int:
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="files cannot be counted")
@pytest.mark.parametrize("way", ["private", "shared"])
def test_threads_that_come_and_go_leave_no_files(way: Any) -> None:
    @sync_compatible(bridge=way)
    async def load(number: int) -> int:
        await asyncio.sleep(0)
        return number

    def work(number: int) -> None:
        assert load(number) == number

    def churn(times: int) -> None:
        for number in range(times):
            thread = threading.Thread(target=work, args=(number,))
            thread.start()
            thread.join()

    churn(3)
    before = open_files()
    churn(200)
    assert open_files() <= before


@pytest.mark.parametrize("way", ["private", "shared"])
@pytest.mark.parametrize("kind", ["instant", "waiting", "failing"])
def test_calls_keep_no_memory(way: Any, kind: str) -> None:
    async def instant() -> None: ...

    async def waiting() -> None:
        await asyncio.sleep(0)

    async def failing() -> None:
        await asyncio.sleep(0)
        raise KeyError

    call = sync_compatible(bridge=way)(
        {"instant": instant, "waiting": waiting, "failing": failing}[kind]
    )

    def repeat(times: int) -> None:
        for _ in range(times):
            with suppress(KeyError):
                call()

    repeat(200)
    gc.collect()
    before = sys.getallocatedblocks()
    repeat(2000)
    gc.collect()
    assert sys.getallocatedblocks() - before < 500


def test_deep_nesting_keeps_few_loops() -> None:
    @sync_compatible
    async def descend(depth: int) -> int:
        await asyncio.sleep(0)
        return descend(depth - 1, _sync=True) + 1 if depth else 0

    descend(1)
    before = open_files()
    assert descend(30) == 30
    # Eight idle loops with three files each are kept for the next nested calls.
    assert open_files() <= before + 8 * 3
