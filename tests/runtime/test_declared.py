"""Which declarations reach a call, and which have nothing to do with it?"""

# ruff: noqa: S102 - the places of a call are the test

from __future__ import annotations

import _thread
import asyncio
import contextvars
import inspect
import sys
import threading
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from functools import partial
from operator import methodcaller
from typing import Any

import anyio
import anyio.lowlevel
import anyio.to_thread
import pytest
import trio

from duotone import (
    async_compatible,
    async_context,
    context_source,
    in_async_context,
    sync_compatible,
    sync_context,
)

Run = Callable[..., Any]
Got = Callable[[object], str]


@sync_compatible
async def load(number: int = 1) -> int:
    return number


def side() -> str:
    """Tell what an implicit call made by a plain function would give."""
    result: Any = load()
    if not inspect.isawaitable(result):
        return "sync"
    is_plain = inspect.iscoroutine(result)
    result.close()  # type: ignore[attr-defined]
    return "async" if is_plain else "ambiguous"


# `with` blocks.


def test_block_ends_with_its_last_line(run: Run) -> None:
    async def main() -> list[str]:
        with sync_context():
            inside = side()
        return [inside, side()]

    assert run(main) == ["sync", "ambiguous"]


def test_inner_block_wins_and_the_outer_one_comes_back(run: Run) -> None:
    async def main() -> list[str]:
        with sync_context():
            with async_context():
                inner = side()
            return [inner, side()]

    assert run(main) == ["async", "sync"]


def test_block_ends_when_an_exception_leaves_it(run: Run) -> None:
    async def main() -> str:
        with pytest.raises(KeyError), sync_context():
            raise KeyError
        return side()

    assert run(main) == "ambiguous"


def test_one_context_object_can_be_entered_twice(run: Run) -> None:
    async def main() -> list[str]:
        context = sync_context()
        with context:
            with context:
                first = side()
            second = side()
        return [first, second, side()]

    assert run(main) == ["sync", "sync", "ambiguous"]


def test_block_lasts_across_await(run: Run) -> None:
    async def main() -> str:
        with sync_context():
            await anyio.lowlevel.checkpoint()
            return side()

    assert run(main) == "sync"


def test_block_reaches_the_coroutines_awaited_in_it(run: Run) -> None:
    async def below() -> str:
        return side()

    async def main() -> str:
        with sync_context():
            return await below()

    assert run(main) == "sync"


def test_block_without_event_loop_does_not_reach_into_a_loop_begun_in_it(run: Run) -> None:
    async def main() -> str:
        return side()

    with sync_context():
        assert run(main) == "ambiguous"


def test_async_block_around_sync_block_without_event_loop() -> None:
    with async_context():
        assert side() == "async"
        with sync_context():
            assert side() == "sync"
        assert side() == "async"
    assert side() == "sync"


def test_leaving_in_a_context_that_knows_nothing_of_the_block_is_harmless() -> None:
    context = sync_context()
    context.__enter__()
    contextvars.Context().run(context.__exit__, None, None, None)
    assert side() == "sync"
    context.__exit__(None, None, None)


def test_context_shows_how_it_was_made() -> None:
    assert repr(sync_context()) == "duotone.sync_context()"
    assert repr(async_context()) == "duotone.async_context()"


# What a declaration does not reach.


def test_declaration_does_not_reach_a_task(run_asyncio: Run) -> None:
    async def child() -> str:
        return side()

    async def main() -> list[str]:
        with sync_context():
            return [await asyncio.create_task(child()), *await asyncio.gather(child(), child())]

    assert run_asyncio(main) == ["ambiguous"] * 3


def test_declaration_of_a_task_does_not_reach_its_siblings(run: Run) -> None:
    seen: list[str] = []

    async def main() -> None:
        entered, done = anyio.Event(), anyio.Event()

        async def declaring() -> None:
            with sync_context():
                entered.set()
                await done.wait()

        async with anyio.create_task_group() as group:
            group.start_soon(declaring)
            await entered.wait()
            seen.append(side())
            done.set()

    run(main)
    assert seen == ["ambiguous"]


