"""Is a bridged call like a plain one: result, exception, context, and nothing left behind?"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import gc
import logging
import os
import signal
import sys
import threading
import traceback
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import anyio.lowlevel
import pytest
import sniffio
import trio
import uvloop

import duotone
from duotone import async_compatible, sync_compatible
from duotone._bridge import _any_loop, _library, _traceback

Run = Callable[..., Any]

OURS = str(Path(duotone.__file__).parent)
DEPTH = 20

variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="unset")


@sync_compatible
async def load(number: int = 1) -> int:
    await anyio.lowlevel.checkpoint()
    return number


@async_compatible
def fetch(number: int = 1) -> int:
    return number


@sync_compatible
async def fail(error: BaseException) -> None:
    await anyio.lowlevel.checkpoint()
    raise error


@async_compatible
def fail_in_thread(error: BaseException) -> None:
    raise error


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on what asyncio would log about tasks that nobody has looked after."""
    yield
    gc.collect(1)
    assert [record.getMessage() for record in caplog.get_records("call")] == []


def our_frames(error: BaseException) -> list[str]:
    return [
        frame.name
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename.startswith((OURS, "<duotone"))
    ]


def state() -> tuple[object, object, object]:
    """Tell what runs in this thread: the loop, the task, and the library as sniffio sees it."""
    loop = asyncio._get_running_loop()
    task = None if loop is None else asyncio.current_task(loop)
    try:
        library: str | None = sniffio.current_async_library()
    except sniffio.AsyncLibraryNotFoundError:
        library = None
    return loop, task, library


# Results.


def test_sync_call_gives_the_result() -> None:
    assert load(7) == 7


def test_sync_call_runs_in_a_real_task() -> None:
    """Timeouts and task groups need one."""

    @sync_compatible
    async def inside() -> tuple[bool, str]:
        async with anyio.create_task_group() as group:
            group.start_soon(anyio.sleep, 0)
        return asyncio.current_task() is not None, sniffio.current_async_library()

    assert inside() == (True, "asyncio")


def test_sync_calls_of_a_thread_share_a_loop() -> None:
    @sync_compatible
    async def inside() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    assert inside() is inside()


def test_sync_calls_of_two_threads_have_loops_of_their_own() -> None:
    @sync_compatible
    async def inside() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(inside).result() is not inside()  # type: ignore[dual-reference]


def test_sync_call_starts_no_thread() -> None:
    """Scenario 19."""

    @sync_compatible
    async def inside() -> tuple[int, int]:
        return threading.get_ident(), threading.active_count()

    assert inside() == (threading.get_ident(), threading.active_count())


def test_loop_is_closed_when_its_thread_ends() -> None:
    @sync_compatible
    async def inside() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    loops: list[asyncio.AbstractEventLoop] = []
    thread = threading.Thread(target=lambda: loops.append(inside()))
    thread.start()
    thread.join()
    gc.collect()
    assert loops[0].is_closed()


def test_loop_that_garbage_refers_to_is_closed_without_a_complaint() -> None:
    """A debugger's or a traceback's frames refer to the loop, and to each other in a circle."""
    complaints: list[object] = []

    @sync_compatible
    async def keep_frames() -> None:
        circle: list[object] = [frame for frame, _ in traceback.walk_stack(None)]
        circle.append(circle)

    def work() -> None:
        keep_frames()

    hook, sys.unraisablehook = sys.unraisablehook, complaints.append
    try:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        gc.collect()
    finally:
        sys.unraisablehook = hook
    assert complaints == []


def test_calls_from_many_threads_do_not_meet() -> None:
    """Scenario 22."""
    start = threading.Barrier(16)

    def work(number: int) -> list[int]:
        start.wait(timeout=30)
        return [load(number * 100 + step) for step in range(20)]

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(work, range(16)))
    assert results == [[number * 100 + step for step in range(20)] for number in range(16)]


def test_private_loop_follows_the_policy_of_uvloop() -> None:
    @sync_compatible
    async def inside() -> object:
        return asyncio.get_running_loop()

    def in_a_thread_without_loops() -> Any:
        return inside(), load(7), [step() for step in [iterate, iterate]]

    before = asyncio.get_event_loop_policy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    try:
        with ThreadPoolExecutor(1) as pool:
            loop, number, iterated = pool.submit(in_a_thread_without_loops).result()
    finally:
        asyncio.set_event_loop_policy(before)
    assert isinstance(loop, uvloop.Loop)
    assert (number, iterated) == (7, [0, 0])


