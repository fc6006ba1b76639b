"""How do the examples print what a call gave? Looked up at run time, not claimed."""

from __future__ import annotations

from inspect import iscoroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Coroutine


def show(call: str, given: object) -> None:
    """Print a call as it is written, and what it gave."""
    _print(call, "a coroutine" if iscoroutine(given) else "a value", given)


async def show_awaited(call: str, given: Coroutine[Any, Any, object]) -> None:
    """Print a call as it is written, and the result of the coroutine that it gave."""
    kind = "awaited coroutine" if iscoroutine(given) else "awaited something else"
    _print(f"await {call}", kind, await given)


def _print(call: str, kind: str, given: object) -> None:
    text = ", ".join(map(str, given)) if isinstance(given, list) else str(given)
    print(f"{call:<38} {kind:<18} {text}")
