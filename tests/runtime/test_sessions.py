"""Do the steps of a generator run in one task, on a loop shared with bridged calls?"""

# ruff: noqa: ASYNC110 - what is waited for happens in destructors and other threads

from __future__ import annotations

import asyncio
import gc
import itertools
import logging
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
import anyio.lowlevel
import pytest
import trio
import trio.lowlevel
import uvloop

from duotone import in_async_context, sync_compatible
from duotone._session import _session

if TYPE_CHECKING:
    import subprocess

Run = Callable[..., Any]
RunPython = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail on what asyncio would log about tasks that nobody has looked after."""
    yield
    gc.collect(1)
    assert [record.getMessage() for record in caplog.get_records("call")] == []


@sync_compatible
async def places(stop: int = 3) -> AsyncIterator[tuple[object, object]]:
    """Yield the loop and the task of each step."""
    for _ in range(stop):
        await asyncio.sleep(0)
        yield asyncio.get_running_loop(), asyncio.current_task()


@sync_compatible
async def place() -> object:
    await asyncio.sleep(0)
    return asyncio.get_running_loop()


@sync_compatible
async def let_run(rounds: int = 5) -> None:
    for _ in range(rounds):
        await asyncio.sleep(0)


@sync_compatible
async def until_closed(log: list[str]) -> AsyncIterator[int]:
    try:
        for number in itertools.count():
            yield number
    finally:
        await asyncio.sleep(0)
        log.append("closed")


# One task, one loop.


def test_every_step_runs_in_the_same_task_on_the_same_loop() -> None:
    loops, tasks = zip(*places(), strict=True)
    assert len(set(loops)) == len(set(tasks)) == 1


def test_bridged_calls_between_the_steps_use_the_same_loop() -> None:
    before = place()
    generator = places()
    loop, _ = next(generator)
    assert place() is loop is before
    assert next(generator)[0] is loop
    generator.close()
    assert place() is loop


def test_connection_of_a_step_serves_bridged_calls_and_the_other_way_round() -> None:
    """A stream belongs to the loop that opened it."""

    @sync_compatible
    async def connections() -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
        async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while line := await reader.readline():
                writer.write(line)
            writer.close()
            await writer.wait_closed()
            ended.set()

        ended = asyncio.Event()
        server = await asyncio.start_server(echo, "127.0.0.1")
        port = server.sockets[0].getsockname()[1]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        yield reader, writer
        assert await ask.aio(reader, writer, "from the step") == "from the step"
        yield reader, writer
        writer.close()
        await writer.wait_closed()
        await ended.wait()
        server.close()
        await server.wait_closed()

    @sync_compatible
    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, text: str) -> str:
        writer.write(f"{text}\n".encode())
        line = await reader.readline()
        return line.decode().strip()

    asked = [[ask.sync(*streams, word) for word in "abc"] for streams in connections()]
    assert asked == [["a", "b", "c"], ["a", "b", "c"]]


def test_tasks_of_a_step_go_on_during_bridged_calls_and_end_with_the_generator() -> None:
    @sync_compatible
    async def ticking(ticks: list[int]) -> AsyncIterator[None]:
        async def tick() -> None:
            for number in itertools.count():
                ticks.append(number)
                await asyncio.create_task(asyncio.sleep(0))

        task = asyncio.create_task(tick())
        yield
        assert task in asyncio.all_tasks()
        yield
        kept.append(task)

    kept: list[asyncio.Task[None]] = []
    ticks: list[int] = []
    generator = ticking(ticks)
    next(generator)
    counted = []
    for _ in range(3):
        let_run()
        counted.append(len(ticks))
    assert counted == sorted(set(counted))
    next(generator)
    assert list(generator) == []
    assert kept[0].cancelled()
    assert len(ticks) > counted[-1]
    counted.append(len(ticks))
    let_run()
    assert len(ticks) == counted[-1]


def test_interleaved_generators_keep_their_own_tasks() -> None:
    pairs = list(zip(places(), places(), strict=True))
    assert len({first[1] for first, _ in pairs}) == 1
    assert len({second[1] for _, second in pairs}) == 1
    assert pairs[0][0][1] is not pairs[0][1][1]


def test_tasks_of_a_generator_outlive_the_end_of_another() -> None:
    @sync_compatible
    async def ticking(ticks: list[int]) -> AsyncIterator[None]:
        async def tick() -> None:
            while True:
                ticks.append(1)
                await asyncio.sleep(0)

        task = asyncio.create_task(tick())
        yield
        yield
        task.cancel()

    ticks: list[int] = []
    generator = ticking(ticks)
    next(generator)
    assert len(list(places())) == 3
    counted = len(ticks)
    let_run()
    assert len(ticks) > counted
    assert list(generator) == [None]


def test_users_task_factory_goes_on_working() -> None:
    made: list[object] = []

    def make(loop: Any, coroutine: Any, **options: Any) -> Any:
        made.append(coroutine)
        return asyncio.Task(coroutine, loop=loop, **options)

    @sync_compatible
    async def with_factory() -> AsyncIterator[object]:
        loop = asyncio.get_running_loop()
        loop.set_task_factory(make)
        yield None
        task = asyncio.create_task(asyncio.sleep(0))
        yield await task  # type: ignore[func-returns-value]
        loop.set_task_factory(None)

    assert list(with_factory()) == [None, None]
    assert len(made) == 1


def test_what_a_generator_leaves_behind_is_ended() -> None:
    log: list[str] = []

    async def inner(name: str) -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            await asyncio.sleep(0)
            log.append(name)

    async def endless() -> None:
        try:
            await asyncio.sleep(3600)
        finally:
            log.append("task")

    @sync_compatible
    async def careless() -> AsyncIterator[int]:
        tasks.append(asyncio.create_task(endless()))
        kept.append(inner("kept"))
        await kept[0].__anext__()
        await inner("dropped").__anext__()
        gc.collect()
        yield 1

    tasks: list[asyncio.Task[None]] = []
    kept: list[Any] = []
    assert list(careless()) == [1]
    assert sorted(log) == ["dropped", "kept", "task"]


def test_error_of_a_generator_that_was_left_behind_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def inner() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            raise KeyError("mine")

    @sync_compatible
    async def careless() -> AsyncIterator[int]:
        kept.append(inner())
        await kept[0].__anext__()
        yield 1

    kept: list[Any] = []
    with caplog.at_level(logging.ERROR):
        assert list(careless()) == [1]
    assert ["an error occurred while closing" in text for text in caplog.messages] == [True]
    caplog.clear()


# Timeouts and cancel scopes across yields.


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout is new in 3.11")
def test_timeout_across_yields_is_raised_at_the_next_await() -> None:
    @sync_compatible
    async def limited() -> AsyncIterator[int]:
        async with asyncio.timeout(0.01):  # type: ignore[attr-defined]
            for number in itertools.count():
                yield number
                await asyncio.sleep(0)

    generator = limited()
    with pytest.raises(TimeoutError):
        for _ in generator:
            pass
    assert list(generator) == []


def test_cancel_scope_of_anyio_across_yields_ends_its_block() -> None:
    @sync_compatible
    async def limited() -> AsyncIterator[object]:
        with anyio.move_on_after(0.01) as scope:
            while True:
                yield scope.cancelled_caught
                await anyio.sleep(0.001)
        yield scope.cancelled_caught
        await anyio.lowlevel.checkpoint()
        yield "after"

    assert list(limited())[-3:] == [False, True, "after"]


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.TaskGroup is new in 3.11")
def test_failing_child_task_cancels_the_generator_at_the_next_await() -> None:
    """The cancellation arrives while the generator is paused at its yield."""

    @sync_compatible
    async def with_children() -> AsyncIterator[int]:
        async def fail() -> None:
            raise KeyError("child")

        async with asyncio.TaskGroup() as group:  # type: ignore[attr-defined]
            group.create_task(fail())
            yield 1
            yield 2
            await asyncio.sleep(3600)

    generator = with_children()
    assert [next(generator), next(generator)] == [1, 2]
    with pytest.raises(Exception, match="unhandled errors in a TaskGroup") as caught:
        next(generator)
    assert repr(caught.value).count("KeyError") == 1


def test_anyio_task_group_across_yields_runs_during_steps() -> None:
    @sync_compatible
    async def with_children() -> AsyncIterator[list[int]]:
        done: list[int] = []

        async def work(number: int) -> None:
            await anyio.lowlevel.checkpoint()
            done.append(number)

        async with anyio.create_task_group() as group:
            for number in range(3):
                group.start_soon(work, number)
                await anyio.lowlevel.checkpoint()
                yield done
        yield done

    assert list(with_children())[-1] == [0, 1, 2]


def test_cancelled_generator_that_is_closed_ends_its_task() -> None:
    @sync_compatible
    async def cancelling() -> AsyncIterator[int]:
        task = asyncio.current_task()
        assert task is not None
        asyncio.get_running_loop().call_soon(task.cancel)
        yield 1

    for number in cancelling():
        assert number == 1
        let_run()
        break


def test_task_cancelled_between_the_steps_is_cancelled_at_its_next_await() -> None:
    @sync_compatible
    async def noting() -> AsyncIterator[object]:
        yield asyncio.current_task()
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            yield "cancelled"

    generator = noting()
    task: Any = next(generator)
    task.cancel()
    assert list(generator) == ["cancelled"]


# Nested iteration, and the wrong place.


def test_generator_that_iterates_itself_is_refused() -> None:
    @sync_compatible
    async def nested() -> AsyncIterator[int]:
        yield 1
        next(generators[0])

    generators: list[Any] = [nested()]
    assert next(generators[0]) == 1
    with pytest.raises(ValueError, match=r"^nested\(\) is executing already: one step must end"):
        next(generators[0])
    assert list(generators.pop()) == []


def test_sync_iteration_nests() -> None:
    @sync_compatible
    async def nested(depth: int) -> AsyncIterator[int]:
        yield depth
        if depth:
            for number in nested.sync(depth - 1):
                yield number

    assert list(nested(10)) == list(range(10, -1, -1))


def test_generator_begun_outside_cannot_go_on_inside_a_call_on_its_loop() -> None:
    @sync_compatible
    async def consume(generator: Any) -> list[object]:
        return list(generator)

    generator = places()
    next(generator)
    with pytest.raises(RuntimeError, match=r"^places\(\) was begun on an event loop that is runn"):
        consume(generator)
    assert len(list(generator)) == 2


def test_generator_begun_inside_goes_on_outside() -> None:
    @sync_compatible
    async def begin() -> Any:
        generator = places()
        first.append(next(generator)[0])
        return generator

    first: list[object] = []
    main = place()
    generator = begin()
    assert first[0] is not main
    assert [loop for loop, _ in generator] == first * 2
    assert place() is main


def test_iteration_in_another_thread_is_refused_and_goes_on_in_its_own() -> None:
    generator = places()
    next(generator)
    errors: list[str] = []

    def attempt() -> None:
        for step in (generator.__next__, generator.close):
            with pytest.raises(RuntimeError) as caught:
                step()
            errors.append(str(caught.value))

    in_thread(attempt)
    text = (
        "places() was begun in another thread, whose event loop it needs: "
        "go on with it there, or call places() again in this thread"
    )
    assert errors == [text, text]
    assert len(list(generator)) == 2


def in_thread(function: Callable[[], object]) -> None:
    thread = threading.Thread(target=function)
    thread.start()
    thread.join(30)
    assert not thread.is_alive()


def test_generator_of_a_thread_that_has_ended_can_be_closed() -> None:
    log: list[str] = []
    generators: list[Any] = []

    def begin() -> None:
        generators.append(until_closed(log))
        next(generators[0])

    in_thread(begin)
    with pytest.raises(RuntimeError, match="was begun in another thread"):
        next(generators[0])
    generators[0].close()
    assert log == ["closed"]
    assert list(generators[0]) == []


def test_generator_dropped_after_its_thread_has_ended_is_closed() -> None:
    log: list[str] = []
    generators: list[Any] = []

    def begin() -> None:
        generators.append(until_closed(log))
        next(generators[0])

    in_thread(begin)
    generators.clear()
    assert log == ["closed"]


def test_generator_dropped_in_another_thread_is_closed_by_its_own() -> None:
    log: list[str] = []
    generators: list[Any] = [until_closed(log)]
    next(generators[0])
    in_thread(generators.clear)
    assert log == []
    let_run()
    assert log == ["closed"]
    list(places())
    assert log == ["closed"]


def test_generator_dropped_in_another_thread_is_closed_by_the_next_one_begun() -> None:
    log: list[str] = []
    generators: list[Any] = [until_closed(log)]
    next(generators[0])
    in_thread(generators.clear)
    next(places())
    assert log == ["closed"]


def test_generator_dropped_elsewhere_is_closed_when_its_thread_ends() -> None:
    log: list[str] = []
    generators: list[Any] = []
    begun, dropped = threading.Event(), threading.Event()

    def begin() -> None:
        generators.append(until_closed(log))
        next(generators[0])
        begun.set()
        dropped.wait(30)

    thread = threading.Thread(target=begin)
    thread.start()
    begun.wait(30)
    generators.clear()
    dropped.set()
    thread.join(30)
    assert log == ["closed"]


def test_error_of_a_generator_closed_for_nobody_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    @sync_compatible
    async def failing() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            raise KeyError("mine")

    generators: list[Any] = [failing()]
    next(generators[0])
    in_thread(generators.clear)
    next(places())
    assert caplog.messages[0].startswith("an error occurred while closing failing()")
    caplog.clear()


def test_closing_that_takes_longer_than_a_call_is_completed_by_the_next_generator() -> None:
    log: list[str] = []

    @sync_compatible
    async def slow() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            for _ in range(50):
                await asyncio.sleep(0)
            log.append("closed")

    generators: list[Any] = [slow()]
    next(generators[0])
    in_thread(generators.clear)
    let_run()
    assert log == []
    next(places())
    assert log == ["closed"]


def test_generator_dropped_while_its_loop_runs_is_closed_by_the_running_call() -> None:
    log: list[str] = []
    generators: list[Any] = [until_closed(log)]
    next(generators[0])

    @sync_compatible
    async def drop() -> None:
        generators.clear()
        while not log:
            await asyncio.sleep(0)

    drop()
    assert log == ["closed"]


def test_error_of_a_dropped_generator_is_reported_as_unraisable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @sync_compatible
    async def failing() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            raise KeyError("mine")

    reports: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", reports.append)
    next(failing())
    assert [repr(report.exc_value) for report in reports] == ["KeyError('mine')"]


# Under a running loop.


def test_for_works_under_a_running_loop(run: Run) -> None:
    async def main() -> int:
        generator = places()
        next(generator)
        await anyio.lowlevel.checkpoint()
        rest = len(list(generator))
        await anyio.lowlevel.checkpoint()
        return rest

    assert run(main) == 2


def test_plain_functions_below_a_sync_step_see_sync() -> None:
    def helper() -> bool:
        return in_async_context()

    @sync_compatible
    async def asking() -> AsyncIterator[bool]:
        yield helper()
        await asyncio.sleep(0)
        yield helper()

    assert list(asking()) == [False, False]
    assert not in_async_context()


def test_trio_goes_on_after_a_sync_iteration() -> None:
    async def main() -> list[object]:
        with trio.fail_after(30):
            found = [type(task) for _, task in places()]
            await trio.lowlevel.checkpoint()
            return [*found, trio.lowlevel.current_task().name]

    assert len(trio.run(main)) == 4


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "test",
    [
        "test_every_step_runs_in_the_same_task_on_the_same_loop",
        "test_bridged_calls_between_the_steps_use_the_same_loop",
        "test_connection_of_a_step_serves_bridged_calls_and_the_other_way_round",
        "test_tasks_of_a_step_go_on_during_bridged_calls_and_end_with_the_generator",
        "test_what_a_generator_leaves_behind_is_ended",
        "test_cancel_scope_of_anyio_across_yields_ends_its_block",
        "test_anyio_task_group_across_yields_runs_during_steps",
        "test_task_cancelled_between_the_steps_is_cancelled_at_its_next_await",
        "test_generator_dropped_while_its_loop_runs_is_closed_by_the_running_call",
    ],
)
def test_private_loop_may_be_uvloops(test: str) -> None:
    """A thread that begins under uvloop's policy has private loops of uvloop's."""
    failures: list[BaseException] = []

    def under_uvloop() -> None:
        try:
            assert isinstance(place(), uvloop.Loop)
            globals()[test]()
        except BaseException as error:  # noqa: BLE001 - raised in the test's own thread
            failures.append(error)

    before = asyncio.get_event_loop_policy()
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    try:
        in_thread(under_uvloop)
    finally:
        asyncio.set_event_loop_policy(before)
    for failure in failures:
        raise failure


# Interrupts and the end of the process.


@pytest.mark.parametrize("is_stubborn", [False, True])
def test_interrupt_closes_the_generator_before_it_is_raised(*, is_stubborn: bool) -> None:
    log: list[str] = []

    @sync_compatible
    async def waiting() -> AsyncIterator[int]:
        try:
            yield 1
            asyncio.get_running_loop().call_later(0.01, os.kill, os.getpid(), signal.SIGINT)
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            log.append("cancelled")
            if not is_stubborn:
                raise
            yield 2
        finally:
            await asyncio.sleep(0)
            log.append("closed")

    generator = waiting()
    next(generator)
    with pytest.raises(KeyboardInterrupt):
        next(generator)
    generator.close()
    assert log == ["cancelled", "closed"]


def test_interrupt_of_a_generator_that_is_dropped_is_raised_after_its_cleanup() -> None:
    """Python itself would print what a finalizer raises, and go on."""
    log: list[str] = []

    @sync_compatible
    async def cleaning() -> AsyncIterator[int]:
        try:
            yield 1
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(0)
            log.append("closed")

    def drop() -> None:
        generator = cleaning()
        next(generator)

    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - where it comes is the point
        drop()
        for _ in range(1000):  # an interrupt just before a wait does not end it
            threading.Event().wait(0.01)
    assert list(places(1))
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_interrupt_of_a_dropped_generator_is_not_lost_in_what_is_dropped_after_it(
    run_python: RunPython,
) -> None:
    """Python prints what the callback of a weak reference raises, too."""
    program = """
    import asyncio, os, signal, threading, weakref, duotone
    class Thing: ...
    @duotone.sync_compatible
    async def cleaning():
        try:
            yield 1
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.sleep(0)
    things = [Thing() for _ in range(300_000)]  # more than are dropped while the interrupt is sent
    known = weakref.WeakSet(things)
    generator = cleaning()
    next(generator)
    things.append(generator)  # a list drops its last item first
    del generator
    try:
        del things
        for _ in range(1000):  # an interrupt just before a wait does not end it
            threading.Event().wait(0.01)
    except KeyboardInterrupt:
        print("interrupted", len(known))
    """
    finished = run_python(program)
    assert (finished.stdout, finished.stderr) == ("interrupted 0\n", "")


def test_third_interrupt_does_not_wait_for_a_stubborn_step() -> None:
    @sync_compatible
    async def stubborn() -> AsyncIterator[int]:
        loop = asyncio.get_running_loop()
        loop.call_soon(os.kill, os.getpid(), signal.SIGINT)
        for _ in range(2):
            with pytest.raises(asyncio.CancelledError):
                await asyncio.Event().wait()
            log.append("cancelled")
            loop.call_soon(os.kill, os.getpid(), signal.SIGINT)
        await asyncio.Event().wait()
        yield 7

    log: list[str] = []
    generator = stubborn()
    with pytest.raises(KeyboardInterrupt):
        next(generator)
    assert (log, list(generator)) == (["cancelled"] * 2, [])
    generator.close()
    del generator
    gc.collect()
    let_run()


def test_exit_that_a_signal_handler_raises_ends_the_step_with_its_cleanup() -> None:
    log: list[str] = []

    @sync_compatible
    async def waiting() -> AsyncIterator[int]:
        asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGUSR1)
        try:
            await asyncio.Event().wait()
            yield 7
        finally:
            log.append("closed")

    def leave(*_: object) -> None:
        raise SystemExit(3)

    before = signal.signal(signal.SIGUSR1, leave)
    try:
        with pytest.raises(SystemExit, match="3"):
            next(waiting())
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert log == ["closed"]


def test_handler_of_interrupts_that_a_step_sets_stays() -> None:
    def note(*_: object) -> None: ...

    @sync_compatible
    async def setting() -> AsyncIterator[int]:
        signal.signal(signal.SIGINT, note)
        yield 7

    before = signal.getsignal(signal.SIGINT)
    try:
        assert list(setting()) == [7]
        assert signal.getsignal(signal.SIGINT) is note
    finally:
        signal.signal(signal.SIGINT, before)


def test_exit_raised_by_another_task_comes_out_and_the_generator_goes_on() -> None:
    @sync_compatible
    async def with_leaver() -> AsyncIterator[int]:
        async def leave() -> None:
            raise SystemExit(3)

        task = asyncio.create_task(leave())
        yield 1
        await asyncio.sleep(0)
        with pytest.raises(SystemExit):
            task.result()
        yield 2

    generator = with_leaver()
    with pytest.raises(SystemExit):
        next(generator)
    assert list(generator) == [2]


def test_exit_raised_inside_comes_out() -> None:
    @sync_compatible
    async def leaving() -> AsyncIterator[int]:
        yield 1
        raise SystemExit(3)

    generator = leaving()
    next(generator)
    with pytest.raises(SystemExit, match="3"):
        next(generator)


def test_generator_half_way_at_exit_is_closed(run_python: RunPython) -> None:
    program = """
    import duotone
    @duotone.sync_compatible
    async def rows():
        try:
            yield 1
        finally:
            import asyncio
            await asyncio.sleep(0)
            print("closed")
    generator = rows()
    print(next(generator))
    """
    finished = run_python(program, "-W", "error")
    assert finished.stderr == ""
    assert finished.stdout.splitlines() == ["1", "closed"]


def test_forked_process_leaves_the_generator_to_its_parent(run_python: RunPython) -> None:
    program = """
    import duotone, os
    @duotone.sync_compatible
    async def rows():
        try:
            yield 1
            yield 2
        finally:
            print("closed", flush=True)
    generator = rows()
    next(generator)
    child = os.fork()
    if child == 0:
        try:
            next(generator)
        except RuntimeError as error:
            print(error, flush=True)
        del generator
        print(next(rows()), flush=True)
        raise SystemExit
    os.waitpid(child, 0)
    print(list(generator))
    """
    finished = run_python(program, "-W", "error")
    assert finished.stderr == ""
    text = (
        "rows() was begun before this process was forked, on an event loop of its parent: "
        "call rows() again in this process"
    )
    assert finished.stdout.splitlines() == [
        text,
        "closed",
        "1",
        "closed",
        "[2]",
    ]


def test_what_another_process_has_begun_is_neither_continued_nor_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The same as above, in this process."""
    log: list[str] = []
    generators = [until_closed(log), until_closed(log)]
    steps = [next(generator) for generator in generators]
    with monkeypatch.context() as patch:
        patch.setattr(_session, "getpid", lambda: 0)
        for refused in (generators[0].__next__, generators[0].close):
            with pytest.raises(RuntimeError, match="begun before this process was forked"):
                refused()
        generators.pop()
    assert steps == [0, 0]
    assert log == []
    generators.pop().close()
    assert log == ["closed"]


def test_generator_that_outlives_a_session_let_go_of_is_dropped_silently(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    log: list[str] = []
    generators: list[Any] = []

    def begin() -> None:
        generators.append(until_closed(log))
        next(generators[0])

    in_thread(begin)
    inner = [generators[0]._aio]
    monkeypatch.setattr(_session, "getpid", lambda: 0)
    generators.clear()
    gc.collect()
    inner.clear()
    assert log == []


def test_everything_half_way_is_closed_at_exit() -> None:
    log: list[str] = []
    generators = [until_closed(log), until_closed(log)]
    for generator in generators:
        next(generator)
    _session._close_half_way()
    assert log == ["closed", "closed"]
    assert [list(generator) for generator in generators] == [[], []]


# Async context managers: enter and exit are steps of one session.


def test_bridged_calls_inside_the_block_use_the_loop_of_the_manager() -> None:
    @sync_compatible
    @asynccontextmanager
    async def opened() -> AsyncIterator[object]:
        yield asyncio.get_running_loop()

    with opened() as loop:
        assert place() is loop
        with opened() as inner:
            assert inner is loop
            assert all(found is loop for found, _ in places())
