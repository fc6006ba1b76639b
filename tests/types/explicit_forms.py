"""Explicit forms are exact in every checker, without any plugin. Checked, never run."""

from __future__ import annotations

import sqlite3
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Callable,
    Coroutine,
    Generator,
    Iterator,
)
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    asynccontextmanager,
    contextmanager,
)
from pathlib import Path
from typing import Any, TextIO, TypeVar

from typing_extensions import assert_type

from duotone import (
    Dual,
    DualContextManager,
    DualGenerator,
    Waitable,
    async_compatible,
    async_context,
    context_source,
    in_async_context,
    passthrough,
    strict,
    sync_compatible,
    sync_context,
)

T = TypeVar("T")


@sync_compatible
async def bridged(number: int, *, lang: str = "en") -> str:
    return f"{number} {lang}"


@async_compatible
def threaded(number: int) -> str:
    return str(number)


async def anative(number: int) -> str:
    return str(number)


@async_compatible(async_version=anative)
def native(number: int) -> str:
    return str(number)


def sync_first(number: int) -> str:
    return str(number)


@sync_compatible(sync_version=sync_first)
async def async_first(number: int) -> str:
    return str(number)


@sync_compatible
async def generic(items: list[T]) -> T:
    return items[0]


class Shelf:
    @sync_compatible
    async def find(self, number: int) -> str:
        return str(number)

    async def aload(self, number: int) -> str:
        return str(number)

    @async_compatible(async_version=aload)
    def load(self, number: int) -> str:
        return str(number)


def values(shelf: Shelf, dual: Dual[[int], str]) -> None:
    assert_type(bridged(1, _sync=True), str)
    assert_type(bridged.sync(1, lang="de"), str)
    assert_type(threaded.sync(1), str)
    assert_type(native(1, _sync=True), str)
    assert_type(async_first.sync(1), str)
    assert_type(generic.sync([1]), int)
    assert_type(shelf.find(1, _sync=True), str)
    assert_type(shelf.find.sync(1), str)
    assert_type(shelf.load.sync(1), str)
    assert_type(dual(1, _sync=True), str)


async def coroutines(shelf: Shelf, dual: Dual[[int], str]) -> None:
    await assert_type(bridged(1, lang="de", _sync=False), Coroutine[Any, Any, str])
    await assert_type(bridged.aio(1), Coroutine[Any, Any, str])
    await assert_type(threaded.aio(1), Coroutine[Any, Any, str])
    await assert_type(native.aio(1), Coroutine[Any, Any, str])
    await assert_type(async_first(1, _sync=False), Coroutine[Any, Any, str])
    await assert_type(generic.aio(["a"]), Coroutine[Any, Any, str])
    await assert_type(shelf.find.aio(1), Coroutine[Any, Any, str])
    await assert_type(shelf.load(1, _sync=False), Coroutine[Any, Any, str])
    await assert_type(dual.aio(1), Coroutine[Any, Any, str])


def told_by_a_variable(*, flag: bool) -> None:
    assert_type(bridged(1, _sync=flag), str | Coroutine[Any, Any, str])


def callbacks() -> None:
    by_value: Callable[[int], str] = native.sync
    by_coroutine: Callable[[int], Coroutine[Any, Any, str]] = native.aio
    assert_type(list(map(native.sync, [1])), list[str])
    assert_type(by_value(1), str)
    assert_type(list(map(by_coroutine, [1])), list[Coroutine[Any, Any, str]])


@sync_context()
def declared_value(number: int) -> str:
    return str(number)


@async_context()
async def declared_coroutine(number: int) -> str:
    return str(number)


@passthrough
def wrapper(number: int) -> str:
    return str(number)


async def contexts() -> None:
    assert_type(declared_value(1), str)
    assert_type(await declared_coroutine(1), str)
    assert_type(wrapper(1), str)
    assert_type(in_async_context(), bool)
    assert_type(strict.is_enabled(), bool)
    with sync_context(), async_context(), strict():
        source = context_source(lambda: None)
    assert_type(source.remove(), None)


@sync_compatible
async def arows(number: int, *, lang: str = "en") -> AsyncIterator[str]:
    yield f"{number} {lang}"


@sync_compatible
async def atalk(number: int) -> AsyncGenerator[int, str]:
    yield number


@sync_compatible
async def aeach(items: list[T]) -> AsyncIterator[T]:
    yield items[0]


@async_compatible
def rows(number: int) -> Iterator[str]:
    yield str(number)


@async_compatible
def talk(number: int) -> Generator[int, str, float]:
    yield number
    return 1.0


@async_compatible
def each(items: list[T]) -> Iterator[T]:
    yield items[0]


@async_compatible
def opened_file(name: str) -> TextIO:
    return Path(name).open(encoding="utf-8")


@async_compatible
def cursor(connection: sqlite3.Connection) -> sqlite3.Cursor:
    return connection.cursor()


