"""Does whatever a user does to the bridge end in a result or in an error that says what to do?"""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
import types
import warnings
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Generator, Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
import trio

import duotone
from duotone import async_compatible, sync_compatible
from duotone._bridge import _thread_loops

if TYPE_CHECKING:
    import subprocess

RunProgram = Callable[..., "subprocess.CompletedProcess[str]"]


@sync_compatible
async def load(number: int = 7) -> int:
    await asyncio.sleep(0)
    return number


@sync_compatible
async def running_loop() -> asyncio.AbstractEventLoop:
    return asyncio.get_running_loop()


def marked(function: Callable[..., Any]) -> Any:
    """Mark a plain function as one that gives coroutines, as frameworks do."""
    function._is_coroutine_mark = object()  # type: ignore[attr-defined]
    return sync_compatible(function)


# The private loop in the user's hands.


def test_loop_stopped_by_the_coroutine_is_an_error_that_names_it() -> None:
    ended: list[str] = []

    @sync_compatible
    async def stopping() -> None:
        try:
            asyncio.get_running_loop().stop()
            await asyncio.sleep(0.001)
        finally:
            await asyncio.sleep(0)
            ended.append("finally")

    for _ in range(2):
        with pytest.raises(RuntimeError, match=r'stopping" was stopped .* `loop.stop\(\)`'):
            stopping()
    assert ended == ["finally", "finally"]
    assert load() == 7


def test_loop_stopped_by_a_coroutine_that_never_waits_serves_the_next_call() -> None:
    @sync_compatible
    async def stopping() -> int:
        asyncio.get_running_loop().stop()
        return 7

    assert stopping() == 7
    assert load() == 7


def test_loop_cannot_be_closed_by_the_coroutine() -> None:
    @sync_compatible
    async def closing() -> None:
        asyncio.get_running_loop().close()

    with pytest.raises(RuntimeError, match="Cannot close a running event loop"):
        closing()
    assert load() == 7


def test_loop_closed_between_calls_is_replaced() -> None:
    loop = running_loop.sync()
    loop.close()
    assert load() == 7
    assert running_loop.sync() is not loop


def test_loop_run_by_the_user_between_calls_serves_the_next_call() -> None:
    loop = running_loop.sync()
    assert loop.run_until_complete(asyncio.sleep(0, 7)) == 7
    assert running_loop.sync() is loop


def test_settings_that_the_coroutine_made_on_its_loop_go_with_the_call() -> None:
    @sync_compatible
    async def setting() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda *_: None)
        loop.set_task_factory(lambda loop, coroutine, **_: asyncio.Task(coroutine, loop=loop))

    setting()
    loop = running_loop.sync()
    assert (loop.get_exception_handler(), loop.get_task_factory()) == (None, None)


def test_another_thread_can_tell_the_loop_of_something_meanwhile() -> None:
    """What it tells may come between the making of a task and its first step."""
    told: list[int] = []
    loop = running_loop.sync()
    loop.call_soon_threadsafe(told.append, 1)
    assert load() == 7
    assert told == [1]


def test_loop_in_debug_mode_works() -> None:
    loop = running_loop.sync()
    loop.set_debug(True)
    try:
        assert load() == 7
    finally:
        loop.set_debug(False)


# Results and exceptions.


def test_runtime_error_of_the_users_passes_untouched() -> None:
    """Scenario 23."""
    error = RuntimeError("Event loop stopped before Future completed.")

    @sync_compatible
    async def failing() -> None:
        await asyncio.sleep(0)
        raise error

    with pytest.raises(RuntimeError) as caught:
        failing()
    assert caught.value is error


@pytest.mark.parametrize("waits", [True, False])
def test_stop_iteration_becomes_a_runtime_error_as_in_any_coroutine(*, waits: bool) -> None:
    @sync_compatible
    async def failing() -> None:
        if waits:
            await asyncio.sleep(0)
        raise StopIteration

    with pytest.raises(RuntimeError, match="coroutine raised StopIteration"):
        failing()


def test_coroutine_given_twice_is_an_error_that_names_the_function() -> None:
    """Scenario 17."""

    async def once() -> int:
        return 7

    coroutine = once()

    @marked
    def same() -> Coroutine[Any, Any, int]:
        return coroutine

    assert same() == 7
    for call in (same, same.sync):
        with pytest.raises(RuntimeError, match=r'same" returned a coroutine .* awaited already'):
            call()


