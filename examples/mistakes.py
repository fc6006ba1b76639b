"""Which mistakes does the checker find? The classical ones: this file is checked, never run."""

from __future__ import annotations

from bookshelf import Book, Shelf, load, search


def titles_on(name: str) -> list[str]:
    """Call implicitly in a helper that sync and async code share."""
    shelf = Shelf.load(name)  # wrong: a value for `titles`, a coroutine for `atitles`
    return [book.title for book in shelf.books]


def titles() -> list[str]:
    """Use the helper from sync code, where it happens to work."""
    return titles_on("novels")


async def atitles() -> list[str]:
    """Use the helper from async code, where it breaks."""
    return titles_on("novels")


async def by_title(numbers: list[int]) -> list[int]:
    """Call implicitly in a lambda, which is a plain function even in an `async def`."""
    return sorted(numbers, key=lambda number: load(number).title)  # wrong: sorts coroutines


async def warm_up() -> None:
    """Forget the await."""
    search("sea")  # wrong: nothing is searched


async def print_book() -> None:
    """Await what is no coroutine."""
    book = await load(1, _sync=True)  # wrong: `_sync=True` gives the book itself
    print(book)


async def print_title() -> None:
    """Use the coroutine as if it were the book."""
    print(load(1).title)  # wrong: a coroutine has no title


async def first_author() -> str:
    """Call the sync side where a loop runs: every other task stands still meanwhile."""
    return load.sync(1).author  # wrong: blocks the event loop


async def has_sea() -> bool:
    """Test a coroutine, which is true whatever is found."""
    return bool(search("sea"))  # wrong: always true, and nothing is searched


def forced_book() -> Book:
    """Name the side with something else than a bool."""
    return load(1, _sync="yes")  # wrong: `_sync` is True or False
