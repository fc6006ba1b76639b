"""Without the plugin an implicit call is the union. Checked by every checker, never run."""

from __future__ import annotations

from collections.abc import Coroutine, Generator, Iterator
from contextlib import contextmanager
from typing import Any

from explicit_forms import Shelf, bridged, native
from typing_extensions import assert_type

from duotone import sync_compatible

assert_type(bridged(1), str | Coroutine[Any, Any, str])
assert_type(Shelf().find(1), str | Coroutine[Any, Any, str])


async def in_a_coroutine(shelf: Shelf) -> None:
    _ = assert_type(native(1), str | Coroutine[Any, Any, str])
    _ = assert_type(shelf.load(1), str | Coroutine[Any, Any, str])


@contextmanager
def plain_manager() -> Generator[int, None, None]:
    yield 1


def plain_generator() -> Iterator[int]:
    yield 1


sync_compatible(plain_generator)  # type: ignore[arg-type]
sync_compatible(plain_manager)  # type: ignore[arg-type]