def test_coroutine_in_the_middle_is_an_error_that_names_the_function() -> None:
    coroutine = load.aio()
    coroutine.send(None)

    @marked
    def same() -> Coroutine[Any, Any, int]:
        return coroutine

    with pytest.raises(RuntimeError, match=r'same" returned a coroutine .* awaited already'):
        same()
    coroutine.close()


class Lazy:
    def __await__(self) -> Generator[Any, None, int]:
        return asyncio.sleep(0, 7).__await__()


@types.coroutine
def generator_based() -> Generator[Any, None, int]:
    yield
    return 7


@pytest.mark.parametrize("make", [Lazy, generator_based, load.aio])
def test_awaitable_of_any_kind_is_awaited(make: Callable[[], Awaitable[int]]) -> None:
    @marked
    def lazy() -> Awaitable[int]:
        return make()

    assert (lazy(), lazy.sync()) == (7, 7)


@pytest.mark.parametrize("result", [7, None, (number for number in "ab")])
def test_result_that_cannot_be_awaited_is_an_error_that_names_the_function(result: object) -> None:
    @marked
    def plain() -> object:
        return result

    with pytest.raises(TypeError, match='plain" is marked as a coroutine function and returned'):
        plain()


def test_wrong_arguments_are_refused_with_few_frames_of_ours() -> None:
    with pytest.raises(TypeError, match="got an unexpected keyword argument") as caught:
        load.sync(wrong=1)  # type: ignore[call-arg]
    frames = 0
    trace = caught.value.__traceback__
    while trace is not None:
        frames, trace = frames + 1, trace.tb_next
    assert frames <= 3


@pytest.mark.parametrize("way", ["private", "shared"])
def test_coroutine_that_waits_for_trio_is_an_error_that_names_it(way: Any) -> None:
    ended: list[str] = []

    @sync_compatible(bridge=way)
    async def nap() -> None:
        try:
            await trio.lowlevel.checkpoint()
        finally:
            ended.append("finally")

    for call in (nap, nap.sync):
        with pytest.raises(
            RuntimeError, match=r'nap" waits for another library .*trio.run\(nap.aio'
        ):
            call()
    assert ended == ["finally", "finally"]
    trio.run(nap.aio)


# Leftovers.


def test_background_tasks_of_every_call_end_with_it() -> None:
    tasks: list[asyncio.Task[Any]] = []

    async def respawn(times: int) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            if times:
                tasks.append(asyncio.create_task(respawn(times - 1)))

    @sync_compatible
    async def spawning(*, waits: bool) -> int:
        tasks.append(asyncio.create_task(respawn(2)))
        if waits:
            await asyncio.sleep(0)
        return 7

    for waits in (True, False):
        assert spawning(waits=waits) == 7
        assert [task.done() for task in tasks] == [True] * len(tasks)


def test_background_tasks_end_when_the_loop_was_stopped() -> None:
    tasks: list[asyncio.Task[Any]] = []

    @sync_compatible
    async def stopping() -> None:
        tasks.append(asyncio.create_task(asyncio.sleep(3600)))
        asyncio.get_running_loop().stop()
        await asyncio.Event().wait()

    with pytest.raises(RuntimeError, match="was stopped"):
        stopping()
    assert tasks[0].cancelled()


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit])
def test_interrupt_raised_while_the_leftovers_end_reaches_the_caller(
    kind: type[BaseException],
) -> None:
    others: list[asyncio.Task[Any]] = []

    async def raising() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise kind

    @sync_compatible
    async def spawning() -> None:
        others.append(asyncio.create_task(raising()))
        others.append(asyncio.create_task(asyncio.sleep(3600)))
        await asyncio.sleep(0)

    with pytest.raises(kind):
        spawning()
    assert isinstance(others[0].exception(), kind)
    assert others[1].cancelled()
    assert load() == 7


