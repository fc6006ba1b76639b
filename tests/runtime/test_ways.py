"""Which event loop does a bridged call run on, and is it like a plain call on each?"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextvars
import gc
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import anyio.to_thread
import pytest
import sniffio
import trio
import uvloop

import duotone
from duotone import bridge, sync_compatible

Run = Callable[..., Any]

OURS = str(Path(duotone.__file__).parent)
BACKENDS = ["asyncio", "trio"]

variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="unset")


@sync_compatible
async def where() -> str:
    """Tell which kind of loop runs this."""
    await anyio.lowlevel.checkpoint()
    return here()


@sync_compatible(bridge="private")
async def privately() -> str:
    return here()


@sync_compatible(bridge="shared")
async def on_the_shared_loop() -> str:
    return here()


@sync_compatible(bridge="host")
async def on_the_host_loop() -> str:
    await anyio.lowlevel.checkpoint()
    return here()


def here() -> str:
    name = threading.current_thread().name
    if name == "duotone shared loop":
        return "shared"
    return "host" if name == "host" else "private"


@pytest.fixture(autouse=True)
def default_bridge() -> Iterator[None]:
    yield
    bridge("private").use()


def in_worker(function: Callable[[], Any], backend: str = "asyncio") -> Any:
    """Call a function in a worker thread of anyio's, whose host loop runs in a thread "host"."""

    async def main() -> Any:
        return await anyio.to_thread.run_sync(function)

    results: list[Any] = []
    errors: list[BaseException] = []

    def work() -> None:
        try:
            results.append(anyio.run(main, backend=backend))
        except BaseException as error:  # noqa: BLE001 - raised below
            errors.append(error)

    thread = threading.Thread(target=work, name="host")
    thread.start()
    thread.join()
    if errors:
        raise errors[0]
    return results[0]


# The choice.


def test_calls_run_privately_unless_told() -> None:
    assert (where(), where.sync(), where(_sync=True)) == ("private",) * 3


def test_block_chooses_for_its_calls() -> None:
    with bridge("shared"):
        assert (where(), where.sync()) == ("shared", "shared")
        with bridge("private"):
            assert where() == "private"
        assert where() == "shared"
    assert where() == "private"


def test_one_block_can_be_entered_again_inside_itself() -> None:
    shared = bridge("shared")
    with shared, bridge("private"), shared:
        assert where() == "shared"
    assert where() == "private"
    assert repr(shared) == "duotone.bridge('shared')"


def test_process_chooses_for_every_thread() -> None:
    bridge("shared").use()
    with ThreadPoolExecutor(1) as pool:
        assert (where(), pool.submit(where.sync).result()) == ("shared", "shared")
    bridge("private").use()
    assert where() == "private"


def test_block_belongs_to_its_context() -> None:
    with bridge("shared"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(where.sync).result() == "private"
        context = contextvars.copy_context()
        assert pool.submit(context.run, where.sync).result() == "shared"


def test_function_keeps_its_own_bridge() -> None:
    """Its author knows what its resources belong to."""
    bridge("shared").use()
    with bridge("shared"):
        assert (privately(), privately.sync()) == ("private", "private")
    bridge("private").use()
    with bridge("private"):
        assert (on_the_shared_loop(), on_the_shared_loop.sync()) == ("shared", "shared")


def test_methods_can_choose_too() -> None:
    class Client:
        @sync_compatible(bridge="shared")
        async def load(self) -> str:
            return here()

        @classmethod
        @sync_compatible(bridge="shared")
        async def make(cls) -> str:
            return here()

    assert (Client().load(), Client.make(), Client().load.sync()) == ("shared",) * 3


def test_async_side_ignores_the_bridge(run: Run) -> None:
    async def main() -> str:
        return await on_the_shared_loop()

    assert run(main) == "private"


# The shared loop.


def test_all_threads_share_one_loop() -> None:
    """Scenario 26: a client that is bound to its loop serves each of them."""

    @sync_compatible(bridge="shared")
    async def loop() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    with ThreadPoolExecutor(8) as pool:
        loops = {pool.submit(loop.sync).result() for _ in range(8)}
    assert loops == {loop.sync()}
    assert isinstance(loop.sync(), uvloop.Loop)


def test_lock_of_the_shared_loop_serves_many_threads() -> None:
    """asyncio's own lock is bound to the loop that first waits for it."""
    lock = asyncio.Lock()
    inside: list[int] = []
    most: list[int] = []

    @sync_compatible(bridge="shared")
    async def alone(number: int) -> None:
        async with lock:
            inside.append(number)
            most.append(len(inside))
            await asyncio.sleep(0)
            inside.remove(number)

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(alone.sync, range(100)))
    assert most == [1] * 100


