"""Do dual generators and context managers do what native ones would, whatever is asked of them?

Random bodies, each written with and without `async`, are asked for the same things in the same
order: the sync protocol of a dual is compared with that of the plain generator, the async one with
that of the async generator.
"""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any, Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from duotone import async_compatible, sync_compatible

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    Statement = tuple[Any, ...]
    Request = tuple[str, Any]
    #: What a request gave: a value, or what is to be said of an error.
    Answer = tuple[Any, ...]
    Recorded = tuple[list[Answer], list[Any]]

# StopIteration and StopAsyncIteration are left out: each of the two kinds of generator turns
# another one of them into a RuntimeError.
ERRORS: Final = {
    error.__name__: error for error in (KeyError, ValueError, GeneratorExit, asyncio.CancelledError)
}
PROTOCOL: Final = {"next": "__anext__", "send": "asend", "throw": "athrow", "close": "aclose"}
MANY: Final = settings(max_examples=300, deadline=None, database=None, derandomize=True)

_quiet: Final = st.one_of(st.tuples(st.just("note"), st.integers(10, 15)), st.just(("wait",)))
_simple: Final = st.one_of(
    _quiet,
    st.tuples(st.just("yield"), st.integers(0, 5)),
    st.tuples(st.just("yield"), st.integers(6, 9)),
    st.tuples(st.just("raise"), st.sampled_from(list(ERRORS))),
    st.just(("return",)),
)


def _attempts(blocks: st.SearchStrategy[list[Statement]]) -> st.SearchStrategy[Statement]:
    # What GeneratorExit may pass through yields nothing more: Python would complain.
    passing = st.lists(_quiet, min_size=1, max_size=2)
    return st.one_of(
        st.tuples(st.just("except Exception as error:"), blocks, blocks),
        st.tuples(st.just("except KeyError as error:"), blocks, blocks),
        st.tuples(st.just("except BaseException as error:"), blocks, passing.map(_and_raise)),
        st.tuples(st.just("finally:"), blocks, passing),
    )


def _and_raise(body: list[Statement]) -> list[Statement]:
    return [*body, ("raise again",)]


bodies: Final = st.recursive(
    st.lists(_simple, min_size=1, max_size=4),
    lambda blocks: st.lists(st.one_of(_simple, _attempts(blocks)), min_size=1, max_size=4),
    max_leaves=12,
)
#: Those in which one value is yielded, with something around it, are likelier to be managers.
managers: Final = st.one_of(
    bodies,
    st.tuples(st.lists(_quiet), _attempts(st.just([("yield", 1)])), bodies).map(
        lambda parts: [*parts[0], parts[1], *parts[2]]
    ),
    st.tuples(st.just("except Exception as error:"), st.just([("yield", 1)]), bodies).map(
        lambda attempt: [attempt]
    ),
)
requests: Final = st.lists(
    st.one_of(
        st.just(("next", None)),
        st.tuples(st.just("send"), st.sampled_from([None, 1, 2])),
        st.tuples(st.just("throw"), st.sampled_from(list(ERRORS))),
        st.just(("close", None)),
    ),
    min_size=1,
    max_size=7,
)


def write(body: list[Statement], indent: str, wait: str) -> list[str]:
    """Return the lines of a generator's body."""
    lines: list[str] = []
    for kind, *parts in body:
        match kind:
            case "yield":
                lines.append(f"{indent}log.append((yield {parts[0]}))")
            case "note":
                lines.append(f"{indent}log.append({parts[0]})")
            case "raise":
                lines.append(f"{indent}raise {parts[0]}('its own')")
            case "wait":
                lines.append(f"{indent}{wait}")
            case "return":
                lines.append(f"{indent}return")
            case "raise again":
                lines += [f"{indent}log.append(repr(error))", f"{indent}raise"]
            case _:
                lines += [f"{indent}try:", *write(parts[0], f"{indent} ", wait)]
                lines += [f"{indent}{kind}", *write(parts[1], f"{indent} ", wait)]
    return lines


def make(body: list[Statement], *, is_async: bool) -> Callable[[list[Any]], Any]:
    """Return a generator function with that body; it notes in a list what happens to it."""
    head, wait = ("async def", "await asyncio.sleep(0)") if is_async else ("def", "pass")
    lines = [f"{head} generate(log):", " if False: yield", *write(body, " ", wait)]
    namespace: dict[str, Any] = {**ERRORS, "asyncio": asyncio}
    exec("\n".join(lines), namespace)  # noqa: S102 - written above
    made: Callable[[list[Any]], Any] = namespace["generate"]
    return made


