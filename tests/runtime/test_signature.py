"""Which parameters does a function take, and where do two functions differ?"""

# ruff: noqa: ARG001, ARG005, B008 - functions without a body, for their signatures

# Users' classes, as they write them.
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest

from duotone._signature import Parameter, differences, own_parameters, parameters_of

Pair = tuple[Callable[..., Any], Callable[..., Any]]


class NeverEqual:
    def __eq__(self, other: object) -> bool:
        raise ValueError("no truth value")

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return "array"


def shown(parameters: list[Parameter]) -> list[tuple[str, str, object]]:
    return [(p.name, p.kind, p.default if p.has_default else ...) for p in parameters]


def every_kind(a: int, b: int = 2, /, c: int = 3, *d: int, e: int, f: int = 6, **g: int) -> None:
    local = a  # a local variable is no parameter
    del local


EVERY_KIND = [
    ("a", "positional-only", ...),
    ("b", "positional-only", 2),
    ("c", "positional", 3),
    ("d", "*args", ...),
    ("e", "keyword-only", ...),
    ("f", "keyword-only", 6),
    ("g", "**kwargs", ...),
]


def test_function_tells_parameters_of_every_kind() -> None:
    assert shown(own_parameters(every_kind)) == EVERY_KIND


def test_function_without_parameters_tells_none() -> None:
    assert own_parameters(lambda: None) == []


def test_caller_of_a_function_sees_its_own_parameters() -> None:
    assert shown(parameters_of(every_kind)) == EVERY_KIND


def test_caller_of_a_wrapper_sees_the_wrapped_parameters() -> None:
    @functools.wraps(every_kind)
    def wrapper(*args: Any, **kwargs: Any) -> None: ...

    assert shown(parameters_of(wrapper)) == EVERY_KIND


def test_caller_of_an_object_sees_the_parameters_of_its_call() -> None:
    class Callee:
        def __call__(self, one: int, *, two: int = 2) -> None: ...

    assert shown(parameters_of(Callee())) == [
        ("one", "positional", ...),
        ("two", "keyword-only", 2),
    ]


def test_caller_of_a_partial_sees_what_is_left() -> None:
    assert shown(parameters_of(functools.partial(every_kind, 1, 2)))[0] == ("c", "positional", 3)


def found(pair: Pair) -> list[str]:
    one, other = pair
    return sorted(differences(parameters_of(one), parameters_of(other)))


array = NeverEqual()

EQUAL: dict[str, Pair] = {
    "nothing": (lambda: 0, lambda: 1),
    "same_names": (lambda a, b: 0, lambda a, b: 1),
    "same_defaults": (lambda a=(1, 2): 0, lambda a=(1, 2): 1),
    "same_object_that_refuses_to_be_compared": (lambda a=array: 0, lambda a=array: 1),
    "every_kind": (every_kind, functools.wraps(every_kind)(lambda *a, **k: None)),
    "keyword_only_in_another_order": (lambda *, a, b: 0, lambda *, b, a: 1),
}

DIFFERENT: dict[str, tuple[Pair, list[str]]] = {
    "lacking": ((lambda a, b: 0, lambda a: 1), ['it lacks the parameter "b"']),
    "extra": ((lambda a: 0, lambda a, b: 1), ['its parameter "b" is extra']),
    "renamed": (
        (lambda a: 0, lambda b: 1),
        ['it lacks the parameter "a"', 'its parameter "b" is extra'],
    ),
    "kind": (
        (lambda a: 0, lambda *, a: 1),
        ['its parameter "a" is keyword-only, not positional'],
    ),
    "positional_only": (
        (lambda a: 0, lambda a, /: 1),
        ['its parameter "a" is positional-only, not positional'],
    ),
    "gained_default": ((lambda a: 0, lambda a=1: 1), ['its parameter "a" has a default']),
    "lost_default": ((lambda a=1: 0, lambda a: 1), ['its parameter "a" has no default']),
    "another_default": (
        (lambda a=1: 0, lambda a=2: 1),
        ['its parameter "a" defaults to 2, not 1'],
    ),
    "order": (
        (lambda a, b: 0, lambda b, a: 1),
        ["its positional parameters stand in another order"],
    ),
    "incomparable_default": (
        (lambda a=NeverEqual(): 0, lambda a=NeverEqual(): 1),
        ['its parameter "a" defaults to array, not array'],
    ),
}


@pytest.mark.parametrize("pair", EQUAL.values(), ids=EQUAL.keys())
def test_equal_signatures_have_no_differences(pair: Pair) -> None:
    assert found(pair) == []


@pytest.mark.parametrize(("pair", "expected"), DIFFERENT.values(), ids=DIFFERENT.keys())
def test_difference_is_named(pair: Pair, expected: list[str]) -> None:
    assert found(pair) == expected
