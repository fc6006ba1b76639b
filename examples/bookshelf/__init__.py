"""What does the bookshelf client offer? Functions, a `Shelf`, and a pair of clients."""

from __future__ import annotations

from ._answers import NotFoundError
from ._async_client import AsyncClient
from ._book import Book
from ._calls import aload, load, search
from ._client import Client
from ._shelf import Shelf

__all__ = [
    "AsyncClient",
    "Book",
    "Client",
    "NotFoundError",
    "Shelf",
    "aload",
    "load",
    "search",
]