def test_declaration_does_not_reach_a_trio_task() -> None:
    seen: list[str] = []

    async def child() -> None:
        seen.append(side())

    async def main() -> None:
        with sync_context():
            async with trio.open_nursery() as nursery:
                nursery.start_soon(child)

    trio.run(main)
    assert seen == ["ambiguous"]


def test_declaration_does_not_reach_a_callback_of_the_loop(run_asyncio: Run) -> None:
    async def main() -> str:
        loop = asyncio.get_running_loop()
        result: asyncio.Future[str] = loop.create_future()
        with sync_context():
            loop.call_soon(lambda: result.set_result(side()))
        return await result

    assert run_asyncio(main) == "ambiguous"


def test_declaration_that_ended_does_not_reach_a_callback_it_scheduled(run_asyncio: Run) -> None:
    """A callback has no task, so that a callback of a callback has the same owner."""

    async def main() -> list[str]:
        loop = asyncio.get_running_loop()
        result: asyncio.Future[list[str]] = loop.create_future()

        def first() -> None:
            with sync_context():
                inside = side()
                loop.call_soon(lambda: result.set_result([inside, side()]))

        loop.call_soon(first)
        return await result

    assert run_asyncio(main) == ["sync", "ambiguous"]


def test_async_declaration_does_not_reach_to_thread(run_asyncio: Run) -> None:
    async def main() -> str:
        with async_context():
            return await asyncio.to_thread(side)

    assert run_asyncio(main) == "sync"


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_async_declaration_does_not_reach_an_anyio_worker_thread(backend: str) -> None:
    async def main() -> str:
        with async_context():
            return await anyio.to_thread.run_sync(side)

    assert anyio.run(main, backend=backend) == "sync"


def test_async_declaration_does_not_reach_the_thread_of_a_bridged_side(run: Run) -> None:
    bridged = async_compatible(side_of_def)

    async def main() -> str:
        with async_context():
            result: str = await bridged()
            return result

    assert run(main) == "sync"


def side_of_def() -> str:
    return side()


def test_declaration_does_not_reach_the_loop_of_the_bridge() -> None:
    @sync_compatible
    async def bridged() -> str:
        return side()

    with sync_context():
        assert bridged() == "ambiguous"


def test_declaration_outside_a_forced_call_comes_back(run: Run) -> None:
    async def main() -> str:
        with async_context():
            assert load(_sync=True) == 1
            return side()

    assert run(main) == "async"


def test_declaration_inside_a_bridged_call_does_not_come_back(run: Run) -> None:
    @sync_compatible
    async def bridged() -> str:
        with async_context():
            return side()

    async def main() -> list[str]:
        return [bridged(_sync=True), side()]

    assert run(main) == ["async", "ambiguous"]


# Decorated functions.


def test_decorated_def_declares_for_its_body(run: Run) -> None:
    @sync_context()
    def body() -> str:
        return side()

    async def main() -> list[str]:
        return [body(), side()]

    assert run(main) == ["sync", "ambiguous"]


def test_decorated_def_passes_arguments_and_result_on() -> None:
    @sync_context()
    def add(one: int, /, *others: int, scale: int = 1, **named: int) -> list[int]:
        """Add."""
        return [one, *others, scale, *named.values()]

    assert add(1, 2, scale=3, more=4) == [1, 2, 3, 4]
    assert add.__name__ == "add"
    assert add.__doc__ == "Add."


def test_decorated_async_def_declares_for_what_it_calls(run: Run) -> None:
    @sync_context()
    async def body() -> list[str]:
        first = side()
        await anyio.lowlevel.checkpoint()
        return [first, side()]

    async def main() -> list[str]:
        return [*await body(), side()]

    assert inspect.iscoroutinefunction(body)
    assert run(main) == ["sync", "sync", "ambiguous"]


