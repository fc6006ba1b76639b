"""What is a shelf, and what can be done with it? Dual methods and a dual classmethod."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typing_extensions import override

from duotone import async_compatible, sync_compatible

from ._async_client import AsyncClient
from ._calls import search
from ._client import Client

if TYPE_CHECKING:
    from typing_extensions import Self

    from ._book import Book


@dataclass(frozen=True)
class Shelf:
    """The books that stood on one shelf when it was loaded."""

    name: str
    books: tuple[Book, ...]

    @override
    def __str__(self) -> str:
        return f"{self.name}, {len(self.books)} books"

    @classmethod
    async def aload(cls, name: str) -> Self:
        """Return a shelf with its books: the async twin of `load`."""
        async with AsyncClient() as client:
            return cls(name, tuple(await client.books(name)))

    @classmethod
    @async_compatible(async_version=aload)
    def load(cls, name: str) -> Self:
        """Return a shelf with its books."""
        with Client() as client:
            return cls(name, tuple(client.books(name)))

    async def aadd(self, title: str, author: str) -> Book:
        """Put a new book on the shelf and return it: the async twin of `add`."""
        async with AsyncClient() as client:
            return await client.add(self.name, title, author)

    @async_compatible(async_version=aadd)
    def add(self, title: str, author: str) -> Book:
        """Put a new book on the shelf and return it; a loaded shelf itself never changes."""
        with Client() as client:
            return client.add(self.name, title, author)

    @sync_compatible
    async def find(self, text: str) -> list[Book]:
        """Return the books of this shelf whose title or author contains a text."""
        return [book for book in await search(text) if book in self.books]