@sync_compatible
async def name_of_the_task() -> str:
    task = asyncio.current_task()
    assert task is not None
    return task.get_name()


@pytest.mark.parametrize("policy", [asyncio.DefaultEventLoopPolicy, uvloop.EventLoopPolicy])
@pytest.mark.parametrize("way", ["private", "shared"])
def test_the_task_of_a_call_is_named_after_its_function(policy: Any, way: Any) -> None:
    def in_a_thread_without_loops() -> str:
        with duotone.bridge(way):
            return name_of_the_task()

    before = asyncio.get_event_loop_policy()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        asyncio.set_event_loop_policy(policy())
    try:
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(in_a_thread_without_loops).result() == "name_of_the_task"
    finally:
        asyncio.set_event_loop_policy(before)


# Exceptions.


@pytest.mark.parametrize("error", [KeyError("mine"), RuntimeError("no running event loop")])
@pytest.mark.parametrize("call", [fail, fail.sync, lambda e: fail(e, _sync=True)])
def test_exception_of_the_coroutine_is_the_same_object(
    call: Callable[..., Any], error: Exception
) -> None:
    """Scenario 23: a RuntimeError of the user's is no sign of anything."""
    with pytest.raises(type(error)) as caught:
        call(error)
    assert caught.value is error
    assert (error.__cause__, error.__context__) == (None, None)


@pytest.mark.parametrize("call", [fail, fail.sync, lambda e: fail(e, _sync=True)])
def test_traceback_holds_at_most_two_frames_of_ours(call: Callable[..., Any]) -> None:
    with pytest.raises(KeyError) as caught:
        call(KeyError())
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert len(our_frames(caught.value)) <= 2
    assert frames[-1].name == "fail"
    assert [frame.name for frame in frames if "asyncio" in frame.filename] == []


def test_traceback_under_a_running_loop_holds_at_most_two_frames_of_ours(run: Run) -> None:
    async def main() -> None:
        fail(KeyError(), _sync=True)

    with pytest.raises(KeyError) as caught:
        run(main)
    assert 0 < len(our_frames(caught.value)) <= 2


def test_traceback_of_nested_calls_shows_each_of_the_users_functions() -> None:
    @sync_compatible
    async def middle() -> None:
        fail(KeyError(), _sync=True)

    @sync_compatible
    async def outer() -> None:
        middle.sync()

    with pytest.raises(KeyError) as caught:
        outer()
    frames = traceback.extract_tb(caught.value.__traceback__)
    users = [frame.name for frame in frames if frame.filename == __file__]
    assert users[1:] == ["outer", "middle", "fail"]
    assert len(our_frames(caught.value)) <= 6


def test_traceback_of_the_async_side_holds_at_most_two_frames_of_ours(run: Run) -> None:
    async def main() -> None:
        await fail_in_thread(KeyError())

    with pytest.raises(KeyError) as caught:
        run(main)
    assert len(our_frames(caught.value)) <= 2


def test_traceback_of_a_native_pair_holds_at_most_two_frames_of_ours(run: Run) -> None:
    def native() -> None:
        raise KeyError

    @sync_compatible(sync_version=native)
    async def anative() -> None: ...

    async def main() -> None:
        anative(_sync=True)

    with pytest.raises(KeyError) as caught:
        run(main)
    assert len(our_frames(caught.value)) <= 2


def test_exception_raised_before_the_coroutine_keeps_its_traceback() -> None:
    """A function marked as coroutine function may fail before it gives a coroutine."""

    def marked() -> Any:
        raise KeyError("early")

    marked._is_coroutine_mark = object()  # type: ignore[attr-defined]
    dual = sync_compatible(marked)
    for call in (dual, dual.sync):
        with pytest.raises(KeyError) as caught:
            call()
        assert traceback.extract_tb(caught.value.__traceback__)[-1].name == "marked"
        assert len(our_frames(caught.value)) <= 2


def test_context_of_an_exception_is_the_one_being_handled() -> None:
    outer, inner = KeyError("outer"), ValueError("inner")
    with pytest.raises(ValueError, match="inner") as caught:  # noqa: PT012 - the handling is the test
        try:
            raise outer
        except KeyError:
            fail(inner)
    assert caught.value.__context__ is outer


