"""Do sync and async code wait for one result, whoever sets it, and is nobody left waiting?"""

from __future__ import annotations

import asyncio
import gc
import random
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import CancelledError, InvalidStateError
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import anyio
import anyio.lowlevel
import anyio.to_thread
import pytest
import trio
import uvloop

from duotone import Waitable, async_compatible, sync_compatible

if TYPE_CHECKING:
    import subprocess

Run = Callable[..., Any]
T = TypeVar("T")


def start(function: Callable[..., object], *arguments: object) -> threading.Thread:
    thread = threading.Thread(target=function, args=arguments)
    thread.start()
    return thread


def until_waited_for(future: Waitable[Any], number: int = 1) -> None:
    """Let the waiters arrive, within half a minute."""
    limit = time.monotonic() + 30
    while len(future._waiters) < number:
        assert time.monotonic() < limit
        threading.Event().wait(0.001)


# In sync code.


def test_result_waits_for_another_thread() -> None:
    future: Waitable[int] = Waitable()

    def produce() -> None:
        until_waited_for(future)
        future.set_result(7)

    thread = start(produce)
    assert future.result(30) == 7
    assert future.result() == 7
    assert future.exception() is None
    assert future.wait() is None  # type: ignore[func-returns-value]
    assert future.done()
    assert not future.cancelled()
    thread.join()


def test_exception_is_the_same_object_for_each_waiter_with_its_own_traceback() -> None:
    future: Waitable[int] = Waitable()
    error = KeyError("mine")
    future.set_exception(error)
    lengths = []
    for _ in range(3):
        with pytest.raises(KeyError) as caught:
            future.result()
        assert caught.value is error
        lengths.append(len(traceback.extract_tb(error.__traceback__)))
    assert len(set(lengths)) == 1
    assert future.exception() is error
    future.wait()


@pytest.mark.parametrize("timeout", [0, -1, 0.001])
def test_time_that_runs_out_raises_timeout_error(timeout: float) -> None:
    future: Waitable[int] = Waitable()
    for wait in (future.wait, future.result, future.exception):
        with pytest.raises(TimeoutError) as caught:
            wait(timeout)
        assert str(caught.value) == f"<Waitable pending> is not done after {timeout} seconds"
    assert future._waiters == {}
    future.set_result(7)
    assert future.result(timeout) == 7


def test_very_long_timeout_is_accepted() -> None:
    future: Waitable[int] = Waitable()

    def produce() -> None:
        until_waited_for(future)
        future.set_result(7)

    thread = start(produce)
    assert future.result(threading.TIMEOUT_MAX * 2) == 7
    thread.join()


def test_interrupt_ends_the_wait() -> None:
    future: Waitable[int] = Waitable()

    def interrupt() -> None:
        until_waited_for(future)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    thread = start(interrupt)
    with pytest.raises(KeyboardInterrupt):
        future.wait(30)
    thread.join()
    assert future._waiters == {}


# In async code.


def test_await_waits_for_another_thread(run: Run) -> None:
    async def main() -> None:
        future: Waitable[int] = Waitable()

        def produce() -> None:
            until_waited_for(future)
            future.set_result(7)

        thread = start(produce)
        assert await future == 7
        assert await future == 7
        assert future.result() == 7
        thread.join()

    run(main)


def test_await_waits_for_another_task(run: Run) -> None:
    async def main() -> None:
        future: Waitable[int] = Waitable()
        results: list[int] = []

        async def wait() -> None:
            results.append(await future)

        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(wait)
            await anyio.lowlevel.checkpoint()
            future.set_result(7)
        assert results == [7, 7, 7]

    run(main)


def test_await_raises_the_exception(run: Run) -> None:
    error = KeyError("mine")

    async def main() -> None:
        future: Waitable[int] = Waitable()
        future.set_exception(error)
        with pytest.raises(KeyError) as caught:
            await future
        assert caught.value is error

    run(main)


