"""Does one object of a dual generator function serve `for` and `async for` as plain ones would?"""

# ruff: noqa: ASYNC110 - what is waited for happens in destructors and other threads

from __future__ import annotations

import asyncio
import contextlib
import copy
import gc
import inspect
import pickle
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import anyio
import pytest
import trio

from duotone import Dual, DualGenerator, async_compatible, sync_compatible

if TYPE_CHECKING:
    import subprocess

Run = Callable[..., Any]

variable: ContextVar[str] = ContextVar("variable")


class Log(list[str]):
    """What has happened, in order."""


@pytest.fixture
def log() -> Log:
    return Log()


async def pause() -> None:
    """Let other tasks run, under every kind of event loop."""
    await anyio.lowlevel.checkpoint()


@sync_compatible
async def acount(log: Log, stop: int = 3) -> AsyncGenerator[int, str | None]:
    """Count."""
    try:
        for number in range(stop):
            await pause()
            sent = yield number
            if sent is not None:
                log.append(f"sent {sent}")
    except KeyError:
        log.append("caught")
        yield -1
    finally:
        # A task that has been cancelled cannot pause once more; a closed generator can.
        await asyncio.sleep(0)
        log.append("closed")


@async_compatible
def count(log: Log, stop: int = 3) -> Generator[int, str | None, str]:
    """Count."""
    try:
        for number in range(stop):
            sent = yield number
            if sent is not None:
                log.append(f"sent {sent}")
    except KeyError:
        log.append("caught")
        yield -1
    finally:
        log.append("closed")
    return "the end"


@pytest.fixture(params=[acount, count], ids=["bridged", "native"])
def in_sync(request: pytest.FixtureRequest) -> Any:
    """A dual generator function of each kind, for use in sync code."""
    return request.param


@sync_compatible
async def acount_anywhere(log: Log, stop: int = 3) -> AsyncGenerator[int, str | None]:
    """Count under every kind of event loop."""
    try:
        for number in range(stop):
            await pause()
            sent = yield number
            if sent is not None:
                log.append(f"sent {sent}")
    except KeyError:
        log.append("caught")
        yield -1
    finally:
        with anyio.CancelScope(shield=True):
            await pause()
        log.append("closed")


@pytest.fixture(params=[acount_anywhere, count], ids=["native", "in threads"])
def in_async(request: pytest.FixtureRequest) -> Any:
    """A dual generator function of each kind, for use in async code."""
    return request.param


# In sync code.


def test_for_gives_every_value_and_ends(in_sync: Any, log: Log) -> None:
    assert list(in_sync(log)) == [0, 1, 2]
    assert log == ["closed"]


def test_exhausted_generator_gives_nothing_more(in_sync: Any, log: Log) -> None:
    generator = in_sync(log)
    assert list(generator) == [0, 1, 2]
    assert list(generator) == []
    with pytest.raises(StopIteration):
        next(generator)
    with pytest.raises(StopIteration):
        generator.send(None)
    generator.close()
    assert log == ["closed"]


def test_break_and_drop_closes_the_generator_at_once(in_sync: Any, log: Log) -> None:
    for _ in in_sync(log):
        break
    assert log == ["closed"]


def test_iteration_goes_on_after_a_break(in_sync: Any, log: Log) -> None:
    generator = in_sync(log)
    for number in generator:
        assert number == 0
        break
    assert list(generator) == [1, 2]


def test_sent_value_arrives(in_sync: Any, log: Log) -> None:
    generator = in_sync(log)
    assert next(generator) == 0
    assert generator.send("x") == 1
    assert log == ["sent x"]


def test_first_sent_value_must_be_none(in_sync: Any, log: Log) -> None:
    generator = in_sync(log)
    with pytest.raises(TypeError, match="just-started"):
        generator.send("x")
    assert list(generator) == [0, 1, 2]


def test_thrown_exception_can_be_caught_inside(in_sync: Any, log: Log) -> None:
    generator = in_sync(log)
    next(generator)
    assert generator.throw(KeyError()) == -1
    assert list(generator) == []
    assert log == ["caught", "closed"]


def test_thrown_exception_comes_back_as_the_same_object(in_sync: Any, log: Log) -> None:
    generator = in_sync(log)
    next(generator)
    error = ValueError("mine")
    with pytest.raises(ValueError, match="mine") as caught:
        generator.throw(error)
    assert caught.value is error
    assert log == ["closed"]


def test_exception_thrown_into_an_ended_generator_is_raised(in_sync: Any, log: Log) -> None:
    generator = in_sync(log)
    list(generator)
    error = ValueError("mine")
    with pytest.raises(ValueError, match="mine") as caught:
        generator.throw(error)
    assert caught.value is error