@sync_compatible
@asynccontextmanager
async def aopened(name: str) -> AsyncGenerator[int, None]:
    yield len(name)


@async_compatible
@contextmanager
def opened(name: str) -> Generator[int, None, None]:
    yield len(name)


class Catalogue:
    @sync_compatible
    async def rows(self, number: int) -> AsyncIterator[str]:
        yield str(number)

    @sync_compatible
    @asynccontextmanager
    async def opened(self, name: str) -> AsyncGenerator[int, None]:
        yield len(name)

    @sync_compatible
    @classmethod
    async def outer(cls, number: int) -> AsyncIterator[str]:
        yield str(number)

    @classmethod
    @sync_compatible
    async def inner(cls, number: int) -> AsyncIterator[str]:
        yield str(number)

    @staticmethod
    @sync_compatible
    async def static(number: int) -> AsyncIterator[str]:
        yield str(number)


def generators(catalogue: Catalogue) -> None:
    assert_type(arows(1, lang="de"), DualGenerator[str, None, None])
    assert_type(arows.sync(1), Iterator[str])
    assert_type(arows.aio(1), AsyncIterator[str])
    assert_type(atalk(1), DualGenerator[int, str, None])
    assert_type(atalk.sync(1), Generator[int, str, None])
    assert_type(atalk.aio(1), AsyncGenerator[int, str])
    assert_type(aeach([1]), DualGenerator[int, None, None])
    assert_type(rows(1), DualGenerator[str, None, None])
    assert_type(rows.sync(1), Iterator[str])
    assert_type(rows.aio(1), AsyncIterator[str])
    assert_type(talk(1), DualGenerator[int, str, float])
    assert_type(talk.sync(1), Generator[int, str, float])
    assert_type(talk.aio(1), AsyncGenerator[int, str])
    assert_type(each(["a"]), DualGenerator[str, None, None])
    assert_type(catalogue.rows(1), DualGenerator[str, None, None])
    assert_type(catalogue.rows.sync(1), Iterator[str])
    assert_type(Catalogue.rows(catalogue, 1), DualGenerator[str, None, None])
    assert_type(Catalogue.outer(1), DualGenerator[str, None, None])
    assert_type(Catalogue.inner(1), DualGenerator[str, None, None])
    assert_type(catalogue.inner(1), DualGenerator[str, None, None])
    assert_type(Catalogue.static(1), DualGenerator[str, None, None])
    assert_type(list(arows(1)), list[str])
    assert_type(atalk(1).send("a"), int)
    assert_type(next(rows(1)), str)


def other_iterators(connection: sqlite3.Connection) -> None:
    """What can be closed as well is a value like any other."""
    assert_type(opened_file.sync("a"), TextIO)
    assert_type(cursor.sync(connection), sqlite3.Cursor)


async def async_generators(catalogue: Catalogue) -> None:
    assert_type([row async for row in arows(1)], list[str])
    assert_type([row async for row in rows(1)], list[str])
    assert_type([row async for row in catalogue.rows(1)], list[str])
    assert_type(await atalk(1).asend("a"), int)
    await rows(1).aclose()


def managers(catalogue: Catalogue) -> None:
    assert_type(aopened("a"), DualContextManager[int])
    assert_type(aopened.sync("a"), AbstractContextManager[int, bool | None])
    assert_type(aopened.aio("a"), AbstractAsyncContextManager[int, bool | None])
    assert_type(opened("a"), DualContextManager[int])
    assert_type(catalogue.opened("a"), DualContextManager[int])
    with aopened("a") as first, opened("a") as second, catalogue.opened("a") as third:
        assert_type(first, int)
        assert_type(second, int)
        assert_type(third, int)


async def async_managers(catalogue: Catalogue) -> None:
    async with aopened("a") as first, opened("a") as second, catalogue.opened("a") as third:
        assert_type(first, int)
        assert_type(second, int)
        assert_type(third, int)


@aopened("a")
def in_block(number: int) -> str:
    return str(number)


@opened("a")
async def in_async_block(number: int) -> str:
    return str(number)


async def decorated() -> None:
    assert_type(in_block(1), str)
    assert_type(await in_async_block(1), str)


class Pages(Waitable[T]):
    """A future of the user's own."""


def futures(future: Waitable[int], pages: Pages[str]) -> None:
    assert_type(future.result(), int)
    assert_type(future.result(timeout=1.5), int)
    assert_type(future.exception(), BaseException | None)
    assert_type(future.cancel(), bool)
    assert_type(future.done() or future.cancelled(), bool)
    assert_type(pages.result(), str)
    future.wait(1)
    future.set_result(1)
    future.set_exception(KeyError())
    pages.add_done_callback(lambda done: assert_type(done, Pages[str]))


async def awaited_futures(future: Waitable[int], pages: Pages[str]) -> None:
    assert_type(await future, int)
    assert_type(await pages, str)