def test_background_tasks_of_the_shared_loop_live_on() -> None:
    tasks: list[asyncio.Task[None]] = []
    stop: list[asyncio.Event] = []

    @sync_compatible(bridge="shared")
    async def begin() -> None:
        stop.append(asyncio.Event())
        tasks.append(asyncio.create_task(wait()))

    async def wait() -> None:
        await stop[0].wait()

    @sync_compatible(bridge="shared")
    async def end() -> None:
        stop[0].set()
        await tasks[0]

    begin()
    assert not tasks[0].done()
    end()
    assert tasks[0].done()


def test_call_made_on_the_shared_loop_itself_is_nested() -> None:
    """Waiting for the loop in its own thread would never end."""

    @sync_compatible(bridge="shared")
    async def outer() -> list[str]:
        inner: asyncio.AbstractEventLoop = loop(_sync=True)
        return ["nested" if inner is not asyncio.get_running_loop() else "same", here()]

    @sync_compatible(bridge="shared")
    async def loop() -> asyncio.AbstractEventLoop:
        await asyncio.sleep(0)
        return asyncio.get_running_loop()

    assert outer() == ["nested", "shared"]


def test_forced_call_under_a_running_loop_can_be_shared(run: Run) -> None:
    async def main() -> list[str]:
        before = sniffio.current_async_library()
        result = on_the_shared_loop(_sync=True)
        await anyio.lowlevel.checkpoint()
        return [result, str(sniffio.current_async_library() == before)]

    assert run(main) == ["shared", "True"]


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_shared_loop_outlives_what_a_coroutine_raises(kind: type[BaseException]) -> None:
    error = kind()

    @sync_compatible(bridge="shared")
    async def failing() -> None:
        raise error

    for _ in range(3):
        with pytest.raises(kind) as caught:
            failing()
        assert caught.value is error
    assert on_the_shared_loop() == "shared"


def test_shared_loop_outlives_its_own_stop() -> None:
    @sync_compatible(bridge="shared")
    async def stopping() -> int:
        asyncio.get_running_loop().stop()
        await asyncio.sleep(0)
        return 7

    assert [stopping(), stopping()] == [7, 7]


# The host loop.


@pytest.mark.parametrize("backend", BACKENDS)
def test_host_loop_runs_the_calls_of_its_worker_threads(backend: str) -> None:
    assert in_worker(on_the_host_loop, backend) == "host"
    assert in_worker(on_the_host_loop.sync, backend) == "host"


@pytest.mark.parametrize("backend", BACKENDS)
def test_host_loop_runs_its_own_library(backend: str) -> None:
    @sync_compatible(bridge="host")
    async def library() -> str:
        return sniffio.current_async_library()

    assert in_worker(library, backend) == backend


def test_host_loop_serves_resources_that_belong_to_it() -> None:
    """Scenario 26."""

    async def main() -> int:
        future: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        @sync_compatible(bridge="host")
        async def wait() -> int:
            return await future

        async def answer() -> None:
            future.set_result(7)

        async with anyio.create_task_group() as group:
            group.start_soon(answer)
            return await anyio.to_thread.run_sync(wait.sync)
        raise AssertionError

    assert anyio.run(main) == 7


def test_call_without_a_host_is_an_error_that_names_the_function(run: Run) -> None:
    async def main() -> None:
        on_the_host_loop(_sync=True)

    for call in (on_the_host_loop, lambda: run(main)):
        with pytest.raises(RuntimeError, match='on_the_host_loop" is bridged to the host event'):
            call()
    gc.collect()


def test_runtime_error_on_the_host_loop_passes_untouched() -> None:
    error = RuntimeError("mine")

    @sync_compatible(bridge="host")
    async def failing() -> None:
        raise error

    with pytest.raises(RuntimeError) as caught:
        in_worker(failing)
    assert caught.value is error