def test_exception_thrown_before_the_first_step_ends_the_generator(in_sync: Any, log: Log) -> None:
    generator = in_sync(log)
    with pytest.raises(ValueError, match="early"):
        generator.throw(ValueError("early"))
    assert list(generator) == []
    assert log == []


def test_close_runs_the_cleanup_once(in_sync: Any, log: Log) -> None:
    generator = in_sync(log)
    next(generator)
    generator.close()
    generator.close()
    assert log == ["closed"]
    assert list(generator) == []


def test_generator_closed_before_its_first_step_runs_nothing(in_sync: Any, log: Log) -> None:
    generator = in_sync(log)
    generator.close()
    assert list(generator) == []
    assert log == []


def test_generator_never_begun_is_dropped_silently(in_sync: Any, log: Log) -> None:
    in_sync(log)
    gc.collect()
    assert log == []


def test_exception_of_the_generator_is_the_same_object_with_few_frames_of_ours() -> None:
    error = KeyError("mine")

    @sync_compatible
    async def failing() -> AsyncIterator[int]:
        yield 1
        await pause()
        raise error

    generator = failing()
    assert next(generator) == 1
    with pytest.raises(KeyError) as caught:
        next(generator)
    assert caught.value is error
    frames = [entry.frame.code.path for entry in caught.traceback]
    assert [str(path).endswith("test_generators.py") for path in frames] == [
        True,
        False,
        False,
        True,
    ]
    assert error.__context__ is None
    assert list(generator) == []


def test_generator_that_ignores_its_close_is_reported() -> None:
    @sync_compatible
    async def stubborn() -> AsyncIterator[int]:
        try:
            yield 1
        except GeneratorExit:
            yield 2

    generator = stubborn()
    next(generator)
    with pytest.raises(RuntimeError, match="ignored GeneratorExit"):
        generator.close()
    assert list(generator) == []


def test_stop_iteration_inside_becomes_a_runtime_error(in_sync: Any) -> None:
    generator = in_sync(Log())
    next(generator)
    with pytest.raises(RuntimeError, match="raised StopIteration"):
        generator.throw(StopIteration())


def test_native_generator_keeps_its_returned_value(log: Log) -> None:
    def delegate() -> Generator[int, str | None, str]:
        return (yield from count(log))  # type: ignore[no-any-return]

    generator = delegate()
    with pytest.raises(StopIteration) as caught:
        _ = [next(generator) for _ in range(4)]
    assert caught.value.value == "the end"


def test_contextlib_makes_a_manager_of_either_kind_of_a_dual_generator(run: Run) -> None:
    log = Log()
    plain: Any = contextlib.contextmanager(acount)
    with plain(log, 1) as number:
        assert number == 0
    assert log == ["closed"]

    async def main() -> None:
        manager: Any = contextlib.asynccontextmanager(acount_anywhere)
        async with manager(log, 1) as number:
            assert number == 0

    log.clear()
    run(main)
    assert log == ["closed"]


# In async code.


def test_async_for_gives_every_value_and_ends(run: Run, in_async: Any, log: Log) -> None:
    async def main() -> list[int]:
        return [number async for number in in_async(log)]

    assert run(main) == [0, 1, 2]
    assert log == ["closed"]


def test_exhausted_async_generator_gives_nothing_more(run: Run, in_async: Any, log: Log) -> None:
    async def main() -> None:
        generator = in_async(log)
        assert [number async for number in generator] == [0, 1, 2]
        assert [number async for number in generator] == []
        with pytest.raises(StopAsyncIteration):
            await generator.__anext__()
        await generator.aclose()

    run(main)
    assert log == ["closed"]


def test_aclose_runs_the_cleanup_once(run: Run, in_async: Any, log: Log) -> None:
    async def main() -> None:
        generator = in_async(log)
        async for _ in generator:
            break
        await generator.aclose()
        await generator.aclose()

    run(main)
    assert log == ["closed"]


def test_async_sent_and_thrown_arrive(run: Run, in_async: Any, log: Log) -> None:
    async def main() -> None:
        generator = in_async(log)
        assert await generator.asend(None) == 0
        assert await generator.asend("x") == 1
        assert await generator.athrow(KeyError()) == -1
        assert [number async for number in generator] == []

    run(main)
    assert log == ["sent x", "caught", "closed"]


