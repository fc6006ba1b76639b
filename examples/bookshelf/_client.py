"""How does sync code talk to the service? The twin of ``_async_client.py``, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

from ._address import book_path, service_url, shelf_path
from ._answers import book_in, books_in

if TYPE_CHECKING:
    from typing_extensions import Self

    from ._book import Book


class Client:
    """A connection to the service for sync code, used as a ``with`` block."""

    def __init__(self, url: str | None = None) -> None:
        self._http = httpx.Client(base_url=url or service_url())

    def __enter__(self) -> Self:
        self._http.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._http.close()

    def book(self, number: int) -> Book:
        """Return one book."""
        return book_in(self._http.get(book_path(number)))

    def books(self, shelf: str) -> list[Book]:
        """Return the books on a shelf."""
        return books_in(self._http.get(shelf_path(shelf)))

    def add(self, shelf: str, title: str, author: str) -> Book:
        """Put a new book on a shelf and return it."""
        book = {"title": title, "author": author}
        return book_in(self._http.post(shelf_path(shelf), json=book))

    def search(self, text: str) -> list[Book]:
        """Return all books whose title or author contains a text."""
        return books_in(self._http.get("/search", params={"text": text}))