def test_generator_dropped_by_another_thread_later_is_closed_by_the_next_call() -> None:
    ended: list[str] = []

    async def numbers() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            ended.append("finally")

    kept = [numbers()]

    @sync_compatible
    async def begin() -> int:
        return await kept[0].__anext__()

    assert begin() == 1
    thread = threading.Thread(target=kept.clear)
    thread.start()
    thread.join()
    assert load() == 7
    assert ended == ["finally"]


# Limits of the system.


@sync_compatible
async def dig(depth: int = 0) -> int:
    """Call itself through the bridge until the stack ends."""
    before = asyncio.get_running_loop(), asyncio.current_task()
    try:
        return dig(depth + 1, _sync=True)
    finally:
        assert (asyncio.get_running_loop(), asyncio.current_task()) == before


def test_endless_recursion_is_an_error_that_restores_everything() -> None:
    """A loop needs three files; the stack ends before the files do."""
    limit = sys.getrecursionlimit()
    depth = len(list(_stack()))
    sys.setrecursionlimit(depth + 400)
    try:
        with pytest.raises(RecursionError):
            dig()
    finally:
        sys.setrecursionlimit(limit)
    assert asyncio._get_running_loop() is None
    assert sys.get_asyncgen_hooks() == (None, None)
    assert load() == 7
    assert len(_thread_loops.idle_loops()) <= _thread_loops.KEPT
    gc.collect()


def _dig_for_numbers(number: int) -> None:
    for each in list(numbers(number)):
        _dig_for_numbers(each)


def _dig_in_a_block(number: int) -> None:
    with entered(number) as inner:
        _dig_in_a_block(inner)


@sync_compatible
async def numbers(number: int) -> AsyncIterator[int]:
    await asyncio.sleep(0)
    yield number + 1


@sync_compatible
@asynccontextmanager
async def entered(number: int) -> AsyncIterator[int]:
    await asyncio.sleep(0)
    yield number + 1


@pytest.mark.parametrize("dig_further", [_dig_for_numbers, _dig_in_a_block])
def test_endless_recursion_through_steps_is_an_error(dig_further: Callable[[int], None]) -> None:
    """In the middle of a step it would leave a task that nobody ends, and that is waited for."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(list(_stack())) + 400)
    try:
        with pytest.raises(RecursionError):
            dig_further(0)
    finally:
        sys.setrecursionlimit(limit)
    assert asyncio._get_running_loop() is None
    assert list(numbers(7)) == [8]
    gc.collect()


def _stack() -> Iterator[types.FrameType]:
    frame: types.FrameType | None = sys._getframe()
    while frame is not None:
        yield frame
        frame = frame.f_back


NO_FILES = """
import asyncio, resource, sys, duotone
@duotone.sync_compatible
async def instant():
    return 7
@duotone.sync_compatible
async def timed():
    await asyncio.sleep(0)
    await asyncio.sleep(0.001)
    return 8
@duotone.sync_compatible
async def waiting():
    try:
        await asyncio.Event().wait()
    finally:
        print("out")
import duotone._bridge._private_call  # a program without files cannot even import
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
print(instant(), timed(), timed.sync())
try:
    waiting()
except RuntimeError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
print(instant())
"""


def test_coroutine_that_needs_no_files_runs_without_any(run_program: RunProgram) -> None:
    """One that waits for something cannot be told of it: an error names it at once."""
    finished = run_program(NO_FILES)
    lines = finished.stdout.splitlines()
    assert lines[0] == "7 8 8", finished.stderr
    assert lines[1] == "out"
    assert lines[2].startswith('"waiting" has to wait, and no event loop can be had here ([Errno')
    assert lines[3] == "7"
    assert "never awaited" not in finished.stderr


def test_shared_loop_without_threads_is_an_error_that_names_the_function(
    run_program: RunProgram,
) -> None:
    program = """
    import threading, duotone
    @duotone.sync_compatible(bridge="shared")
    async def load():
        return 7
    threading.stack_size(1 << 46)
    try:
        load()
    except RuntimeError as error:
        print(error)
    threading.stack_size(0)
    print(load())
    """
    lines = run_program(program).stdout.splitlines()
    assert lines[0].startswith('"load" is bridged to the shared event loop, whose thread cannot')
    assert lines[0].endswith('use `duotone.bridge("private")`, which needs no thread')
    assert lines[1] == "7"


@pytest.mark.parametrize("kind", ["asyncio", "uvloop"])
def test_shared_loop_without_files_is_an_error_that_names_the_function(
    run_program: RunProgram, kind: str
) -> None:
    program = """
    import resource, sys, duotone
    if sys.argv[1] == "asyncio":
        sys.modules["uvloop"] = None
    import duotone._bridge._shared_loop  # a program without files cannot even import
    @duotone.sync_compatible(bridge="shared")
    async def load():
        return 7
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        load()
    except RuntimeError as error:
        print(error)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    print(load())
    """
    lines = run_program(program, kind).stdout.splitlines()
    assert lines[0].startswith(
        '"load" is bridged to the shared event loop, which cannot be made here ([Errno'
    )
    assert lines[0].endswith("free what is missing, or await it in an `async def`")
    assert lines[1] == "7"


NOTHING = """
import asyncio, resource, threading, duotone
@duotone.sync_compatible
async def load():
    await asyncio.Event().wait()
