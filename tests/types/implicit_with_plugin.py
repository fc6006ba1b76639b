"""Under the plugin an implicit call is exact in its place. Checked by mypy, never run."""

from __future__ import annotations

from collections.abc import Coroutine, Generator, Iterator
from contextlib import contextmanager
from typing import Any

from explicit_forms import Shelf, bridged, generic, native
from typing_extensions import assert_type

from duotone import sync_compatible

assert_type(bridged(1), str)
assert_type(generic([1]), int)
assert_type(Shelf().find(1), str)


async def in_a_coroutine(shelf: Shelf) -> None:
    await assert_type(bridged(1), Coroutine[Any, Any, str])
    assert_type(await native(1), str)
    assert_type(await shelf.load(1), str)
    assert_type([await generic([n]) for n in range(3)], list[int])


@contextmanager
def plain_manager() -> Generator[int, None, None]:
    yield 1


def plain_generator() -> Iterator[int]:
    yield 1


sync_compatible(plain_generator)  # type: ignore[dual-parity]
sync_compatible(plain_manager)  # type: ignore[dual-parity]
