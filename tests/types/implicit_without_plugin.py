"""Without the plugin an implicit call is the union. Checked by every checker, never run."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from explicit_forms import Shelf, bridged, native
from typing_extensions import assert_type

assert_type(bridged(1), str | Coroutine[Any, Any, str])
assert_type(Shelf().find(1), str | Coroutine[Any, Any, str])


async def in_a_coroutine(shelf: Shelf) -> None:
    _ = assert_type(native(1), str | Coroutine[Any, Any, str])
    _ = assert_type(shelf.load(1), str | Coroutine[Any, Any, str])