import duotone._bridge._private_call, duotone._bridge._shared_loop
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
threading.stack_size(1 << 46)
for way in ("private", "shared"):
    try:
        with duotone.bridge(way):
            load()
    except RuntimeError as error:
        print(error)
"""


def test_call_where_neither_loop_nor_thread_can_be_had_is_an_error(run_program: RunProgram) -> None:
    private, shared = run_program(NOTHING).stdout.splitlines()
    assert private.startswith('"load" has to wait, and no event loop can be had here')
    assert shared.startswith(
        '"load" is bridged to the shared event loop, which cannot be made here'
    )
    for text in (private, shared):
        assert text.endswith("free what is missing, or await it in an `async def`")


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_side_without_threads_is_an_error_that_names_the_function(
    run_program: RunProgram, backend: str
) -> None:
    program = """
    import sys, threading, anyio, duotone
    @duotone.async_compatible
    def fetch():
        return 7
    async def main():
        threading.stack_size(1 << 46)
        try:
            await fetch()
        except RuntimeError as error:
            print(error)
        threading.stack_size(0)
        print(await fetch())
    anyio.run(main, backend=sys.argv[1])
    """
    lines = run_program(program, backend).stdout.splitlines()
    assert lines[0].startswith('"fetch" is awaited in a worker thread, and none can be started')
    assert lines[1] == "7"


@pytest.mark.parametrize("way", ["private", "shared"])
def test_runtime_error_in_a_worker_thread_passes_untouched(way: Any) -> None:
    error = RuntimeError("can't start new thread")

    @async_compatible
    def fetch() -> int:
        raise error

    @sync_compatible(bridge=way)
    async def through() -> Any:
        return await fetch.aio()

    with pytest.raises(RuntimeError) as caught:
        through()
    assert caught.value is error


def test_exception_while_a_hopeless_coroutine_is_closed_is_reported(
    run_program: RunProgram,
) -> None:
    program = NO_FILES.replace('print("out")', 'raise KeyError("mine")')
    finished = run_program(program)
    assert "an error occurred while closing <coroutine object waiting" in finished.stderr
    assert "KeyError: 'mine'" in finished.stderr


@pytest.mark.parametrize("way", ["", "Private", "thread", None])
def test_way_that_does_not_exist_is_refused(way: Any) -> None:
    with pytest.raises(ValueError, match='must be "private" or "shared" or "host", not'):
        duotone.bridge(way)


def test_way_of_a_decorated_function_that_does_not_exist_is_refused() -> None:
    wrong: Any = "none"
    with pytest.raises(ValueError, match='must be "private" or "shared" or "host", not \'none\''):
        sync_compatible(bridge=wrong)(load.aio)


def test_options_of_a_bridge_are_refused_where_there_is_none() -> None:
    def sync_side() -> None: ...

    async def async_side() -> None: ...

    with pytest.raises(TypeError, match="remove bridge= or sync_version="):
        sync_compatible(sync_version=sync_side, bridge="shared")(async_side)  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="remove abandon_on_cancel= or async_version="):
        async_compatible(async_version=async_side, abandon_on_cancel=True)(sync_side)  # type: ignore[call-overload]


@pytest.fixture(autouse=True)
def nothing_unawaited() -> Iterator[None]:
    """Fail on a coroutine that is lost without being awaited."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
        gc.collect()