def test_async_thrown_exception_comes_back_as_the_same_object(
    run: Run, in_async: Any, log: Log
) -> None:
    error = ValueError("mine")

    async def main() -> None:
        generator = in_async(log)
        await generator.asend(None)
        with pytest.raises(ValueError, match="mine") as caught:
            await generator.athrow(error)
        assert caught.value is error

    run(main)
    assert log == ["closed"]


def test_dropped_half_way_is_closed_under_asyncio(
    run_asyncio: Run, in_async: Any, log: Log
) -> None:
    async def main() -> None:
        async for _ in in_async(log):
            break
        gc.collect()
        while not log:
            await asyncio.sleep(0)

    run_asyncio(main)
    assert log == ["closed"]


@pytest.mark.filterwarnings("ignore:Async generator:ResourceWarning")
def test_dropped_half_way_is_closed_under_trio(in_async: Any, log: Log) -> None:
    """Trio closes it as any async generator, and as for any tells that nobody else did."""

    async def main() -> None:
        async for _ in in_async(log):
            break
        gc.collect()
        with trio.fail_after(30):
            while not log:
                await trio.lowlevel.checkpoint()

    trio.run(main)
    assert log == ["closed"]


def test_generator_half_way_at_the_end_of_the_loop_is_closed(
    run_asyncio: Run, in_async: Any, log: Log
) -> None:
    kept: list[object] = []

    async def main() -> None:
        generator = in_async(log)
        kept.append(generator)
        await generator.asend(None)

    run_asyncio(main)
    assert log == ["closed"]


def test_steps_of_a_plain_generator_run_in_worker_threads(run: Run) -> None:
    @async_compatible
    def threads() -> Iterator[int]:
        try:
            yield threading.get_ident()
            yield threading.get_ident()
        finally:
            closed_in.append(threading.get_ident())

    closed_in: list[int] = []

    async def main() -> None:
        generator = threads()
        seen = [await generator.__anext__(), await generator.__anext__()]
        await generator.aclose()
        assert threading.get_ident() not in [*seen, *closed_in]
        assert len(closed_in) == 1

    run(main)


def test_exception_of_a_plain_generator_is_the_same_object(run: Run) -> None:
    error = KeyError("mine")

    @async_compatible
    def failing() -> Iterator[int]:
        yield 1
        raise error

    async def main() -> None:
        generator = failing()
        assert await generator.__anext__() == 1
        with pytest.raises(KeyError) as caught:
            await generator.__anext__()
        assert caught.value is error
        paths = [str(entry.frame.code.path) for entry in caught.traceback]
        assert [path.endswith("test_generators.py") for path in paths] == [True, False, True]

    run(main)


def test_plain_generator_that_ignores_its_close_is_reported(run: Run) -> None:
    @async_compatible
    def stubborn() -> Iterator[int]:
        try:
            yield 1
        except GeneratorExit:
            yield 2

    async def main() -> None:
        generator = stubborn()
        await generator.__anext__()
        with pytest.raises(RuntimeError, match="ignored GeneratorExit"):
            await generator.aclose()

    run(main)


def test_cancelled_step_in_a_thread_is_over_before_the_cleanup(run_asyncio: Run, log: Log) -> None:
    begun, release, closed = threading.Event(), threading.Event(), threading.Event()

    @async_compatible
    def blocking() -> Iterator[int]:
        try:
            begun.set()
            release.wait(30)
            log.append("step")
            yield 1
        finally:
            log.append("closed")
            closed.set()

    async def main() -> None:
        async def consume() -> None:
            async for _ in blocking():
                raise AssertionError

        task = asyncio.create_task(consume())
        assert await asyncio.to_thread(begun.wait, 30)
        task.cancel()
        # Set when the loop has told the task of it.
        asyncio.get_running_loop().call_later(0, release.set)
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await asyncio.to_thread(closed.wait, 30)

    run_asyncio(main)
    assert log == ["step", "closed"]


def test_cleanup_in_threads_runs_in_a_cancelled_scope(run: Run, log: Log) -> None:
    async def main() -> None:
        with anyio.CancelScope() as scope:
            async with contextlib.aclosing(count(log)) as numbers:
                async for _ in numbers:
                    scope.cancel()
                    await pause()

    run(main)
    assert log == ["closed"]


# One object, one protocol.


@pytest.mark.parametrize("function", [acount, count])
def test_object_begun_with_for_refuses_async_for(function: Any, log: Log) -> None:
    generator = function(log)
    next(generator)
    name = function.__name__
    for step in (generator.__anext__, generator.aclose, lambda: generator.asend(None)):
        with pytest.raises(RuntimeError) as caught:
            step()
        assert str(caught.value) == (
            f"this object of {name}() was begun with `for` and cannot go on with `async for`: "
            f"go on with `for`, or call {name}() again"
        )
    assert list(generator) == [1, 2]


