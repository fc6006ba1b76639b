"""Explicit forms are exact in every checker, without any plugin. Checked, never run."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from typing_extensions import assert_type

from duotone import (
    Dual,
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
