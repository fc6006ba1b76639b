"""Calls in coroutines."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from typing_extensions import assert_type

from library import Block, Shelf, double, echo, fetch, load, total
from library.functions import either
from library.methods import Special


async def main(flag: bool) -> None:
    assert_type(await load(1, 2, name="a", more=3), str)
    assert_type(await fetch(1), int)
    assert_type(await double(1), int)
    assert_type(await total([1]), int)
    assert_type(await echo(b""), bytes)
    assert_type(await either(1), int)
    assert_type(await either(""), str)
    assert_type(await Special.load("a"), Special)
    assert_type(await Block().save(force=True), str)
    assert_type(await Block.count(), int)
    assert_type(await Shelf(1.5).take(), float)
    assert_type(await Shelf(1.5)(), list[float])
    assert_type(load(1, _sync=True), str)  # error: dual-blocking
    assert_type(load.sync(1), str)  # error: dual-blocking
    later = load(1, _sync=flag)
    assert_type(later, str | Coroutine[Any, Any, str])
    assert_type(await asyncio.gather(load(1), fetch(2)), tuple[str, int])
    assert_type([await load(n) for n in range(3)], list[str])
    load(1)  # error: unused-coroutine


async def titles() -> AsyncIterator[str]:
    yield load(1)  # error: misc
