"""Is the right kind of function accepted, and is each wrong one refused with words that help?"""

# ruff: noqa: FBT001 - functions without a body, for their signatures

# Users' classes, as they write them.
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

import asyncio
import contextlib
import functools
import inspect
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

from duotone import Dual, async_compatible, sync_compatible

Run = Callable[..., Any]

HERE = __name__


def load(number: int) -> int:
    return number


async def aload(number: int) -> int:
    return number


def generator(number: int) -> Iterator[int]:
    yield number


async def async_generator(number: int) -> AsyncIterator[int]:
    yield number


def other(count: int) -> int:
    return count


async def aother(count: int) -> int:
    return count


dual = sync_compatible(aload)


class Block:
    def load(self, number: int) -> int:
        return number


def refusal(decorate: Callable[[], object]) -> str:
    with pytest.raises(TypeError) as caught:
        decorate()
    text = str(caught.value)
    assert "\n" not in text
    return text


# What is accepted.


@pytest.mark.parametrize(
    "decorate",
    [
        lambda: sync_compatible(aload),
        lambda: sync_compatible()(aload),
        lambda: sync_compatible(sync_version=load)(aload),
        lambda: sync_compatible(aload, sync_version=load),  # type: ignore[call-overload]
        lambda: async_compatible(load),
        lambda: async_compatible()(load),
        lambda: async_compatible(async_version=aload)(load),
        lambda: async_compatible(load, async_version=aload),  # type: ignore[call-overload]
    ],
)
@pytest.mark.filterwarnings("ignore::duotone.ImplicitDispatchWarning")
def test_each_form_of_the_decorators_makes_a_dual(decorate: Callable[[], Any]) -> None:
    made = decorate()
    assert isinstance(made, Dual)
    assert made(7) == 7
    assert asyncio.run(made.aio(7)) == 7


def test_native_sync_side_is_the_function_itself(run: Run) -> None:
    """No event loop is touched, and no thread is used."""
    sides: list[str] = []

    def native(number: int) -> int:
        sides.append("sync")
        return number

    @sync_compatible(sync_version=native)
    async def anative(number: int) -> int:
        sides.append("async")
        return number

    async def main() -> Any:
        return await anative.aio(7)

    assert anative.sync(7) == 7
    assert run(main) == 7
    assert sides == ["sync", "async"]


def test_twin_may_be_a_static_or_class_method_object() -> None:
    made = sync_compatible(sync_version=staticmethod(load))(aload)
    assert made.sync(7) == 7


def test_twin_may_be_any_callable_object() -> None:
    class Callee:
        def __call__(self, number: int) -> int:
            return number

    made = sync_compatible(sync_version=Callee())(aload)
    assert made.sync(7) == 7


def test_twin_may_be_a_wrapper_with_the_same_signature() -> None:
    @functools.wraps(load)
    def wrapper(*args: Any) -> int:
        return load(*args)

    assert sync_compatible(sync_version=wrapper)(aload).sync(7) == 7


@pytest.mark.parametrize("is_async", [True, False])
def test_twin_that_is_a_wrapper_gets_what_was_given_and_no_defaults(*, is_async: bool) -> None:
    """A wrapper that fills in a client looks at which arguments it gets."""
    seen = []

    def filling_in(function: Any) -> Any:
        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            seen.append((args, dict(kwargs)))
            return function(*args, **{"client": "mine", **kwargs})

        if is_async:
            call._is_coroutine_mark = object()  # type: ignore[attr-defined]
        return call

    def find(key: str, client: str = "none") -> str:
        return f"{key} {client}"

    async def afind(key: str, client: str = "none") -> str:
        return f"{key} {client}"

    made: Any
    if is_async:
        made = async_compatible(async_version=filling_in(afind))(find)
        assert asyncio.run(made("a", _sync=False)) == "a mine"
        assert asyncio.run(made(key="a", _sync=False)) == "a mine"
    else:
        made = sync_compatible(sync_version=filling_in(find))(afind)
        assert made("a", _sync=True) == "a mine"
        assert made(key="a", _sync=True) == "a mine"
    assert seen == [(("a",), {}), ((), {"key": "a"})]
    assert list(inspect.signature(made).parameters) == ["key", "client"]
    with pytest.raises(TypeError, match="clients"):
        made("a", clients="mine", _sync=True)


def test_twin_may_be_a_side_of_another_dual() -> None:
    assert sync_compatible(sync_version=dual.sync)(aload).sync(7) == 7
    assert asyncio.run(async_compatible(async_version=dual.aio)(load).aio(7)) == 7


def test_function_marked_as_coroutine_function_counts_as_one() -> None:
    """`inspect.markcoroutinefunction` sets a mark on a def that returns a coroutine."""

    def marked(number: int) -> Any:
        return aload(number)

    marked._is_coroutine_mark = object()  # type: ignore[attr-defined]
    made = sync_compatible(marked)
    assert made(7) == 7
    assert "async_compatible decorates a plain" in refusal(lambda: async_compatible(marked))