def test_decorated_async_def_called_in_task_declares_for_that_task(run_asyncio: Run) -> None:
    @sync_context()
    async def body() -> str:
        return side()

    async def main() -> str:
        return await asyncio.create_task(body())

    assert run_asyncio(main) == "sync"


def test_decorated_method_and_classmethod_declare(run: Run) -> None:
    class Job:
        @sync_context()
        def method(self) -> str:
            return side()

        @classmethod
        @async_context()
        def named(cls) -> str:
            return side()

        @staticmethod
        @sync_context()
        def static() -> str:
            return side()

    async def main() -> list[str]:
        return [Job().method(), Job.named(), Job.static()]

    assert run(main) == ["sync", "async", "sync"]


def test_context_below_the_dual_decorator_declares_for_its_side(run: Run) -> None:
    @sync_compatible
    @sync_context()
    async def bridged() -> str:
        return side()

    async def main() -> str:
        result: str = await bridged()
        return result

    assert bridged() == "sync"
    assert run(main) == "sync"


def test_decorated_generator_declares_for_each_step_only(run: Run) -> None:
    @sync_context()
    def steps() -> Iterator[str]:
        yield side()
        yield side()

    async def main() -> list[str]:
        results = []
        for step in steps():
            results += [step, side()]
        return results

    assert run(main) == ["sync", "ambiguous"] * 2


@sync_context()
def conversation() -> Generator[object, object, str]:
    """Yield what it is sent and what is thrown into it, and the side it is on."""
    received = None
    try:
        while True:
            try:
                received = yield received, side()
            except KeyError as error:
                received = error
            if received == "stop":
                return "stopped"
    finally:
        ends.append(side())


ends: list[str] = []


@pytest.fixture(autouse=True)
def no_ends() -> Iterator[None]:
    yield
    ends.clear()


def sides_of_steps() -> Iterator[str]:
    with sync_context():
        yield side()
        yield side()
    yield side()


@pytest.mark.parametrize(
    ("steps", "last"),
    [(sides_of_steps, "ambiguous"), (async_context()(sides_of_steps), "async")],
    ids=["plain", "decorated"],
)
def test_block_in_a_generator_means_what_the_generator_runs(
    run: Run, steps: Callable[[], Iterator[str]], last: str
) -> None:
    """It goes on at the next step, and means nothing to whoever consumes the generator."""

    async def main() -> list[str]:
        found: list[str] = []
        for each in steps():
            found += each, side()
        return found

    assert run(main) == ["sync", "ambiguous", "sync", "ambiguous", last, "ambiguous"]


def test_block_in_a_generator_that_nobody_resumes_ends_with_the_block_around_it(run: Run) -> None:
    def half_way() -> Iterator[str]:
        with async_context():
            yield side()

    async def main() -> list[str]:
        with sync_context():
            generator = half_way()
            found = [next(generator), side()]
        return [*found, side(), *generator, side()]

    assert run(main) == ["async", "sync", "ambiguous", "ambiguous"]


def test_block_that_another_thread_leaves_declares_nothing_there(run: Run) -> None:
    def sides() -> Iterator[str]:
        with sync_context():
            yield side()
        yield side()

    async def main() -> list[str]:
        generator = sides()
        first = next(generator)
        found = await anyio.to_thread.run_sync(list, generator)
        return [first, *found, side()]

    assert run(main) == ["sync", "sync", "ambiguous"]  # in the thread no loop runs


def test_decorated_context_managers_declare_in_either_order(run: Run) -> None:
    """The decorator of contextlib's may stand above or below."""

    @sync_context()
    @contextmanager
    def above() -> Iterator[str]:
        yield side()

    @contextmanager
    @sync_context()
    def below() -> Iterator[str]:
        yield side()

    @sync_context()
    @asynccontextmanager
    async def awaited() -> AsyncIterator[str]:
        yield side()

    async def main() -> list[str]:
        with above() as first, below() as second:
            inside = side()
        async with awaited() as third:
            return [first, second, third, inside, side()]

    assert run(main) == ["sync", "sync", "sync", "ambiguous", "ambiguous"]
    assert above.__name__ == "above"


