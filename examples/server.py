"""What do the examples talk to? A small bookshelf service, in memory, on a free local port."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final

import anyio
import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route
from typing_extensions import override

if TYPE_CHECKING:
    import socket
    from typing import TypeAlias

    from starlette.requests import Request

    Record: TypeAlias = dict[str, Any]

#: How long a search takes, in seconds.
_SEARCH_TIME: Final = 0.2

_NOVELS: Final = [
    ("Emma", "Jane Austen"),
    ("The Sea, the Sea", "Iris Murdoch"),
    ("Solaris", "Stanislaw Lem"),
]
_SCIENCE: Final = [
    ("The Sea Around Us", "Rachel Carson"),
    ("Cosmos", "Carl Sagan"),
]


class Library:
    """The shelves and books that the service knows."""

    def __init__(self) -> None:
        """Start with a few books on two shelves."""
        self._shelves: dict[str, list[Record]] = {"novels": [], "science": []}
        for name, books in (("novels", _NOVELS), ("science", _SCIENCE)):
            for title, author in books:
                self.add(name, title, author)

    @property
    def books(self) -> list[Record]:
        """All books of all shelves."""
        return [book for shelf in self._shelves.values() for book in shelf]

    def shelf(self, name: str) -> list[Record]:
        """Return the books on a shelf."""
        if name not in self._shelves:
            raise HTTPException(404, f"no shelf {name!r}")
        return self._shelves[name]

    def book(self, number: int) -> Record:
        """Return one book."""
        for book in self.books:
            if book["number"] == number:
                return book
        raise HTTPException(404, f"no book {number}")

    def add(self, name: str, title: str, author: str) -> Record:
        """Put a new book on a shelf and return it."""
        book = {"number": len(self.books) + 1, "title": title, "author": author}
        self.shelf(name).append(book)
        return book


library: Final = Library()


async def get_book(request: Request) -> JSONResponse:
    """Answer with one book."""
    return JSONResponse(library.book(request.path_params["number"]))


async def get_shelf(request: Request) -> JSONResponse:
    """Answer with the books on a shelf."""
    return JSONResponse(library.shelf(request.path_params["name"]))


async def add_book(request: Request) -> JSONResponse:
    """Put the book in the request on a shelf and answer with it."""
    match await request.json():
        case {"title": str(title), "author": str(author)}:
            return JSONResponse(library.add(request.path_params["name"], title, author), 201)
    raise HTTPException(422, "a book has a title and an author")


async def search(request: Request) -> JSONResponse:
    """Answer, after a while, with the books whose title or author contains a text."""
    text = request.query_params.get("text", "").lower()
    await anyio.sleep(_SEARCH_TIME)
    found = [book for book in library.books if text in f"{book['title']} {book['author']}".lower()]
    return JSONResponse(found)


app: Final = Starlette(
    routes=[
        Route("/books/{number:int}", get_book),
        Route("/shelves/{name}", get_shelf),
        Route("/shelves/{name}", add_book, methods=["POST"]),
        Route("/search", search),
    ]
)


class AnnouncedServer(uvicorn.Server):
    """A server that prints its address once it accepts connections."""

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started:
            host, port = self.servers[0].sockets[0].getsockname()
            print(f"http://{host}:{port}", flush=True)


def main() -> None:
    """Serve until the process is told to stop."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="warning", timeout_graceful_shutdown=2
    )
    with suppress(KeyboardInterrupt):
        AnnouncedServer(config).run()


if __name__ == "__main__":
    main()