def test_cause_of_an_exception_is_kept() -> None:
    cause = KeyError("cause")

    @sync_compatible
    async def chained() -> None:
        raise ValueError("effect") from cause

    with pytest.raises(ValueError, match="effect") as caught:
        chained()
    assert caught.value.__cause__ is cause


def test_call_works_after_an_exception() -> None:
    with pytest.raises(KeyError):
        fail(KeyError())
    assert load(7) == 7


@pytest.mark.parametrize("waits", [0, 1])
@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_variables_set_before_the_program_is_left_are_the_callers(
    kind: type[BaseException], waits: int
) -> None:
    @sync_compatible
    async def leave() -> None:
        for _ in range(waits):
            await asyncio.sleep(0)
        variable.set("inside")
        raise kind

    def call() -> str:
        with pytest.raises(kind):
            leave()
        return variable.get()

    assert contextvars.copy_context().run(call) == "inside"


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_interrupt_raised_inside_ends_the_coroutine_and_reaches_the_caller(
    kind: type[BaseException],
) -> None:
    """Scenario 32."""
    ended: list[str] = []
    error = kind()

    @sync_compatible
    async def interrupted() -> None:
        try:
            await asyncio.sleep(0)
            raise error
        finally:
            await asyncio.sleep(0)
            ended.append("finally")

    with pytest.raises(kind) as caught:
        interrupted()
    assert caught.value is error
    assert ended == ["finally"]
    assert len(our_frames(error)) <= 2
    assert load(7) == 7


def test_interrupt_of_another_task_cancels_the_coroutine() -> None:
    """The loop stops half way, and the coroutine still gets to its `finally`."""
    ended: list[str] = []

    async def interrupt() -> None:
        raise KeyboardInterrupt

    @sync_compatible
    async def waiting() -> None:
        task = asyncio.create_task(interrupt())
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("finally")
            with pytest.raises(KeyboardInterrupt):
                await task

    with pytest.raises(KeyboardInterrupt):
        waiting()
    assert ended == ["finally"]


def test_interrupt_and_an_exception_in_finally_leave_nothing_to_log() -> None:
    async def interrupt() -> None:
        raise KeyboardInterrupt

    @sync_compatible
    async def waiting() -> None:
        task = asyncio.create_task(interrupt())
        try:
            await asyncio.Event().wait()
        finally:
            with pytest.raises(KeyboardInterrupt):
                await task
            raise ValueError("in finally")

    with pytest.raises(KeyboardInterrupt):
        waiting()


def test_signal_during_a_call_ends_the_coroutine() -> None:
    ended: list[str] = []

    @sync_compatible
    async def signalled() -> None:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.Event().wait()
        finally:
            ended.append("finally")

    with pytest.raises(KeyboardInterrupt):
        signalled()
    assert ended == ["finally"]
    assert load(7) == 7


def test_cancellation_of_itself_reaches_the_caller() -> None:
    @sync_compatible
    async def cancelled() -> None:
        task = asyncio.current_task()
        assert task is not None
        task.cancel()
        await asyncio.sleep(0)

    with pytest.raises(asyncio.CancelledError):
        cancelled()


# Context variables.


@sync_compatible
async def exchange(value: str) -> str:
    before = variable.get()
    variable.set(value)
    await anyio.lowlevel.checkpoint()
    return before


@sync_compatible
async def set_and_fail(value: str) -> None:
    variable.set(value)
    await anyio.lowlevel.checkpoint()
    raise KeyError


@async_compatible
def exchange_in_thread(value: str) -> str:
    before = variable.get()
    variable.set(value)
    return before


@async_compatible
def set_and_fail_in_thread(value: str) -> None:
    variable.set(value)
    raise KeyError


def in_own_context(function: Callable[[], Any]) -> Any:
    return contextvars.copy_context().run(function)


@pytest.mark.parametrize("call", [exchange, exchange.sync])
def test_context_variables_cross_the_sync_bridge_both_ways(call: Callable[[str], str]) -> None:
    """Scenario 34."""

    def body() -> list[str]:
        variable.set("outside")
        return [call("inside"), variable.get()]

    assert in_own_context(body) == ["outside", "inside"]


def test_context_variables_cross_the_sync_bridge_when_it_raises() -> None:
    def body() -> str:
        with pytest.raises(KeyError):
            set_and_fail("inside")
        return variable.get()

    assert in_own_context(body) == "inside"


def test_context_variables_of_other_tasks_stay_theirs() -> None:
    async def child() -> None:
        variable.set("child")

    @sync_compatible
    async def parent() -> None:
        await asyncio.create_task(child())

    def body() -> str:
        parent()
        return variable.get()

    assert in_own_context(body) == "unset"