def test_object_begun_with_async_for_refuses_for(run: Run, in_async: Any, log: Log) -> None:
    async def main() -> None:
        generator = in_async(log)
        await generator.__anext__()
        for step in (generator.__next__, generator.close, lambda: generator.throw(KeyError())):
            with pytest.raises(RuntimeError, match="begun with `async for` and cannot go on"):
                step()
        assert [number async for number in generator] == [1, 2]

    run(main)


@pytest.mark.parametrize("function", [acount, count])
def test_object_is_every_kind_of_iterator(function: Any, log: Log) -> None:
    generator = function(log)
    assert isinstance(generator, DualGenerator)
    assert isinstance(generator, Generator)
    assert isinstance(generator, AsyncGenerator)
    assert iter(generator) is generator
    assert aiter(generator) is generator
    assert repr(generator) == f"<dual generator {function.__name__}>"
    assert DualGenerator[int, None, None]  # type: ignore[truthy-function]


# One-sided forms.


def test_sync_form_is_a_plain_generator(in_sync: Any, log: Log) -> None:
    generator = in_sync.sync(log)
    assert isinstance(generator, Generator)
    assert not isinstance(generator, AsyncIterator)
    assert iter(generator) is generator
    assert list(generator) == [0, 1, 2]


def test_sync_form_of_an_async_generator_says_what_it_is(log: Log) -> None:
    assert repr(acount.sync(log)) == "<generator acount on a private loop>"


def test_aio_form_is_an_async_generator(run: Run, in_async: Any, log: Log) -> None:
    async def main() -> list[int]:
        generator: Any = in_async.aio(log)
        assert inspect.isasyncgen(generator)
        numbers: Any = generator
        return [number async for number in numbers]

    assert run(main) == [0, 1, 2]


@pytest.mark.parametrize("flag", [True, False])
def test_sync_keyword_is_refused_with_the_form_to_write(*, flag: bool, log: Log) -> None:
    dynamic: Any = acount
    with pytest.raises(TypeError) as caught:
        dynamic(log, _sync=flag)
    assert str(caught.value) == (
        "acount() takes no _sync, because `for` and `async for` choose; for an object of one kind "
        "only write acount.sync() or acount.aio()"
    )


# The function.


def test_wrong_arguments_are_refused_at_the_call(log: Log) -> None:
    dynamic: Any = acount
    with pytest.raises(TypeError, match="unexpected keyword argument 'size'"):
        dynamic(log, size=1)


def test_function_looks_like_the_decorated_one() -> None:
    assert acount.__name__ == "acount"
    assert acount.__doc__ == "Count."
    assert repr(acount) == f"<dual function {__name__}.acount>"
    assert list(inspect.signature(acount).parameters) == ["log", "stop"]
    assert not isinstance(acount, Dual)


def test_function_is_copied_and_pickled_by_its_name() -> None:
    assert copy.copy(acount) is acount
    assert copy.deepcopy(acount) is acount


class Shelf:
    size = 2

    @sync_compatible
    async def rows(self, first: int = 0) -> AsyncIterator[int]:
        for number in range(first, self.size):
            yield number

    @sync_compatible
    @classmethod
    async def outer(cls) -> AsyncIterator[int]:
        yield cls.size

    @classmethod
    @sync_compatible
    async def inner(cls) -> AsyncIterator[int]:
        yield cls.size

    @staticmethod
    @sync_compatible
    async def inner_static(number: int) -> AsyncIterator[int]:
        yield number

    @sync_compatible
    @staticmethod
    async def outer_static(number: int) -> AsyncIterator[int]:
        yield number


class Wide(Shelf):
    size = 3


def test_method_is_bound() -> None:
    shelf: Any = Shelf()
    assert list(shelf.rows()) == [0, 1]
    assert list(shelf.rows.sync(1)) == [1]
    assert list(Shelf.rows(shelf, 1)) == [1]
    assert list(Wide().rows()) == [0, 1, 2]
    assert inspect.isasyncgen(shelf.rows.aio())
    assert shelf.rows == shelf.rows
    assert shelf.rows != Shelf().rows
    assert shelf.rows != 1
    assert hash(shelf.rows) == hash(shelf.rows)
    assert list(inspect.signature(shelf.rows).parameters) == ["first"]
    assert shelf.rows.__name__ == "rows"
    assert repr(shelf.rows).startswith("<bound dual method Shelf.rows of <")


