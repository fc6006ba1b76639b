"""The library that every environment uses: dual functions of each kind."""

from __future__ import annotations

import sys
from collections.abc import Coroutine

from anyio.lowlevel import checkpoint

from duotone import async_compatible, sync_compatible


@sync_compatible
async def load(number: int = 1) -> int:
    """Return the number, after a real suspension; its sync side is bridged."""
    await checkpoint()
    return number


@async_compatible
def fetch(number: int = 1) -> int:
    """Return the number; the async side runs in a worker thread."""
    return number


async def acount(number: int = 1) -> int:
    """Return the number, after a real suspension."""
    await checkpoint()
    return number


@async_compatible(async_version=acount)
def count(number: int = 1) -> int:
    """Return the number; both sides are written by hand."""
    return number


class Block:
    """A class with a dual method and a dual classmethod."""

    def __init__(self, number: int) -> None:
        self.number = number

    @sync_compatible
    async def read(self) -> int:
        """Return the number of the block."""
        await checkpoint()
        return self.number

    @classmethod
    @sync_compatible
    async def open(cls, number: int) -> Block:
        """Return a block."""
        await checkpoint()
        return cls(number)


def given(result: object) -> str:
    """Tell what a call gave: ``value 7``, ``coroutine`` or ``ambiguous``."""
    if not isinstance(result, Coroutine):
        return f"value {result}"
    result.close()
    return "coroutine" if type(result).__module__ == "builtins" else "ambiguous"


def is_asyncio_running() -> bool:
    """Tell whether an asyncio loop runs in this thread, to make sure of what a test claims."""
    events = sys.modules.get("asyncio.events")
    return events is not None and events._get_running_loop() is not None