# What is refused.


def test_sync_compatible_refuses_a_plain_def() -> None:
    assert refusal(lambda: sync_compatible(load)) == (  # type: ignore[dual-parity]
        f'sync_compatible decorates an "async def", and "{HERE}.load" is a plain "def": '
        'write "async def load", or decorate it with async_compatible'
    )


def test_async_compatible_refuses_an_async_def() -> None:
    assert refusal(lambda: async_compatible(aload)) == (  # type: ignore[dual-parity]
        f'async_compatible decorates a plain "def", and "{HERE}.aload" is an "async def": '
        'write "def aload", or decorate it with sync_compatible'
    )


def test_sync_compatible_refuses_a_plain_generator() -> None:
    assert refusal(lambda: sync_compatible(generator)) == (  # type: ignore[dual-parity]
        f'sync_compatible decorates an "async def", and "{HERE}.generator" is a plain "def" with '
        '"yield": write "async def generator", or decorate it with async_compatible'
    )


def test_async_compatible_refuses_an_async_generator() -> None:
    assert refusal(lambda: async_compatible(async_generator)) == (
        f'async_compatible decorates a plain "def", and "{HERE}.async_generator" is an "async def" '
        'with "yield": write "def async_generator", or decorate it with sync_compatible'
    )


def test_sync_compatible_refuses_a_plain_context_manager() -> None:
    manager = contextlib.contextmanager(generator)
    assert refusal(lambda: sync_compatible(manager)) == (  # type: ignore[dual-parity]
        f'sync_compatible was put on "{HERE}.generator", a plain context manager: '
        "use asynccontextmanager, or decorate it with async_compatible"
    )


def test_async_compatible_refuses_an_async_context_manager() -> None:
    manager = contextlib.asynccontextmanager(async_generator)
    assert refusal(lambda: async_compatible(manager)) == (
        f'async_compatible was put on "{HERE}.async_generator", an async context manager: '
        "use contextmanager, or decorate it with sync_compatible"
    )


@pytest.mark.parametrize(
    ("decorate", "keyword", "name"),
    [
        (lambda: sync_compatible(sync_version=generator)(async_generator), "sync", "async_gen"),  # type: ignore[arg-type]
        (lambda: async_compatible(async_version=async_generator)(generator), "async", "gen"),  # type: ignore[arg-type]
    ],
)
def test_generator_takes_no_twin(decorate: Any, keyword: str, name: str) -> None:
    assert refusal(decorate) == (
        f'{keyword}_version= was given for "{HERE}.{name}erator", a generator or context manager, '
        f"whose other side is always derived from it: remove {keyword}_version="
    )


def test_generator_with_a_parameter_of_the_dispatchers_name_is_refused() -> None:
    async def rows(*, _sync: bool) -> AsyncIterator[bool]:
        yield _sync

    for function in (rows, contextlib.asynccontextmanager(rows)):
        assert 'has a parameter named "_sync"' in refusal(lambda f=function: sync_compatible(f))  # type: ignore[misc]


@pytest.mark.parametrize("decorator", [sync_compatible, async_compatible])
@pytest.mark.parametrize(
    "given", [print, 1, Block, property(load), functools.partial(load, 1), Block().load]
)
def test_whatever_is_no_function_is_refused(decorator: Any, given: Any) -> None:
    assert refusal(lambda: decorator(given)) == (
        f"{decorator.__name__} decorates a function written with def, not {given!r}: "
        "put it directly above the function"
    )


@pytest.mark.parametrize("decorator", [sync_compatible, async_compatible])
@pytest.mark.parametrize("wrap", [lambda given: given, classmethod, staticmethod])
def test_dual_function_is_refused(decorator: Any, wrap: Any) -> None:
    assert refusal(lambda: decorator(wrap(dual))) == (
        f'{decorator.__name__} was put on "{HERE}.aload", which is a dual function already: '
        "remove one of the two decorators"
    )


def test_dual_twin_is_refused_with_the_side_to_give() -> None:
    assert refusal(lambda: sync_compatible(sync_version=dual)(aload)) == (  # type: ignore[dual-parity]
        f'sync_version= takes a plain function, and "{HERE}.aload" is a dual function: '
        "give sync_version=aload.sync"
    )
    assert refusal(lambda: async_compatible(async_version=dual)(load)) == (  # type: ignore[dual-parity]
        f'async_version= takes a plain function, and "{HERE}.aload" is a dual function: '
        "give async_version=aload.aio"
    )


@pytest.mark.parametrize("twin", [1, "load", ...])
def test_twin_that_cannot_be_called_is_refused(twin: Any) -> None:
    assert refusal(lambda: sync_compatible(sync_version=twin)(aload)) == (
        f"sync_version= takes the function that is the other side, not {twin!r}"
    )
    assert refusal(lambda: async_compatible(async_version=twin)(load)) == (
        f"async_version= takes the function that is the other side, not {twin!r}"
    )


