"""What can be asked without holding a client? A native pair and a bridged function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duotone import async_compatible, sync_compatible

from ._async_client import AsyncClient
from ._client import Client

if TYPE_CHECKING:
    from ._book import Book


async def aload(number: int) -> Book:
    """Return one book: the async twin of `load`."""
    async with AsyncClient() as client:
        return await client.book(number)


@async_compatible(async_version=aload)
def load(number: int) -> Book:
    """Return one book; no event loop is touched in sync code, no thread is used in async code."""
    with Client() as client:
        return client.book(number)


@sync_compatible
async def search(text: str) -> list[Book]:
    """Return all books whose title or author contains a text; sync code runs it on a bridge."""
    # Opened here and not shared: its connections belong to the event loop of this call.
    async with AsyncClient() as client:
        return await client.search(text)