def test_cancelled_wait_leaves_the_future_and_its_other_waiters_alone(run: Run) -> None:
    async def main() -> None:
        future: Waitable[int] = Waitable()
        results: list[int] = []

        async def wait() -> None:
            results.append(await future)

        async with anyio.create_task_group() as group:
            group.start_soon(wait)
            await anyio.lowlevel.checkpoint()
            with anyio.move_on_after(0.001) as scope:
                await future
            assert scope.cancelled_caught
            assert not future.cancelled()
            future.set_result(7)
        assert results == [7]
        assert future._waiters == {}

    run(main)


def test_cancelled_asyncio_task_leaves_the_future_alone(run_asyncio: Run) -> None:
    async def main() -> None:
        future: Waitable[int] = Waitable()

        async def wait() -> int:
            return await future

        tasks = [asyncio.create_task(wait()) for _ in range(2)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        future.set_result(7)
        assert await tasks[1] == 7
        with pytest.raises(asyncio.CancelledError):
            await tasks[0]

    run_asyncio(main)


@pytest.mark.parametrize(
    "wait", [lambda f: f.wait(), lambda f: f.result(1), lambda f: f.exception()]
)
def test_wait_in_the_thread_of_a_running_loop_is_refused(run: Run, wait: Any) -> None:
    async def main() -> None:
        future: Waitable[int] = Waitable()
        with pytest.raises(RuntimeError) as caught:
            wait(future)
        assert str(caught.value) == (
            "<Waitable pending> would block the event loop that runs in this thread, and perhaps "
            "is needed to finish it: write `await future` in an async def, or wait in another "
            "thread"
        )
        with pytest.raises(TimeoutError):
            future.wait(0)
        future.set_result(7)
        wait(future)

    run(main)


def test_wait_in_a_worker_thread_of_the_loop_works(run: Run) -> None:
    @async_compatible
    def wait(future: Waitable[int]) -> int:
        return future.result(30)

    async def main() -> None:
        future: Waitable[int] = Waitable()
        results: list[int] = []

        async def consume() -> None:
            results.append(await wait.aio(future))

        async with anyio.create_task_group() as group:
            group.start_soon(consume)
            await anyio.to_thread.run_sync(until_waited_for, future)
            future.set_result(7)
        assert results == [7]

    run(main)


def test_bridged_coroutine_awaits_it() -> None:
    @sync_compatible
    async def wait(future: Waitable[int]) -> int:
        return await future

    future: Waitable[int] = Waitable()

    def produce() -> None:
        until_waited_for(future)
        future.set_result(7)

    thread = start(produce)
    assert wait(future) == 7
    thread.join()

    async def main() -> int:
        return wait(future, _sync=True)

    assert trio.run(main) == 7


def test_private_loop_inside_trio_awaits_as_asyncio() -> None:
    @sync_compatible
    async def wait(future: Waitable[int]) -> int:
        asyncio.get_running_loop().call_soon(future.set_result, 7)
        return await future

    async def main() -> int:
        return wait(Waitable[int](), _sync=True)

    assert trio.run(main) == 7


def test_await_outside_every_loop_is_refused() -> None:
    future: Waitable[int] = Waitable()
    with pytest.raises(RuntimeError, match="in tasks of asyncio and trio only: use wait"):
        future.__await__().send(None)
    future.set_result(7)
    with pytest.raises(StopIteration) as caught:
        future.__await__().send(None)
    assert caught.value.value == 7


@pytest.mark.parametrize("runner", [asyncio.run, uvloop.run, trio.run])
def test_waiter_of_a_loop_that_has_ended_is_no_hindrance(runner: Any) -> None:
    """The loop ends between the waking and the arrival of the waker."""
    future: Waitable[int] = Waitable()
    kept: list[Any] = []

    async def main() -> None:
        waiting = future.__await__()
        waiting.send(None)
        kept.append(waiting)
        if runner is trio.run:
            await trio.lowlevel.checkpoint()

    if runner is trio.run:
        future._waiters[object()] = _wake_of_ended_trio()
    else:
        coroutine = main()
        runner(coroutine)
    future.set_result(7)
    assert future.result() == 7
    kept.clear()
    gc.collect()


def _wake_of_ended_trio() -> Callable[[], None]:
    from duotone._wake import waker_of_this_task  # noqa: PLC0415

    async def main() -> Any:
        return waker_of_this_task()[1]

    wake: Callable[[], None] = trio.run(main)
    return wake


# Cancelling the future.


def test_cancelled_future_raises_the_same_error_everywhere(run: Run) -> None:
    future: Waitable[int] = Waitable()
    assert future.cancel()
    assert future.cancel()
    assert future.cancelled()
    assert future.done()
    text = "^<Waitable cancelled> has no result: it was cancelled before it was done$"
    for ask in (future.result, future.exception):
        with pytest.raises(CancelledError, match=text):
            ask()
    future.wait()

    async def main() -> None:
        with pytest.raises(CancelledError, match=text):
            await future

    run(main)


def test_cancel_wakes_the_waiters(run: Run) -> None:
    async def main() -> None:
        future: Waitable[int] = Waitable()
        errors: list[BaseException] = []

        async def wait() -> None:
            try:
                await future
            except CancelledError as error:
                errors.append(error)

        async with anyio.create_task_group() as group:
            group.start_soon(wait)
            await anyio.lowlevel.checkpoint()
            future.cancel()
        assert len(errors) == 1

    run(main)


def test_done_future_cannot_be_cancelled() -> None:
    future: Waitable[int] = Waitable()
    future.set_result(7)
    assert not future.cancel()
    assert not future.cancelled()
    assert future.result() == 7


@pytest.mark.parametrize(
    "settle",
    [lambda f: f.set_result(1), lambda f: f.set_exception(KeyError()), lambda f: f.cancel()],
)
def test_future_is_settled_once(settle: Any) -> None:
    future: Waitable[int] = Waitable()
    settle(future)
    before = repr(future)
    for again in (lambda: future.set_result(2), lambda: future.set_exception(ValueError())):
        with pytest.raises(InvalidStateError, match="is done already: a future is settled once"):
            again()  # type: ignore[no-untyped-call]
    assert repr(future) == before


def test_what_cannot_be_raised_is_no_exception() -> None:
    future: Waitable[int] = Waitable()
    dynamic: Any = future
    with pytest.raises(TypeError, match=r"takes an exception such as ValueError\(\), not 'no'"):
        dynamic.set_exception("no")
    with pytest.raises(TypeError, match="cannot take a StopIteration"):
        future.set_exception(StopIteration())
    assert not future.done()


# Callbacks.


def test_callbacks_are_called_in_order_in_the_thread_that_settles() -> None:
    future: Waitable[int] = Waitable()
    calls: list[tuple[str, object, int]] = []
    for name in "abc":
        future.add_done_callback(lambda f, n=name: calls.append((n, f, threading.get_ident())))  # type: ignore[misc]
    thread = start(future.set_result, 7)
    thread.join()
    assert [name for name, _, _ in calls] == ["a", "b", "c"]
    assert {(given, ident) for _, given, ident in calls} == {(future, thread.ident)}


def test_callback_of_a_done_future_is_called_at_once() -> None:
    future: Waitable[int] = Waitable()
    future.set_result(7)
    calls: list[object] = []
    future.add_done_callback(calls.append)
    assert calls == [future]


def test_failing_callback_is_logged_and_stops_nobody(caplog: pytest.LogCaptureFixture) -> None:
    future: Waitable[int] = Waitable()
    calls: list[object] = []

    def fail(_: object) -> None:
        raise KeyError("mine")

    future.add_done_callback(fail)
    future.add_done_callback(calls.append)
    future.set_result(7)
    assert calls == [future]
    (record,) = caplog.records
    assert record.name == "duotone"
    assert record.getMessage().startswith("a done callback failed: <function test_failing")
    assert record.exc_info is not None
    caplog.clear()


def test_callback_that_leaves_the_program_stops_no_waiter() -> None:
    future: Waitable[int] = Waitable()
    calls: list[object] = []

    def leave(_: object) -> None:
        raise SystemExit

    future.add_done_callback(leave)
    future.add_done_callback(calls.append)
    with pytest.raises(SystemExit):
        future.set_result(7)
    assert calls == [future]


def test_result_set_by_a_signal_handler_in_the_midst_of_a_wait_is_seen() -> None:
    future: Waitable[int] = Waitable()
    before = signal.signal(signal.SIGUSR1, lambda *_: future.set_result(7))
    try:

        def send() -> None:
            until_waited_for(future)
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)

        thread = start(send)
        assert future.result(30) == 7
        thread.join()
    finally:
        signal.signal(signal.SIGUSR1, before)


