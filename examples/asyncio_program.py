"""How does an asyncio program call the bookshelf? With await, under the same names."""

from __future__ import annotations

import asyncio

from bookshelf import AsyncClient, Shelf, aload, load, search
from duotone import sync_context
from show import show, show_awaited


@sync_context()
def describe(name: str) -> str:
    """Return the titles on a shelf; declared sync, so the loop stands still meanwhile."""
    return " | ".join(book.title for book in Shelf.load(name).books)


async def main() -> None:
    """Call each kind of dual function in each explicit and implicit way."""
    # In an `async def` an implicit call gives a coroutine.
    await show_awaited('search("sea")', search("sea"))

    # Where both sides are written by hand, the twin's own name says which one runs.
    shelf = await Shelf.aload("novels")
    show('await Shelf.aload("novels")', shelf)
    await show_awaited('shelf.aadd("Dune", ...)', shelf.aadd("Dune", "Frank Herbert"))
    await show_awaited('shelf.find("lem")', shelf.find("lem"))

    # The same side, named at the call.
    await show_awaited("load(1, _sync=False)", load(1, _sync=False))
    await show_awaited("load.aio(2)", load.aio(2))

    # Coroutines are coroutines: three slow searches take as long as one.
    found = await asyncio.gather(search("emma"), search("cosmos"), search.aio("murdoch"))
    show("await gather(three searches)", [book for books in found for book in books])
    show("await gather(aload(1), aload(2))", await asyncio.gather(aload(1), aload(2)))

    # In a plain function below, a declared context decides.
    show('Shelf.load("science") when declared', describe("science"))

    async with AsyncClient() as client:
        await show_awaited("AsyncClient().book(4)", client.book(4))


if __name__ == "__main__":
    asyncio.run(main())