def test_context_variables_cross_the_thread_both_ways(run: Run) -> None:
    async def main() -> list[str]:
        variable.set("outside")
        return [await exchange_in_thread("inside"), variable.get()]

    assert run(main) == ["outside", "inside"]


def test_context_variables_cross_the_thread_when_it_raises(run: Run) -> None:
    async def main() -> str:
        with pytest.raises(KeyError):
            await set_and_fail_in_thread("inside")
        return variable.get()

    assert run(main) == "inside"


def test_context_variables_cross_two_bridges(run: Run) -> None:
    @async_compatible
    def through() -> str:
        return exchange("innermost")

    async def main() -> list[str]:
        variable.set("outside")
        return [await through(), variable.get()]

    assert run(main) == ["outside", "innermost"]


# Leftovers.


def test_tasks_left_behind_are_cancelled_before_the_call_returns() -> None:
    ended: list[str] = []

    async def left() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            ended.append("finally")

    @sync_compatible
    async def parent() -> asyncio.Task[None]:
        task = asyncio.create_task(left())
        await asyncio.sleep(0)
        return task

    task = parent()
    assert task.cancelled()
    assert ended == ["finally"]


def test_tasks_left_behind_are_cancelled_when_the_call_raises() -> None:
    tasks: list[asyncio.Task[None]] = []

    @sync_compatible
    async def parent() -> None:
        tasks.append(asyncio.create_task(asyncio.sleep(3600)))
        raise KeyError

    with pytest.raises(KeyError):
        parent()
    assert tasks[0].cancelled()


