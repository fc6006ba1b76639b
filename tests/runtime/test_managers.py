"""Does one object of a dual context manager serve `with` and `async with` as plain ones would?"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
import threading
from collections.abc import AsyncGenerator, Callable, Generator
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
)
from contextvars import ContextVar
from typing import Any

import anyio
import anyio.lowlevel
import pytest

from duotone import DualContextManager, async_compatible, sync_compatible

Run = Callable[..., Any]

variable: ContextVar[str] = ContextVar("variable")


class Log(list[str]):
    """What has happened, in order."""


@pytest.fixture
def log() -> Log:
    return Log()


@sync_compatible
@asynccontextmanager
async def aopened(log: Log, name: str = "a") -> AsyncGenerator[str, None]:
    """Open."""
    token = variable.set(name)
    log.append("enter")
    try:
        await anyio.lowlevel.checkpoint()
        yield name
    except KeyError:
        log.append("suppressed")
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.lowlevel.checkpoint()
        log.append("exit")
        variable.reset(token)


@async_compatible
@contextmanager
def opened(log: Log, name: str = "a") -> Generator[str, None, None]:
    """Open."""
    token = variable.set(name)
    log.append("enter")
    try:
        yield name
    except KeyError:
        log.append("suppressed")
    finally:
        log.append("exit")
        variable.reset(token)


@pytest.fixture(params=[aopened, opened], ids=["async", "plain"])
def function(request: pytest.FixtureRequest) -> Any:
    """A dual context manager function of each kind."""
    return request.param


def test_with_enters_and_exits(function: Any, log: Log) -> None:
    with function(log, name="b") as entered:
        assert entered == "b"
        assert variable.get() == "b"
        log.append("inside")
    assert log == ["enter", "inside", "exit"]
    assert variable.get("unset") == "unset"


def test_async_with_enters_and_exits(run: Run, function: Any, log: Log) -> None:
    async def main() -> None:
        async with function(log, name="b") as entered:
            assert entered == "b"
            assert variable.get() == "b"
            log.append("inside")
        assert variable.get("unset") == "unset"

    run(main)
    assert log == ["enter", "inside", "exit"]


def test_exception_of_the_block_is_the_same_object(function: Any, log: Log) -> None:
    error = ValueError("mine")
    with pytest.raises(ValueError, match="mine") as caught, function(log):
        raise error
    assert caught.value is error
    assert len(caught.traceback) == 1
    assert log == ["enter", "exit"]


def test_exception_of_the_async_block_is_the_same_object(run: Run, function: Any, log: Log) -> None:
    error = ValueError("mine")

    async def main() -> None:
        with pytest.raises(ValueError, match="mine") as caught:
            async with function(log):
                raise error
        assert caught.value is error

    run(main)
    assert log == ["enter", "exit"]


def test_exception_can_be_suppressed(run: Run, function: Any, log: Log) -> None:
    with function(log):
        raise KeyError

    async def main() -> None:  # type: ignore[unreachable]
        async with function(log):
            raise KeyError

    run(main)
    assert log == ["enter", "suppressed", "exit"] * 2


@sync_compatible
@asynccontextmanager
async def afailing(when: str) -> AsyncGenerator[None, None]:
    if when == "enter":
        raise LookupError(when)
    yield
    raise LookupError(when)


@async_compatible
@contextmanager
def failing(when: str) -> Generator[None, None, None]:
    if when == "enter":
        raise LookupError(when)
    yield
    raise LookupError(when)


@pytest.mark.parametrize("function", [afailing, failing])
@pytest.mark.parametrize("when", ["enter", "exit"])
def test_exception_of_the_manager_comes_out(run: Run, function: Any, when: str) -> None:
    with pytest.raises(LookupError, match=when), function(when):
        assert when == "exit"

    async def main() -> None:
        with pytest.raises(LookupError, match=when):
            async with function(when):
                assert when == "exit"

    run(main)


def test_second_block_is_refused_by_a_derived_side(run: Run, log: Log) -> None:
    text = (
        r"^this object of {0}\(\) has been entered before, and serves one block only: "
        r"call {0}\(\) again$"
    )
    manager = aopened(log)
    with manager, pytest.raises(RuntimeError, match=text.format("aopened")):
        manager.__enter__()
    with pytest.raises(RuntimeError, match=text.format("aopened")):
        manager.__enter__()

    async def main() -> None:
        threaded = opened(log)
        async with threaded:
            pass
        with pytest.raises(RuntimeError, match=text.format("opened")):
            await threaded.__aenter__()

    run(main)
    assert log == ["enter", "exit"] * 2


def test_exit_without_enter_is_refused(run: Run, log: Log) -> None:
    text = r"^this object of {0}\(\) is not entered: use it in a `with` or `async with` block$"
    with pytest.raises(RuntimeError, match=text.format("aopened")):
        aopened(log).__exit__(None, None, None)

    async def main() -> None:
        with pytest.raises(RuntimeError, match=text.format("opened")):
            await opened(log).__aexit__(None, None, None)

    run(main)


def test_object_begun_with_one_kind_refuses_the_other(run: Run, function: Any, log: Log) -> None:
    manager = function(log)
    with manager, pytest.raises(RuntimeError, match="`with` and cannot go on with `async with`"):
        manager.__aexit__(None, None, None)

    async def main() -> None:
        manager = function(log)
        async with manager:
            with pytest.raises(RuntimeError, match="`async with` and cannot go on with `with`"):
                manager.__enter__()

    run(main)


def test_object_is_every_kind_of_manager(function: Any, log: Log) -> None:
    manager = function(log)
    assert isinstance(manager, DualContextManager)
    assert isinstance(manager, AbstractContextManager)
    assert isinstance(manager, AbstractAsyncContextManager)
    assert repr(manager) == f"<dual context manager {function.__name__}>"
    assert DualContextManager[int]  # type: ignore[truthy-function]


def test_one_sided_forms_serve_one_kind(run: Run, function: Any, log: Log) -> None:
    with function.sync(log) as entered:
        assert entered == "a"
    assert not hasattr(function.sync(log), "__aenter__")

    async def main() -> None:
        async with function.aio(log) as entered:
            assert entered == "a"
        assert not hasattr(function.aio(log), "__enter__")

    run(main)


def test_sync_keyword_is_refused(function: Any, log: Log) -> None:
    with pytest.raises(TypeError, match="because `with` and `async with` choose"):
        function(log, _sync=True)


def test_manager_decorates_functions_of_both_kinds(run: Run, function: Any, log: Log) -> None:
    @function(log)  # type: ignore[untyped-decorator]
    def plain(number: int) -> int:
        log.append(f"call {number}")
        return number

    @function(log)  # type: ignore[untyped-decorator]
    async def coroutine(number: int) -> int:
        log.append(f"await {number}")
        return number

    async def main() -> list[int]:
        return [await coroutine(3), await coroutine(4)]

    assert [plain(1), plain(2)] == [1, 2]
    assert run(main) == [3, 4]
    assert plain.__name__ == "plain"
    assert [text for text in log if text not in {"enter", "exit"}] == [
        "call 1",
        "call 2",
        "await 3",
        "await 4",
    ]
    assert log.count("exit") == 4


def test_exit_stack_takes_it(run: Run, function: Any, log: Log) -> None:
    with contextlib.ExitStack() as stack:
        assert stack.enter_context(function(log)) == "a"

    async def main() -> None:
        async with contextlib.AsyncExitStack() as stack:
            assert await stack.enter_async_context(function(log)) == "a"

    run(main)
    assert log == ["enter", "exit"] * 2


class Shelf:
    @sync_compatible
    @asynccontextmanager
    async def opened(self) -> AsyncGenerator[Shelf, None]:
        yield self

    @async_compatible
    @classmethod
    @contextmanager
    def locked(cls) -> Generator[type[Shelf], None, None]:
        yield cls


def test_methods_are_bound() -> None:
    shelf = Shelf()
    with shelf.opened() as entered, Shelf.locked() as owner:
        assert entered is shelf
        assert owner is Shelf


def test_manager_dropped_inside_its_block_is_closed(function: Any, log: Log) -> None:
    manager = function(log)
    manager.__enter__()
    del manager
    gc.collect()
    assert log == ["enter", "exit"]


def test_manager_never_entered_is_dropped_silently(function: Any, log: Log) -> None:
    function(log)
    gc.collect()
    assert log == []


# On the private loop.


def test_enter_and_exit_run_in_one_task() -> None:
    tasks: list[object] = []

    @sync_compatible
    @asynccontextmanager
    async def noting() -> AsyncGenerator[None, None]:
        tasks.append(asyncio.current_task())
        yield
        tasks.append(asyncio.current_task())

    with noting():
        pass
    assert tasks[0] is tasks[1]
    assert isinstance(tasks[0], asyncio.Task)


def test_server_of_the_block_serves_bridged_calls() -> None:
    """Each connection is a task that the server makes while a bridged call runs."""

    @sync_compatible
    @asynccontextmanager
    async def serving() -> AsyncGenerator[int, None]:
        async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            while line := await reader.readline():
                writer.write(line)
            writer.close()
            await writer.wait_closed()
            ended.set()

        ended = asyncio.Event()
        server = await asyncio.start_server(echo, "127.0.0.1")
        yield server.sockets[0].getsockname()[1]
        await ended.wait()
        server.close()
        await server.wait_closed()

    @sync_compatible
    async def connect(port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", port)

    @sync_compatible
    async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(b"hello\n")
        return await reader.readline()

    @sync_compatible
    async def close(writer: asyncio.StreamWriter) -> None:
        writer.close()
        await writer.wait_closed()

    with serving() as port:
        streams = connect.sync(port)
        assert [ask.sync(*streams) for _ in range(3)] == [b"hello\n"] * 3
        close.sync(streams[1])


@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout is new in 3.11")
def test_timeout_around_the_block_is_raised_at_exit() -> None:
    @sync_compatible
    @asynccontextmanager
    async def limited() -> AsyncGenerator[float, None]:
        async with asyncio.timeout(0.01) as limit:  # type: ignore[attr-defined]
            deadline = limit.when()
            assert deadline is not None
            yield deadline
            await asyncio.sleep(3600)

    with pytest.raises(TimeoutError), limited():
        pass


def test_exit_in_another_thread_is_refused() -> None:
    manager = aopened(Log())
    manager.__enter__()
    errors: list[Exception] = []

    def leave() -> None:
        try:
            manager.__exit__(None, None, None)
        except RuntimeError as error:
            errors.append(error)

    thread = threading.Thread(target=leave)
    thread.start()
    thread.join(30)
    assert "aopened() was begun in another thread" in str(errors[0])
    manager.__exit__(None, None, None)


# In worker threads.


def test_cancelled_block_is_left_in_its_thread(run: Run, log: Log) -> None:
    async def main() -> None:
        with anyio.CancelScope() as scope:
            async with opened(log):
                scope.cancel()
                await anyio.lowlevel.checkpoint()

    run(main)
    assert log == ["enter", "exit"]


def test_enter_that_is_cancelled_is_undone(run_asyncio: Run, log: Log) -> None:
    begun, release = threading.Event(), threading.Event()

    @async_compatible
    @contextmanager
    def slow() -> Generator[None, None, None]:
        begun.set()
        release.wait(30)
        log.append("enter")
        try:
            yield
        finally:
            log.append("exit")

    async def main() -> None:
        async def use() -> None:
            async with slow():
                raise AssertionError

        task = asyncio.create_task(use())
        assert await asyncio.to_thread(begun.wait, 30)
        task.cancel()
        # Set when the loop has told the task of it.
        asyncio.get_running_loop().call_later(0, release.set)
        with pytest.raises(asyncio.CancelledError):
            await task

    run_asyncio(main)
    assert log == ["enter", "exit"]