@pytest.mark.parametrize("twin", [aother, async_generator])
def test_async_function_as_sync_version_is_refused(twin: Any) -> None:
    assert refusal(lambda: sync_compatible(sync_version=twin)(aload)) == (
        f'the sync_version of "{HERE}.aload" is an "async def": '
        f'write "def {twin.__name__}", or leave sync_version out to have the sync side bridged'
    )


@pytest.mark.parametrize("twin", [other, async_generator])
def test_plain_function_as_async_version_is_refused(twin: Any) -> None:
    assert refusal(lambda: async_compatible(async_version=twin)(load)) == (
        f'the async_version of "{HERE}.load" is a plain "def": write "async def '
        f'{twin.__name__}", or leave async_version out to run the function in a worker thread'
    )


def test_unnamed_twin_is_shown_as_it_is() -> None:
    twin = functools.partial(load)
    assert refusal(lambda: async_compatible(async_version=twin)(load)) == (  # type: ignore[arg-type]
        f'the async_version of "{HERE}.load" is a plain "def": write "async def '
        f'{twin!r}", or leave async_version out to run the function in a worker thread'
    )


def test_pair_with_other_parameters_is_refused() -> None:
    assert refusal(lambda: sync_compatible(sync_version=other)(aload)) == (  # type: ignore[dual-parity]
        f'"{HERE}.other" must take the same parameters as "{HERE}.aload", but it lacks the '
        'parameter "number"; its parameter "count" is extra: make the two signatures equal'
    )
    assert refusal(lambda: async_compatible(async_version=aother)(load)) == (  # type: ignore[dual-parity]
        f'"{HERE}.aother" must take the same parameters as "{HERE}.load", but it lacks the '
        'parameter "number"; its parameter "count" is extra: make the two signatures equal'
    )


def test_pair_with_another_default_is_refused() -> None:
    def short(number: int = 1) -> int:
        return number

    assert refusal(lambda: sync_compatible(sync_version=short)(aload)) == (  # type: ignore[dual-parity]
        f'"{HERE}.{short.__qualname__}" must take the same parameters as "{HERE}.aload", but its '
        'parameter "number" has a default: make the two signatures equal'
    )


def test_method_and_function_are_no_pair() -> None:
    assert refusal(lambda: sync_compatible(sync_version=Block.load)(aload)) == (  # type: ignore[dual-parity]
        f'"{HERE}.Block.load" must take the same parameters as "{HERE}.aload", but its parameter '
        '"self" is extra: make the two signatures equal'
    )


def test_twin_without_a_signature_is_refused() -> None:
    """Some functions written in C do not tell their parameters."""
    assert refusal(lambda: sync_compatible(sync_version=max)(aload)) == (  # type: ignore[dual-parity]
        'Python cannot tell which parameters "builtins.max" takes: wrap it in a function '
        f'written with def that takes those of "{HERE}.aload"'
    )


@pytest.mark.parametrize(
    "function",
    [
        lambda _sync: 0,
        lambda *, _sync=None: 0,
        lambda _sync, /: 0,
        lambda *_sync: 0,
        lambda **_sync: 0,
    ],
)
def test_parameter_of_the_dispatchers_name_is_refused(function: Any) -> None:
    assert refusal(lambda: async_compatible(function)) == (
        f'"{HERE}.<lambda>" has a parameter named "_sync", which every dual function gets to '
        "choose its side: rename the parameter"
    )


def test_parameter_of_the_dispatchers_name_is_refused_in_a_method() -> None:
    def define() -> None:
        class Job:
            @sync_compatible  # type: ignore[misc]
            async def run(self, _sync: bool) -> None: ...

    assert refusal(define).startswith(f'"{HERE}.{define.__qualname__}.<locals>.Job.run" has')


def test_refusal_of_a_function_of_main_names_it_without_module() -> None:
    def function() -> None: ...

    function.__module__ = "__main__"
    function.__qualname__ = "function"
    assert refusal(lambda: sync_compatible(function)).startswith(  # type: ignore[dual-parity]
        'sync_compatible decorates an "async def", and "function" is a plain "def"'
    )


def test_refusal_of_a_nameless_object_shows_it() -> None:
    class Callee:
        def __call__(self) -> None: ...

        def __repr__(self) -> str:
            return "<callee>"

    text = refusal(lambda: sync_compatible(sync_version=Callee())(aload))  # type: ignore[arg-type]
    assert text.startswith(f'"{HERE}.<callee>" must take the same parameters')


@pytest.mark.parametrize("decorator", [sync_compatible, async_compatible])
def test_decorator_takes_nothing_else(decorator: Any) -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'version'"):
        decorator(version=load)