def test_context_that_c_alone_enters_is_declared() -> None:
    """A bare thread: nowhere is a frame of Python's around it."""
    context, ended = sync_context(), threading.Event()
    steps = [context.__enter__, partial(context.__exit__, None, None, None), ended.set]
    _thread.start_new_thread(list, (map(methodcaller("__call__"), steps),))
    assert ended.wait(20)


def test_decorated_generator_receives_what_is_sent() -> None:
    generator = conversation()
    assert next(generator) == (None, "sync")
    assert generator.send(5) == (5, "sync")
    with pytest.raises(StopIteration) as stop:
        generator.send("stop")
    assert stop.value.value == "stopped"


def test_decorated_generator_receives_what_is_thrown(run: Run) -> None:
    async def main() -> object:
        generator = conversation()
        next(generator)
        error = KeyError()
        assert generator.throw(error) == (error, "sync")
        assert generator.send("again") == ("again", "sync")
        with pytest.raises(ZeroDivisionError):
            generator.throw(ZeroDivisionError())
        return ends

    assert run(main) == ["sync"]


def test_decorated_generator_is_closed_in_its_context(run: Run) -> None:
    async def main() -> list[str]:
        generator = conversation()
        next(generator)
        generator.close()
        return [*ends, side()]

    assert run(main) == ["sync", "ambiguous"]


@sync_context()
async def async_conversation() -> Any:
    """Mirror `conversation` as an async generator."""
    received = None
    try:
        while received != "stop":
            try:
                received = yield received, side()
            except KeyError as error:
                received = error
            await anyio.lowlevel.checkpoint()
    finally:
        ends.append(side())


def test_decorated_async_generator_declares_for_each_step_only(run: Run) -> None:
    @sync_context()
    async def steps() -> AsyncIterator[str]:
        yield side()
        await anyio.lowlevel.checkpoint()
        yield side()

    async def main() -> list[str]:
        return [seen async for step in steps() for seen in (step, side())]

    assert inspect.isasyncgenfunction(steps)
    assert run(main) == ["sync", "ambiguous"] * 2


def test_decorated_async_generator_receives_what_is_sent(run: Run) -> None:
    async def main() -> None:
        generator = async_conversation()
        assert await generator.asend(None) == (None, "sync")
        assert await generator.asend(5) == (5, "sync")
        with pytest.raises(StopAsyncIteration):
            await generator.asend("stop")

    run(main)
    assert ends == ["sync"]


def test_decorated_async_generator_receives_what_is_thrown(run: Run) -> None:
    async def main() -> None:
        generator = async_conversation()
        await generator.asend(None)
        error = KeyError()
        assert await generator.athrow(error) == (error, "sync")
        assert await generator.asend("again") == ("again", "sync")
        with pytest.raises(ZeroDivisionError):
            await generator.athrow(ZeroDivisionError())

    run(main)
    assert ends == ["sync"]


def test_decorated_async_generator_is_closed_in_its_context(run: Run) -> None:
    async def main() -> str:
        async with aclosing(async_conversation()) as generator:
            await generator.asend(None)
        return side()

    assert run(main) == "ambiguous"
    assert ends == ["sync"]


@pytest.mark.parametrize("context", [sync_context(), async_context()])
def test_context_above_the_dual_decorator_is_refused(context: Any) -> None:
    with pytest.raises(TypeError) as caught:
        context(load)
    assert str(caught.value) == (
        f'{context!r} was put above the dual decorator of "{__name__}.load": '
        "put it below, directly above the def"
    )


