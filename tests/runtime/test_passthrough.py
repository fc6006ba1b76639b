"""Does `passthrough` make a wrapper transparent to the dispatch rule?"""

# ruff: noqa: S102 - the places of a call are the test

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

from duotone import passthrough, strict, sync_compatible, sync_context

Run = Callable[..., Any]
Got = Callable[[object], str]


@sync_compatible
async def load(number: int = 1) -> int:
    return number


def traced(function: Callable[..., Any]) -> Callable[..., Any]:
    @passthrough
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


class Block:
    @traced
    @sync_compatible
    async def load(self, number: int = 1) -> int:
        return number

    @classmethod
    @traced
    @sync_compatible
    async def named(cls, number: int = 1) -> int:
        return number


WRAPPED = [traced(load), traced(traced(load)), Block().load, Block.named]


@pytest.fixture(params=WRAPPED, ids=["function", "twice", "method", "classmethod"])
def wrapped(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Give a dual function inside a transparent wrapper."""
    given: Callable[..., Any] = request.param
    return given


def test_wrapped_call_in_coroutine_is_awaitable(wrapped: Run, run: Run) -> None:
    async def main() -> object:
        return await wrapped(7)

    assert run(main) == 7


def test_wrapped_call_in_coroutine_gives_a_plain_coroutine(
    wrapped: Run, run: Run, got: Got
) -> None:
    async def main() -> str:
        return got(wrapped(7))

    assert run(main) == "coroutine"


def test_wrapped_call_at_module_level_gives_a_value(wrapped: Run, run: Run) -> None:
    async def main() -> object:
        namespace: dict[str, Any] = {"wrapped": wrapped}
        exec("value = wrapped(7)", namespace)
        return namespace["value"]

    assert run(main) == 7


def test_wrapped_call_in_plain_function_is_ambiguous(wrapped: Run, run: Run, got: Got) -> None:
    def plain() -> str:
        return got(wrapped(7))

    async def main() -> str:
        return plain()

    assert run(main) == "ambiguous"


def test_wrapped_call_in_declared_context_gives_a_value(wrapped: Run, run: Run) -> None:
    def plain() -> object:
        return wrapped(7)

    async def main() -> object:
        with sync_context():
            return plain()

    assert run(main) == 7


def test_wrapped_call_is_allowed_by_strict_in_coroutine(wrapped: Run, run: Run) -> None:
    async def main() -> object:
        with strict():
            return await wrapped(7)

    assert run(main) == 7


def test_unmarked_wrapper_is_ambiguous(run: Run, got: Got) -> None:
    def wrapper() -> Any:
        return load()

    async def main() -> str:
        return got(wrapper())

    assert run(main) == "ambiguous"


def test_one_mark_covers_every_function_of_the_same_def(run: Run, got: Got) -> None:
    def decorate() -> Callable[[], Any]:
        def wrapper() -> Any:
            return load()

        return wrapper

    other = decorate()
    passthrough(decorate())

    async def main() -> str:
        return got(other())

    assert run(main) == "coroutine"


def test_passthrough_returns_the_function_itself() -> None:
    def wrapper() -> None: ...

    assert passthrough(wrapper) is wrapper


async def coroutine_wrapper() -> None: ...


async def async_generator_wrapper() -> AsyncIterator[int]:
    yield 1


def generator_wrapper() -> Iterator[int]:
    yield 1


@pytest.mark.parametrize("wrapper", [coroutine_wrapper, async_generator_wrapper, generator_wrapper])
def test_passthrough_refuses_whatever_is_not_a_plain_function(wrapper: Any) -> None:
    with pytest.raises(TypeError) as caught:
        passthrough(wrapper)
    assert str(caught.value) == (
        f'passthrough marks a plain wrapper function, and "{__name__}.{wrapper.__name__}" is an '
        '"async def" or a generator: a call in an "async def" always gives a coroutine; '
        "remove passthrough"
    )


@pytest.mark.parametrize("given", [print, 1, load, Block])
def test_passthrough_refuses_whatever_is_no_function(given: Any) -> None:
    with pytest.raises(TypeError) as caught:
        passthrough(given)
    assert str(caught.value) == (
        f"passthrough marks a wrapper function written with def, not {given!r}"
    )