def said_of(error: BaseException) -> Answer:
    """Return what has to be the same of two errors, in the words of the sync protocol."""
    causes = [type(cause).__name__.replace("Async", "") for cause in (error, error.__cause__)]
    return *causes, str(error).replace("async generator", "generator").replace("athrow", "throw")


def argument_of(request: Request) -> tuple[Any, ...]:
    kind, value = request
    if kind == "throw":
        return (ERRORS[value]("thrown"),)
    return (value,) if kind == "send" else ()


def ask(function: Callable[[list[Any]], Any], asked: list[Request]) -> Recorded:
    """Iterate by the sync protocol."""
    log: list[Any] = []
    generator = function(log)
    answers: list[Answer] = []
    for request in [*asked, ("close", None)]:
        name = "__next__" if request[0] == "next" else request[0]
        try:
            answers.append(("value", getattr(generator, name)(*argument_of(request))))
        except BaseException as error:  # noqa: BLE001 - compared
            answers.append(said_of(error))
    return answers, log


def ask_async(function: Callable[[list[Any]], Any], asked: list[Request]) -> Recorded:
    """Iterate by the async protocol."""
    log: list[Any] = []

    async def answer(generator: Any, request: Request) -> Answer:
        step: Awaitable[Any] = getattr(generator, PROTOCOL[request[0]])(*argument_of(request))
        try:
            return "value", await step
        except BaseException as error:  # noqa: BLE001 - compared
            return said_of(error)

    async def main() -> list[Answer]:
        generator = function(log)
        return [await answer(generator, request) for request in [*asked, ("close", None)]]

    return asyncio.run(main()), log


def enter(function: Callable[[list[Any]], Any], error: BaseException | None) -> Recorded:
    """Run a ``with`` block that ends with an error, or with none."""
    log: list[Any] = []
    try:
        with function(log) as value:
            log.append(value)
            if error is not None:
                raise error  # noqa: TRY301 - the block is the thing under test
    except BaseException as raised:  # noqa: BLE001 - compared
        return [said_of(raised), ("the same error", raised is error)], log
    return [], log


def enter_async(function: Callable[[list[Any]], Any], error: BaseException | None) -> Recorded:
    """Run an ``async with`` block that ends with an error, or with none."""
    log: list[Any] = []

    async def main() -> None:
        async with function(log) as value:
            log.append(value)
            if error is not None:
                raise error

    try:
        asyncio.run(main())
    except BaseException as raised:  # noqa: BLE001 - compared
        return [said_of(raised), ("the same error", raised is error)], log
    return [], log


def has_yielded_twice(recorded: Recorded) -> bool:
    """Tell whether it was no context manager's body; Python 3.10 leaves such a one half way."""
    return any("didn't stop" in str(answer) for answer in recorded[0])


@given(bodies, requests)
@MANY
def test_async_generator_answers_sync_code_as_a_plain_one(
    body: list[Statement], asked: list[Request]
) -> None:
    native = ask(make(body, is_async=False), asked)
    assert ask(sync_compatible(make(body, is_async=True)), asked) == native


@given(bodies, requests)
@MANY
def test_generator_answers_async_code_as_an_async_one(
    body: list[Statement], asked: list[Request]
) -> None:
    native = ask_async(make(body, is_async=True), asked)
    assert ask_async(async_compatible(make(body, is_async=False)), asked) == native


@given(managers, st.sampled_from([None, *ERRORS]))
@MANY
def test_async_context_manager_serves_sync_code_as_a_plain_one(
    body: list[Statement], error: str | None
) -> None:
    raised = ERRORS[error]("thrown") if error is not None else None
    native = enter(contextmanager(make(body, is_async=False)), raised)
    assume(not has_yielded_twice(native))
    dual = sync_compatible(asynccontextmanager(make(body, is_async=True)))
    assert enter(dual, raised) == native


@given(managers, st.sampled_from([None, *ERRORS]))
@MANY
def test_context_manager_serves_async_code_as_an_async_one(
    body: list[Statement], error: str | None
) -> None:
    raised = ERRORS[error]("thrown") if error is not None else None
    native = enter_async(asynccontextmanager(make(body, is_async=True)), raised)
    assume(not has_yielded_twice(native))
    dual = async_compatible(contextmanager(make(body, is_async=False)))
    assert enter_async(dual, raised) == native
