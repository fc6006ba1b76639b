"""Is what is taken without `functools` and `types` the same as theirs?"""

from __future__ import annotations

import functools
import types
from typing import Any

import pytest

from duotone import _light


def wrapped(number: int, *more: str) -> list[str]:
    """Return as many of them."""
    return [*more][:number]


wrapped.__dict__["mark"] = 7


def make_wrapper() -> Any:
    def wrapper(*args: Any) -> Any: ...

    wrapper.__dict__["own"] = 8
    return wrapper


class Callable:
    """Has few of a function's attributes."""

    def __call__(self) -> None: ...


@pytest.mark.parametrize("name", ["partial"])
def test_it_is_that_of_functools(name: str) -> None:
    assert getattr(_light, name) is getattr(functools, name)


@pytest.mark.parametrize("name", ["CellType", "FunctionType", "MethodType"])
def test_it_is_that_of_types(name: str) -> None:
    assert getattr(_light, name) is getattr(types, name)


def test_looks_are_those_of_functools() -> None:
    assert set(_light.LOOKS) == set(functools.WRAPPER_ASSIGNMENTS)


@pytest.mark.parametrize(
    "original",
    [wrapped, print, Callable(), Callable, Callable().__call__, functools.partial(wrapped, 1)],
)
def test_wrapper_looks_as_functools_would_have_it(original: Any) -> None:
    functools.update_wrapper(expected := make_wrapper(), original)
    assert _light.wraps(original)(got := make_wrapper()) is got
    for name in {*functools.WRAPPER_ASSIGNMENTS, "__annotations__", "__dict__"}:
        assert getattr(got, name, None) == getattr(expected, name, None)
    assert got.__dict__["__wrapped__"] is original
