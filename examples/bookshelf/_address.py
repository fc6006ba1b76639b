"""Where is the service, and where in it is a thing?"""

from __future__ import annotations

import os
from typing import Final
from urllib.parse import quote

_VARIABLE: Final = "BOOKSHELF_URL"


def service_url() -> str:
    """Return the address of the service from the environment variable ``BOOKSHELF_URL``.

    Raises:
        LookupError: when the variable is not set.
    """
    url = os.environ.get(_VARIABLE)
    if not url:
        raise LookupError(f"set {_VARIABLE} to the address that examples/server.py prints")
    return url


def book_path(number: int) -> str:
    """Return the path of one book."""
    return f"/books/{number}"


def shelf_path(shelf: str) -> str:
    """Return the path of the books on a shelf."""
    return f"/shelves/{quote(shelf, safe='')}"
