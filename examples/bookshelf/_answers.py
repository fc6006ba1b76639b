"""What does an answer of the service hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from httpx import codes

from ._book import Book

if TYPE_CHECKING:
    from httpx import Response


class NotFoundError(LookupError):
    """The service has no such book or shelf."""


class _Record(TypedDict):
    number: int
    title: str
    author: str


def book_in(answer: Response) -> Book:
    """Return the one book of an answer.

    Raises:
        NotFoundError: when the service does not have it.
        httpx.HTTPStatusError: when the service refused the request otherwise.
    """
    _refuse_failure(answer)
    record: _Record = answer.json()
    return Book(**record)


def books_in(answer: Response) -> list[Book]:
    """Return all books of an answer, under the same errors as `book_in`."""
    _refuse_failure(answer)
    records: list[_Record] = answer.json()
    return [Book(**record) for record in records]


def _refuse_failure(answer: Response) -> None:
    if answer.status_code == codes.NOT_FOUND:
        raise NotFoundError(f"the service has nothing at {answer.request.url.path}")
    answer.raise_for_status()
