"""What is known about a book?"""

from __future__ import annotations

from dataclasses import dataclass

from typing_extensions import override


@dataclass(frozen=True)
class Book:
    """A book as the service describes it."""

    number: int
    title: str
    author: str

    @override
    def __str__(self) -> str:
        return f"{self.title} ({self.author})"
