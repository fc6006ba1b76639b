"""How does a script call the bookshelf? Without a loop: every implicit call gives a value."""

from __future__ import annotations

from bookshelf import Client, Shelf, load, search
from duotone import sync_context
from show import show

# At the top level of a module an implicit call gives a value, whoever imports the module.
shelf = Shelf.load("novels")
show('Shelf.load("novels")', shelf)
show("load(1)", load(1))
show('search("sea")', search("sea"))
show('shelf.find("sea")', shelf.find("sea"))
show("[load(n) for n in (2, 3)]", [load(n) for n in (2, 3)])


def title_of(number: int) -> str:
    """Return a book's title; async code could call this too, so the side is named."""
    return load(number, _sync=True).title


@sync_context()
def describe(name: str) -> str:
    """Return the titles on a shelf; implicit calls in here are declared to give values."""
    return " | ".join(book.title for book in Shelf.load(name).books)


if __name__ == "__main__":
    show("load(1, _sync=True) in a function", title_of(1))
    show('search.sync("carson")', search.sync("carson"))
    show('shelf.add("Persuasion", ...)', shelf.add("Persuasion", "Jane Austen"))
    show('Shelf.load("novels") when declared', describe("novels"))
    with Client() as client:
        show("Client().book(4)", client.book(4))