@pytest.mark.parametrize("name", ["outer", "inner"])
def test_classmethod_is_bound_in_either_order(name: str) -> None:
    for receiver, size in ((Shelf, 2), (Wide, 3), (Wide(), 3)):
        method = getattr(receiver, name)
        assert list(method()) == [size]
        assert list(method.sync()) == [size]


@pytest.mark.parametrize("name", ["inner_static", "outer_static"])
def test_staticmethod_is_not_bound_in_either_order(name: str) -> None:
    for receiver in (Shelf, Shelf()):
        assert list(getattr(receiver, name)(7)) == [7]
        assert list(getattr(receiver, name).sync(7)) == [7]


def test_function_and_method_survive_pickle(load_module: Callable[..., Any]) -> None:
    module = load_module(
        "shelves",
        """
        from duotone import sync_compatible

        @sync_compatible
        async def rows():
            yield 1

        class Shelf:
            @sync_compatible
            async def rows(self):
                yield 2
        """,
    )
    assert pickle.loads(pickle.dumps(module.rows)) is module.rows  # noqa: S301 - our own
    assert list(pickle.loads(pickle.dumps(module.Shelf().rows))()) == [2]  # noqa: S301


# Context variables.


@sync_compatible
async def changing() -> AsyncIterator[str]:
    token = variable.set("inside")
    try:
        yield variable.get()
        yield variable.get()
    finally:
        variable.reset(token)


@async_compatible
def changing_in_threads() -> Iterator[str]:
    token = variable.set("inside")
    try:
        yield variable.get()
        yield variable.get()
    finally:
        variable.reset(token)


def test_context_variables_are_shared_with_sync_code() -> None:
    generator = changing()
    assert next(generator) == "inside"
    assert variable.get() == "inside"
    variable.set("outside")
    assert next(generator) == "outside"
    generator.close()
    assert variable.get("unset") == "unset"


def test_context_variables_are_shared_with_async_code(run: Run) -> None:
    async def main() -> None:
        generator = changing_in_threads()
        assert await generator.__anext__() == "inside"
        assert variable.get() == "inside"
        variable.set("outside")
        assert await generator.__anext__() == "outside"
        await generator.aclose()
        assert variable.get("unset") == "unset"

    run(main)


def test_value_that_the_caller_takes_back_is_gone_inside() -> None:
    @sync_compatible
    async def reading() -> AsyncIterator[str]:
        while True:
            yield variable.get("unset")

    generator = reading()
    token = variable.set("outside")
    assert next(generator) == "outside"
    variable.reset(token)
    assert next(generator) == "unset"


def test_caller_of_another_context_keeps_what_it_was_given() -> None:
    generator = changing()
    contexts = [copy_of_this_context(), copy_of_this_context()]
    assert contexts[0].run(next, generator) == "inside"
    assert contexts[0][variable] == "inside"
    contexts[1].run(generator.close)
    assert variable not in contexts[1]


def copy_of_this_context() -> Any:
    from contextvars import copy_context  # noqa: PLC0415

    return copy_context()


# Where its steps run.


def test_loop_that_the_user_has_closed_is_replaced() -> None:
    @sync_compatible
    async def loop_of_this_thread() -> asyncio.AbstractEventLoop:
        return asyncio.get_running_loop()

    @sync_compatible
    async def numbers() -> AsyncIterator[int]:
        await asyncio.sleep(0)
        yield 7

    loop_of_this_thread().close()
    assert list(numbers()) == [7]


def test_way_of_bridging_cannot_be_chosen_for_an_async_generator() -> None:
    with pytest.raises(TypeError, match=r"gives a generator or a context manager.* remove bridge="):

        @sync_compatible(bridge="shared")
        async def numbers() -> AsyncIterator[int]:  # type: ignore[dual-parity]
            yield 7


def test_threads_of_a_plain_generator_cannot_be_abandoned() -> None:
    with pytest.raises(TypeError, match=r"gives a generator .* remove abandon_on_cancel="):

        @async_compatible(abandon_on_cancel=True)
        def numbers() -> Iterator[int]:
            yield 7


# What `import duotone` costs.


def test_generators_are_decorated_without_asyncio_or_contextlib(
    run_python: Callable[..., subprocess.CompletedProcess[str]],
) -> None:
    program = """
    before = set(sys.modules)
    import duotone
    @duotone.sync_compatible
    async def arows():
        yield 1
    print([name for name in ("asyncio", "anyio", "inspect", "typing", "contextlib")
           if name in set(sys.modules) - before])
    print(list(arows()))
    """
    finished = run_python(program, "-W", "error")
    assert finished.stderr == ""
    assert finished.stdout.splitlines() == ["[]", "[1]"]
