"""Dual functions that are handed over, kept in collections, or asked for by an overloaded one."""

from collections.abc import Callable
from functools import partial
from typing import overload

from typing_extensions import assert_type

from duotone import sync_compatible
from library import Block, Shelf, load
from library.functions import either


@overload
def show(value: list[int]) -> bytes: ...
@overload
def show(value: str) -> str: ...
def show(value: object) -> object:
    return value


class Shown(Shelf[str]):
    @property
    @sync_compatible
    async def title(self) -> str:
        return self.item


def call(function: Callable[[int], str]) -> str:
    return function(1)


def helper() -> str:
    return show(load(1))  # error: dual-ambiguous


def read(shown: Shown) -> str:
    return shown.title  # error: dual-ambiguous


titles = list(map(load, [1, 2]))  # error: dual-reference
called = call(load)  # error: dual-reference
named: Callable[[int], str] = load  # error: dual-reference
assert_type(list(map(load.sync, [1, 2])), list[str])
assert_type(call(load.sync), str)
assert_type({"a": load, "b": load}["a"](1), str)
assert_type(partial(load, 1)(), str)
assert_type(partial(load, _sync=True)(1), str)
assert_type([Block.count][0](), int)
either(b"")  # error: call-overload
wrong: int = call  # error: assignment
