"""Is a side of a bound dual function a callable of its own, wherever it goes?"""

# ruff: noqa: S301 - pickles of our own

# Users' classes, as they write them.
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

import asyncio
import copy
import functools
import inspect
import pickle
import weakref
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Any

import cloudpickle  # type: ignore[import-untyped]
import pytest

from duotone import Dual, async_compatible, sync_compatible

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Generator, Iterator


class Block:
    def __init__(self, name: str) -> None:
        self.name = name

    @sync_compatible
    async def load(self, key: str) -> str:
        """Load from the block."""
        return f"{self.name} load {key}"

    @async_compatible
    def fetch(self, key: str) -> str:
        return f"{self.name} fetch {key}"

    async def aread(self, key: str) -> str:
        return f"{self.name} aread {key}"

    @async_compatible(async_version=aread)
    def read(self, key: str) -> str:
        return f"{self.name} read {key}"

    @classmethod
    @sync_compatible
    async def of_class(cls, key: str) -> str:
        return f"{cls.__name__} {key}"

    @sync_compatible
    async def rows(self, key: str) -> AsyncIterator[str]:
        """Yield from the block."""
        yield f"{self.name} rows {key}"


class Sub(Block):
    async def aread(self, key: str) -> str:
        return f"{self.name} sub aread {key}"

    @async_compatible(async_version=aread)
    def read(self, key: str) -> str:
        return f"{self.name} sub read {key}"


block = Block("b")
#: Each side, and what a call with "a" gives in the end.
SIDES: dict[str, tuple[Any, str]] = {
    "sync of bridged": (block.load.sync, "b load a"),
    "aio of native": (block.load.aio, "b load a"),
    "sync of native": (block.fetch.sync, "b fetch a"),
    "aio of bridged": (block.fetch.aio, "b fetch a"),
    "sync of a pair": (block.read.sync, "b read a"),
    "aio of a pair": (block.read.aio, "b aread a"),
    "aio of an overridden pair": (Sub("s").read.aio, "s sub aread a"),
    "sync of a classmethod": (Block.of_class.sync, "Block a"),
    "aio of a classmethod": (Block.of_class.aio, "Block a"),
    "sync of a generator": (block.rows.sync, "b rows a"),
    "aio of a generator": (block.rows.aio, "b rows a"),
}


async def result_of(name: str, side: Any) -> Any:
    """Call a side in async code, where the dual function itself would give a coroutine."""
    result = side("a")
    if "generator" in name:
        return next(result) if name.startswith("sync") else await anext(result)
    return result if name.startswith("sync") else await result


@pytest.mark.parametrize("name", SIDES)
@pytest.mark.parametrize("module", [pickle, cloudpickle], ids=["pickle", "cloudpickle"])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_side_that_is_pickled_comes_back_as_that_side(
    name: str, module: Any, protocol: int
) -> None:
    side, expected = SIDES[name]
    back = pickle.loads(module.dumps(side, protocol=protocol))
    assert asyncio.run(result_of(name, back)) == expected


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy])
def test_side_is_copied_with_its_receiver(make: Any) -> None:
    mine = Block("mine")
    copied = make(mine.load.sync)
    assert copied("a") == "mine load a"
    assert (copied.__self__ is mine) is (make is copy.copy)


def test_sides_of_one_receiver_are_equal() -> None:
    assert block.load.sync == block.load.sync
    assert len({block.load.sync, block.load.sync, block.load.aio, Block("b").load.sync}) == 3
    assert block.load.sync != block.load.aio  # type: ignore[comparison-overlap]
    assert block.load.sync != Block("b").load.sync
    assert block.load.sync != 1  # type: ignore[comparison-overlap]


def test_side_looks_like_the_bound_function() -> None:
    for side in (block.load.sync, block.load.aio, block.rows.sync):
        bound: Any = side
        assert bound.__self__ is block
        assert bound.__module__ == __name__
        assert list(inspect.signature(bound).parameters) == ["key"]
        assert bound.__annotations__["key"] == "str"
        assert bound.__doc__.endswith(" from the block.")
        assert not isinstance(bound, Dual)
    assert block.load.aio.__name__ == "load"
    assert block.load.aio.__func__ is Block.load.aio  # type: ignore[attr-defined]
    assert repr(block.load.sync).startswith("<sync side of <bound dual method Block.load of <")


def test_async_side_is_a_coroutine_function() -> None:
    assert inspect.iscoroutinefunction(block.load.aio)
    assert inspect.iscoroutinefunction(block.fetch.aio)
    assert not inspect.iscoroutinefunction(block.load.sync)


def test_side_can_be_given_arguments_beforehand() -> None:
    assert functools.partial(block.load.sync, "a")() == "b load a"
    assert asyncio.run(functools.partial(block.load.aio, key="a")()) == "b load a"


def test_side_that_is_an_attribute_of_another_class_keeps_its_receiver() -> None:
    class Holder:
        load = block.load.sync

    assert Holder().load("a") == "b load a"


def test_side_can_be_referred_to_weakly() -> None:
    side = block.load.sync
    assert weakref.ref(side)() is side


def test_bound_generator_function_looks_like_the_decorated_one() -> None:
    rows: Any = block.rows
    assert (rows.__name__, rows.__doc__) == ("rows", "Yield from the block.")
    assert rows.__module__ == __name__


@sync_compatible
async def load(key: str) -> str:
    return key


@sync_compatible
async def rows(key: str) -> AsyncIterator[str]:
    yield key


@async_compatible
def plain_rows(key: str) -> Iterator[str]:
    yield key


@sync_compatible
@asynccontextmanager
async def opened(key: str) -> AsyncIterator[str]:
    yield key


@async_compatible
@contextmanager
def plainly_opened(key: str) -> Generator[str, None, None]:
    yield key


@pytest.mark.parametrize("module", [pickle, cloudpickle], ids=["pickle", "cloudpickle"])
@pytest.mark.parametrize("side", [rows.sync, plain_rows.aio, opened.sync, plainly_opened.aio])
def test_bridged_side_of_a_generator_or_manager_comes_back_as_itself(
    module: Any, side: Callable[..., Any]
) -> None:
    assert pickle.loads(module.dumps(side)) is side


DUALS: dict[str, Any] = {
    "load": load,
    "rows": rows,
    "Block.load": block.load,
    "Block.rows": block.rows,
}


@pytest.mark.parametrize("side", ["sync", "aio"])
@pytest.mark.parametrize("name", DUALS)
def test_side_cannot_be_set_and_the_error_says_what_can(name: str, side: str) -> None:
    """As a test that replaces one side may try."""
    with pytest.raises(AttributeError) as caught:
        setattr(DUALS[name], side, print)
    assert str(caught.value) == (
        f'"{__name__}.{name}.{side}" cannot be set: the sides of a dual function are those that it '
        f'was decorated with; set "{name.rpartition(".")[2]}" to another function instead'
    )


def test_other_attributes_can_be_set() -> None:
    function: Any = sync_compatible(load.__wrapped__)
    generator: Any = sync_compatible(rows.__wrapped__)
    for dual in (function, generator):
        dual.mark = "kept"
        assert dual.mark == "kept"
    bound: Any = block.rows
    with pytest.raises(AttributeError, match="mark"):
        bound.mark = "as on any bound method"