@pytest.mark.skipif(sys.version_info < (3, 12), reason="eager tasks came with Python 3.12")
@pytest.mark.parametrize("fails", [False, True], ids=["returns", "raises"])
def test_task_begun_at_once_and_left_behind_is_cancelled_before_the_call_returns(
    fails: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    ended: list[str] = []

    async def left() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("finally")

    @sync_compatible
    async def parent() -> None:
        loop: Any = asyncio.get_running_loop()
        eager: Any = asyncio.Task
        tasks.append(eager(left(), loop=loop, eager_start=True))
        if fails:
            raise KeyError

    tasks: list[asyncio.Task[None]] = []
    with pytest.raises(KeyError) if fails else contextlib.nullcontext():
        parent()
    assert tasks[0].cancelled()
    assert ended == ["finally"]


async def numbers(ended: list[str], steps: int = 0) -> AsyncIterator[int]:
    try:
        for number in range(10):
            yield number
    finally:
        for _ in range(steps):
            await asyncio.sleep(0)
        ended.append("finally")


@sync_compatible
async def iterate() -> int:
    """Leave an async generator half way, and drop it."""
    async for number in numbers([], steps=3):
        return number
    raise AssertionError


@pytest.mark.parametrize("steps", [0, 1, 5])
def test_async_generator_dropped_half_way_is_closed(steps: int) -> None:
    ended: list[str] = []

    @sync_compatible
    async def parent() -> int:
        async for number in numbers(ended, steps):
            return number
        raise AssertionError

    assert parent() == 0
    assert ended == ["finally"]


@pytest.mark.parametrize("steps", [0, 1, 5])
def test_async_generator_kept_half_way_is_closed(steps: int) -> None:
    ended: list[str] = []
    kept = numbers(ended, steps)

    @sync_compatible
    async def parent() -> int:
        return await kept.__anext__()

    assert parent() == 0
    assert ended == ["finally"]


def test_async_generators_can_be_used_in_every_call() -> None:
    """The loop is used again, and Python warns about a loop whose generators were shut down."""
    assert [iterate() for _ in range(3)] == [0, 0, 0]


def test_async_generator_that_was_finished_leaves_nothing() -> None:
    ended: list[str] = []

    @sync_compatible
    async def parent() -> list[int]:
        return [number async for number in numbers(ended)]

    assert parent() == list(range(10))
    assert ended == ["finally"]


def test_error_in_closing_a_generator_is_reported_and_not_raised(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def fails_in_closing() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            raise KeyError("in closing")

    kept = fails_in_closing()

    @sync_compatible
    async def parent() -> int:
        return await kept.__anext__()

    assert parent() == 1
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("an error occurred while closing <async_generator")
    assert record.exc_info is not None
    assert isinstance(record.exc_info[1], KeyError)
    caplog.clear()


def test_generator_that_outlives_its_loop_is_dropped_in_silence() -> None:
    """As after an interrupt that came while the leftovers were finished."""
    kept = [numbers([])]

    class Given(_any_loop.AnyLoop):
        def end_leftovers(self) -> None:  # type: ignore[explicit-override]
            raise KeyboardInterrupt

    async def begin() -> int:
        return await kept[0].__anext__()

    private = Given(asyncio.new_event_loop())
    with pytest.raises(KeyboardInterrupt):
        private.complete(begin, None, (), {}, None)
    private.loop.close()
    problems: list[Any] = []
    before, sys.unraisablehook = sys.unraisablehook, problems.append
    kept.clear()
    gc.collect()
    sys.unraisablehook = before
    assert problems == []


def test_generator_that_refuses_to_close_is_reported(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def stubborn() -> AsyncIterator[int]:
        while True:
            try:
                yield 1
            except GeneratorExit:  # noqa: PERF203
                yield 2

    kept = [stubborn()]

    @sync_compatible
    async def parent() -> int:
        return await kept[0].__anext__()

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(parent).result() == 1  # type: ignore[dual-reference]
    gc.collect()
    assert "while closing" in caplog.records[0].getMessage()
    caplog.clear()
    kept.clear()
    gc.collect()


def test_generator_hooks_of_the_outer_loop_come_back(run: Run) -> None:
    async def main() -> bool:
        before = sys.get_asyncgen_hooks()
        iterate(_sync=True)
        return sys.get_asyncgen_hooks() == before

    assert run(main)


# Nested calls.


@sync_compatible
async def descend(depth: int, error: Exception | None = None) -> list[object]:
    await anyio.lowlevel.checkpoint()
    before = state()
    if depth > 0:
        try:
            below = descend(depth - 1, error, _sync=True)
        finally:
            assert state() == before
        await anyio.lowlevel.checkpoint()
        return [before[0], *below]
    if error is not None:
        raise error
    return [before[0]]


def test_nested_forced_calls_restore_what_runs(run: Run) -> None:
    """Scenario 18."""

    async def main() -> list[object]:
        before = state()
        loops = descend(DEPTH, _sync=True)
        assert state() == before
        await anyio.lowlevel.checkpoint()
        return loops

    assert len(set(run(main))) == DEPTH + 1


def test_nested_forced_calls_restore_what_runs_when_they_raise(run: Run) -> None:
    error = KeyError()

    async def main() -> None:
        before = state()
        with pytest.raises(KeyError) as caught:
            descend(DEPTH, error, _sync=True)
        assert caught.value is error
        assert state() == before
        await anyio.lowlevel.checkpoint()

    run(main)


def test_nested_forced_calls_work_without_an_outer_loop() -> None:
    assert len(set(descend(DEPTH))) == DEPTH + 1
    assert state()[:2] == (None, None)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_forced_call_under_anyio_sees_its_own_library(backend: str) -> None:
    """anyio notes the library in a context variable, which the bridge takes back for a while."""

    @sync_compatible
    async def inside() -> str:
        await anyio.lowlevel.checkpoint()
        return sniffio.current_async_library()

    async def main() -> tuple[str, str]:
        return inside(_sync=True), sniffio.current_async_library()

    assert anyio.run(main, backend=backend) == ("asyncio", backend)


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_worker_thread_under_anyio_has_no_library(backend: str) -> None:
    @async_compatible
    def inside() -> tuple[object, ...]:
        return *state(), load(7)

    async def main() -> tuple[object, str]:
        return await inside(), sniffio.current_async_library()

    assert anyio.run(main, backend=backend) == ((None, None, None, 7), backend)


def test_forced_call_outside_any_task_works(run_asyncio: Run) -> None:
    async def main() -> list[object]:
        loop = asyncio.get_running_loop()
        result: asyncio.Future[list[object]] = loop.create_future()

        def callback() -> None:
            before = state()
            value = load(7, _sync=True)
            result.set_result([value, state() == before])

        loop.call_soon(callback)
        return await result

    assert run_asyncio(main) == [7, True]


def test_outer_loop_goes_on_after_a_forced_call(run_asyncio: Run) -> None:
    async def other(seen: list[int]) -> None:
        for step in range(3):
            seen.append(step)
            await asyncio.sleep(0)

    async def main() -> list[int]:
        seen: list[int] = []
        task = asyncio.create_task(other(seen))
        await asyncio.sleep(0)
        assert load(7, _sync=True) == 7
        await task
        return seen

    assert run_asyncio(main) == [0, 1, 2]


def test_bridge_works_without_sniffio(monkeypatch: pytest.MonkeyPatch) -> None:
    @sync_compatible
    async def inside() -> int:
        await asyncio.sleep(0)
        return 7

    monkeypatch.delitem(sys.modules, "sniffio")
    monkeypatch.setattr(_library.marks, "thread_local", None)
    monkeypatch.setattr(_library.marks, "variable", None)
    assert inside() == 7
    assert _library.mark_thread("trio") is None
    assert _library.mark_context("trio") is None


def test_awaitable_result_is_not_run() -> None:
    """Scenario 16: only the coroutine of the dual itself is run."""

    class Lazy:
        def __await__(self) -> Iterator[None]:
            raise AssertionError

    @sync_compatible
    async def inside() -> Lazy:
        return Lazy()

    assert isinstance(inside(), Lazy)


# The async side of a plain function.


def test_async_side_gives_the_result(run: Run) -> None:
    async def main() -> Any:
        return await fetch(7)

    assert run(main) == 7


def test_async_side_runs_in_another_thread(run: Run) -> None:
    @async_compatible
    def inside() -> int:
        return threading.get_ident()

    async def main() -> Any:
        return await inside()

    assert inside() == threading.get_ident()
    assert run(main) != threading.get_ident()


@pytest.mark.parametrize("error", [KeyError("mine"), RuntimeError("no running event loop")])
def test_exception_of_the_thread_is_the_same_object(run: Run, error: Exception) -> None:
    async def main() -> None:
        await fail_in_thread(error)

    with pytest.raises(type(error)) as caught:
        run(main)
    assert caught.value is error


def test_async_side_does_not_block_the_loop(run: Run) -> None:
    release = threading.Event()

    @async_compatible
    def blocking() -> bool:
        return release.wait(timeout=30)

    async def main() -> bool:
        finished: list[bool] = []

        async def wait() -> None:
            finished.append(await blocking())

        async with anyio.create_task_group() as group:
            group.start_soon(wait)
            await anyio.lowlevel.checkpoint()
            release.set()
        return finished[0]

    assert run(main)


def test_async_side_takes_arguments_of_every_kind(run: Run) -> None:
    @async_compatible
    def collect(a: int, /, *b: int, c: int, **d: int) -> list[object]:
        return [a, b, c, d]

    async def main() -> Any:
        return await collect(1, 2, c=3, e=4)

    assert run(main) == [1, (2,), 3, {"e": 4}]


def test_async_sides_share_one_limit_per_loop(run: Run) -> None:
    """More calls than threads wait for their turn, and all are served."""

    async def main() -> list[int]:
        results: list[int] = []

        async def call(number: int) -> None:
            results.append(await fetch(number))

        async with anyio.create_task_group() as group:
            for number in range(100):
                group.start_soon(call, number)
        return sorted(results)

    assert run(main) == list(range(100))


def test_async_side_called_by_forced_call_and_back(run: Run) -> None:
    """async → sync → async → thread → sync."""

    @async_compatible
    def in_thread() -> int:
        return load(7)

    @sync_compatible
    async def in_loop() -> int:
        result: int = await in_thread()
        return result

    async def main() -> Any:
        return in_loop(_sync=True), await in_loop()

    async def main_of_asyncio() -> Any:
        return in_loop(_sync=True), await in_loop()

    assert in_loop() == 7
    assert run(main) == (7, 7)
    assert trio.run(main_of_asyncio) == (7, 7)


# The parts.


def test_traceback_of_the_bridge_alone_has_no_part_of_the_users() -> None:
    assert _traceback.users_part(None) is None
    with pytest.raises(KeyError) as caught:
        fail(KeyError())
    trace = caught.value.__traceback__
    assert trace is not None
    first = trace.tb_next
    assert _traceback.users_part(trace) is first


def test_child_process_can_make_calls_of_its_own(
    run_python: Callable[..., Any],
) -> None:
    """Scenario 25: after a fork the child uses a loop of the parent's without harm to itself."""
    program = """
    import duotone, os
    @duotone.sync_compatible
    async def load(number):
        return number
    load(1)
    child = os.fork()
    if child == 0:
        os._exit(load(7))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), load(8))
    """
    finished = run_python(program)
    assert finished.stdout.strip() == "7 8"
    assert finished.stderr == ""
