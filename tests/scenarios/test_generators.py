"""Do async generators serve sync and async callers under one name?"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
import trio
from anyio.lowlevel import checkpoint

from duotone import sync_compatible

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

ended: list[str] = []


@sync_compatible
async def pages(number: int) -> AsyncIterator[int]:
    try:
        for page in range(number):
            await checkpoint()
            yield page
    finally:
        await checkpoint()
        ended.append("closed")


@pytest.fixture(autouse=True)
def nothing_has_ended() -> None:
    ended.clear()


def test_for_in_sync_code_takes_an_async_generator() -> None:
    """Scenario 28."""
    assert list(pages(3)) == [0, 1, 2]
    assert ended == ["closed"]


@pytest.mark.parametrize("run", [lambda main: asyncio.run(main()), trio.run])
def test_async_for_in_async_code_takes_it_too(run: Callable[..., Any]) -> None:
    """Scenario 28."""

    async def main() -> list[int]:
        return [page async for page in pages(3)]

    assert run(main) == [0, 1, 2]
    assert ended == ["closed"]


def test_break_runs_the_cleanup_of_an_async_generator() -> None:
    """Scenario 28."""
    for page in pages(3):
        if page == 1:
            break
    assert ended == ["closed"]