@pytest.mark.parametrize("backend", BACKENDS)
def test_cancelled_host_ends_the_call_of_its_worker(backend: str) -> None:
    ended: list[str] = []

    @sync_compatible(bridge="host")
    async def forever(begun: anyio.Event) -> None:
        begun.set()
        try:
            await anyio.sleep_forever()
        finally:
            ended.append("finally")

    async def main() -> bool:
        begun = anyio.Event()

        async def cancel() -> None:
            await begun.wait()
            scope.cancel()

        async with anyio.create_task_group() as group:
            group.start_soon(cancel)
            with anyio.CancelScope() as scope:
                await anyio.to_thread.run_sync(forever.sync, begun)
        return scope.cancelled_caught

    assert anyio.run(main, backend=backend)
    assert ended == ["finally"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_call_that_comes_after_its_host_was_cancelled_ends_where_it_waits(backend: str) -> None:
    passed: list[str] = []

    @sync_compatible(bridge="host")
    async def forever() -> None:
        passed.append("begun")
        try:
            await anyio.sleep_forever()
        finally:
            passed.append("finally")

    def late(scope: anyio.CancelScope) -> None:
        anyio.from_thread.run_sync(scope.cancel)
        forever()

    async def main() -> bool:
        with anyio.CancelScope() as scope:
            await anyio.to_thread.run_sync(late, scope)
        return scope.cancelled_caught

    assert anyio.run(main, backend=backend)
    assert passed == ["begun", "finally"]


# What holds for each.


def call_over(way: Any, function: Callable[[], Any]) -> Any:
    """Call a function in a thread that has every way of bridging."""
    return in_worker(function) if way == "host" else function()


WAYS = ["private", "shared", "host"]


@pytest.mark.parametrize("way", WAYS)
def test_context_variables_cross_both_ways(way: Any) -> None:
    """Scenario 34."""

    @sync_compatible(bridge=way)
    async def exchange(value: str) -> str:
        before = variable.get()
        variable.set(value)
        await asyncio.sleep(0)
        return before

    @sync_compatible(bridge=way)
    async def fail(value: str) -> None:
        variable.set(value)
        raise KeyError

    def body() -> list[str]:
        variable.set("outside")
        found = [exchange("inside"), variable.get()]
        with pytest.raises(KeyError):
            fail("failed")
        return [*found, variable.get(), exchange.sync("forced"), variable.get()]

    expected = ["outside", "inside", "failed", "failed", "forced"]
    assert call_over(way, lambda: contextvars.copy_context().run(body)) == expected


@pytest.mark.parametrize("way", WAYS)
def test_library_of_the_caller_comes_back(way: Any) -> None:
    @sync_compatible(bridge=way)
    async def library() -> str:
        return sniffio.current_async_library()

    def body() -> tuple[str, bool]:
        inside = library()
        with pytest.raises(sniffio.AsyncLibraryNotFoundError):
            sniffio.current_async_library()
        return inside, True

    assert call_over(way, body) == ("asyncio", True)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("side", ["implicit", "sync"])
def test_exception_is_the_same_object_with_few_frames_of_ours(way: Any, side: str) -> None:
    error = KeyError("mine")

    @sync_compatible(bridge=way)
    async def failing() -> None:
        await asyncio.sleep(0)
        raise error

    def body() -> list[str]:
        with pytest.raises(KeyError) as caught:
            (failing if side == "implicit" else failing.sync)()
        assert caught.value is error
        return [frame.filename for frame in traceback.extract_tb(error.__traceback__)]

    files = call_over(way, body)
    assert len([name for name in files if name.startswith((OURS, "<duotone"))]) <= 2
    assert [name for name in files if "asyncio" in name or "anyio" in name] == []
    assert files[-1] == __file__


@pytest.mark.parametrize("way", WAYS)
def test_forced_call_declares_sync_for_its_extent(way: Any) -> None:
    """Scenario 5."""

    def plain() -> Any:
        return privately()

    @sync_compatible(bridge=way)
    async def outer() -> Any:
        return plain()

    assert call_over(way, outer.sync) in WAYS
    coroutine = call_over(way, outer)
    assert not isinstance(coroutine, str)
    coroutine.close()


@pytest.mark.parametrize("way", WAYS)
def test_cancellation_of_itself_reaches_the_caller(way: Any) -> None:
    @sync_compatible(bridge=way)
    async def cancelled() -> None:
        raise asyncio.CancelledError

    # anyio hands the second kind to its worker threads.
    with pytest.raises((asyncio.CancelledError, concurrent.futures.CancelledError)):
        call_over(way, cancelled)


def test_bridges_work_below_trio() -> None:
    async def main() -> list[str]:
        return [privately(_sync=True), on_the_shared_loop(_sync=True)]

    assert trio.run(main) == ["private", "shared"]