# No waiter is lost.


@pytest.fixture
def quick_switches() -> Any:
    """Have threads take turns far more often than usual."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("quick_switches")
def test_no_waiter_is_lost_among_threads_and_loops() -> None:
    rounds = 150
    futures: list[Waitable[int]] = [Waitable() for _ in range(rounds)]
    results: list[list[int]] = []

    def in_thread() -> None:
        results.append([future.result(30) for future in futures])

    async def in_task() -> None:
        results.append([await future for future in futures])

    async def in_loop() -> None:
        async with anyio.create_task_group() as group:
            for _ in range(3):
                group.start_soon(in_task)

    def settle() -> None:
        chance = random.Random(7)  # noqa: S311 - for the order of the threads
        for number, future in enumerate(futures):
            if chance.random() < 0.5:
                threading.Event().wait(chance.random() / 5000)
            future.set_result(number)

    threads = [start(in_thread) for _ in range(4)]
    threads += [start(lambda: asyncio.run(in_loop())), start(lambda: trio.run(in_loop))]
    threads += [start(lambda: uvloop.run(in_loop())), start(settle)]
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    assert results == [list(range(rounds))] * 13


@pytest.mark.usefixtures("quick_switches")
def test_one_of_many_threads_settles_a_future() -> None:
    for _ in range(50):
        future: Waitable[int] = Waitable()
        calls: list[object] = []
        won: list[int] = []
        barrier = threading.Barrier(6)

        def settle(number: int, future: Any = future, won: Any = won, wall: Any = barrier) -> None:
            wall.wait(30)
            try:
                future.set_result(number)
            except InvalidStateError:
                return
            won.append(number)

        def listen(future: Any = future, calls: Any = calls, wall: Any = barrier) -> None:
            wall.wait(30)
            future.add_done_callback(calls.append)

        threads = [start(settle, number) for number in range(4)]
        threads += [start(listen) for _ in range(2)]
        for thread in threads:
            thread.join(30)
        assert won == [future.result(0)]
        assert calls == [future, future]


# A base class.


def test_every_callback_is_called_however_many_leave_the_program() -> None:
    def leave(_: object) -> None:
        raise SystemExit

    future: Waitable[int] = Waitable()
    called: list[object] = []
    for _ in range(2 * sys.getrecursionlimit()):
        future.add_done_callback(leave)
    future.add_done_callback(called.append)
    with pytest.raises(SystemExit):
        future.set_result(7)
    assert called == [future]


class Pages(Waitable[T], Generic[T]):
    """A future of the user's own."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class Rows(Waitable[int]):
    """Another one, of integers."""


def test_subclass_is_a_future_of_its_own() -> None:
    pages: Pages[str] = Pages("a")
    pages.set_result("b")
    assert pages.result() == "b"
    assert repr(pages) == "<Pages result='b'>"
    assert Rows().cancel()
    rows = Rows()
    rows.set_exception(KeyError(1))
    assert repr(rows) == "<Rows error=KeyError(1)>"


def test_waitable_needs_no_asyncio(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    program = """
    import _thread, duotone
    future = duotone.Waitable()
    _thread.start_new_thread(future.set_result, (7,))
    print(future.result(30))
    print([name for name in ("asyncio", "anyio", "typing", "logging") if name in sys.modules])
    """
    finished = run_python(program)
    assert finished.stdout.splitlines() == ["7", "[]"], finished.stderr
