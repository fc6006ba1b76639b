"""How does a trio program call the bookshelf? Exactly as an asyncio program does."""

from __future__ import annotations

import trio

from bookshelf import AsyncClient, Book, Shelf, aload, load, search
from duotone import sync_context
from show import show, show_awaited


@sync_context()
def describe(name: str) -> str:
    """Return the titles on a shelf; declared sync, so the loop stands still meanwhile."""
    return " | ".join(book.title for book in Shelf.load(name).books)


async def collect(number: int, books: dict[int, Book]) -> None:
    """Load one book into a dictionary."""
    books[number] = await aload(number)


async def main() -> None:
    """Call each kind of dual function in each explicit and implicit way."""
    # In an `async def` an implicit call gives a coroutine; it runs under trio itself.
    await show_awaited('search("sea")', search("sea"))

    # Where both sides are written by hand, the twin's own name says which one runs.
    shelf = await Shelf.aload("science")
    show('await Shelf.aload("science")', shelf)
    await show_awaited('shelf.find("sagan")', shelf.find("sagan"))

    # The same side, named at the call.
    await show_awaited("load(1, _sync=False)", load(1, _sync=False))
    await show_awaited("load.aio(2)", load.aio(2))

    books: dict[int, Book] = {}
    async with trio.open_nursery() as nursery:
        nursery.start_soon(collect, 4, books)
        nursery.start_soon(collect, 5, books)
    show("two of aload in a nursery", [books[number] for number in sorted(books)])

    # In a plain function below, a declared context decides.
    show('Shelf.load("science") when declared', describe("science"))

    async with AsyncClient() as client:
        await show_awaited("AsyncClient().book(3)", client.book(3))


if __name__ == "__main__":
    trio.run(main)