def test_context_on_a_class_is_refused() -> None:
    class Job: ...

    with pytest.raises(TypeError) as caught:
        sync_context()(Job)
    assert str(caught.value) == (
        f'duotone.sync_context() decorates functions: put it on the methods of "{__name__}.'
        'test_context_on_a_class_is_refused.<locals>.Job"'
    )


def test_context_on_anything_else_is_refused() -> None:
    with pytest.raises(TypeError) as caught:
        async_context()(print)
    assert str(caught.value) == (
        f"duotone.async_context() decorates a function written with def, not {print!r}"
    )


# Context sources.


def test_first_source_that_knows_answers(run: Run) -> None:
    context_source(lambda: None)
    context_source(lambda: "sync")
    context_source(lambda: "async")

    async def main() -> str:
        return side()

    assert run(main) == "sync"


def test_sources_that_do_not_know_leave_the_call_ambiguous(run: Run) -> None:
    context_source(lambda: None)

    async def main() -> str:
        return side()

    assert run(main) == "ambiguous"


def test_removed_source_is_not_asked(run: Run) -> None:
    first = context_source(lambda: "sync")
    context_source(lambda: "async")
    first.remove()

    async def main() -> str:
        return side()

    assert run(main) == "async"


def test_removing_a_source_twice_keeps_another_registration_of_it(run: Run) -> None:
    def source() -> Any:
        return "sync"

    first = context_source(source)
    context_source(source)
    first.remove()
    first.remove()

    async def main() -> str:
        return side()

    assert run(main) == "sync"


def test_declared_context_wins_over_sources(run: Run) -> None:
    context_source(lambda: "async")

    async def main() -> str:
        with sync_context():
            return side()

    assert run(main) == "sync"


def test_sources_are_asked_neither_in_coroutines_nor_at_module_level(run: Run, got: Got) -> None:
    asked: list[str] = []

    def source() -> Any:
        asked.append("asked")
        return "sync"

    context_source(source)

    async def main() -> list[Any]:
        namespace: dict[str, Any] = {"load": load}
        exec("value = load()", namespace)
        return [got(load()), namespace["value"]]

    assert run(main) == ["coroutine", 1]
    assert asked == []


@pytest.mark.parametrize("answer", ["both", "SYNC", True, 1])
def test_source_with_another_answer_is_refused_at_the_call(run: Run, answer: object) -> None:
    def tracker() -> Any:
        return answer

    context_source(tracker)

    async def main() -> None:
        in_plain_function()

    def in_plain_function() -> bool:
        return in_async_context()

    with pytest.raises(TypeError) as caught:
        run(main)
    assert str(caught.value) == (
        f'the context source "{__name__}.{tracker.__qualname__}" answered {answer!r}: '
        'it must return "sync", "async" or None'
    )


def test_source_with_an_unhashable_answer_is_refused_at_the_call(run: Run) -> None:
    def tracker() -> Any:
        return ["sync"]

    context_source(tracker)

    def in_plain_function() -> bool:
        return in_async_context()

    async def main() -> None:
        in_plain_function()

    with pytest.raises(TypeError, match="answered \\['sync'\\]: it must return"):
        run(main)


def test_exception_of_a_source_reaches_the_caller(run: Run) -> None:
    def tracker() -> Any:
        raise ZeroDivisionError

    context_source(tracker)

    async def main() -> str:
        return side()

    with pytest.raises(ZeroDivisionError):
        run(main)


def test_source_that_cannot_be_called_is_refused() -> None:
    with pytest.raises(TypeError) as caught:
        context_source("sync")  # type: ignore[arg-type] # the wrong type is the test
    assert str(caught.value) == ("context_source() needs a function without parameters, not 'sync'")


def test_half_imported_trio_counts_as_not_running(monkeypatch: pytest.MonkeyPatch) -> None:
    """While trio is being imported, its module is there and its parts are not."""
    monkeypatch.setitem(sys.modules, "trio", type(sys)("trio"))
    assert side() == "sync"
    with async_context():
        assert side() == "async"
