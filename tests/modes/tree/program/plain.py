"""Calls in plain functions, with and without a declared context."""

from collections.abc import Callable

from typing_extensions import assert_type

from duotone import async_context, sync_context
from library import Block, Shelf, fetch, load
from library.methods import Special


def helper(number: int) -> str:
    return load(number)  # error: dual-ambiguous


def by_twin(block: type[Special]) -> list[object]:
    return [
        block.load("a"),  # error: dual-ambiguous
        fetch(1),  # error: dual-ambiguous
        Shelf("").take(),  # error: dual-ambiguous
    ]


key: Callable[[int], object] = lambda n: load(n)  # error: dual-ambiguous


@sync_context()
def declared() -> None:
    assert_type(load(1), str)
    assert_type(Block.load("a"), Block)


def block() -> None:
    with sync_context():
        assert_type(load(1), str)
    load(2)  # error: dual-ambiguous


@async_context()
def scheduled() -> None:
    load(1)  # error: unused-coroutine
    load(1) + "a"  # error: operator


class Job:
    @sync_context()
    def run(self) -> str:
        return load(1)

    def other(self) -> str:
        return load(1) + load(2)  # error: dual-ambiguous dual-ambiguous


def ignored() -> str:
    return load(1)  # type: ignore[dual-ambiguous]


def wrong() -> str:
    return load("a", _sync=True)  # error: arg-type
