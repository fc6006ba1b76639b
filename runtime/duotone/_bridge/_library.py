"""Which async library runs here, as sniffio tells whoever asks it?"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import ContextVar


def mark_thread(name: str | None) -> str | None:
    """Set the mark that trio keeps in the thread; return what it was before."""
    marker = getattr(sys.modules.get("sniffio"), "thread_local", None)
    if marker is None:
        return None
    before: str | None = marker.name
    marker.name = name
    return before


def mark_context(name: str | None) -> str | None:
    """Set the mark that anyio keeps in a context variable; return what it was before."""
    variable: ContextVar[str | None] | None
    variable = getattr(sys.modules.get("sniffio"), "current_async_library_cvar", None)
    if variable is None:
        return None
    before: str | None = variable.get()
    if before != name:
        variable.set(name)
    return before
