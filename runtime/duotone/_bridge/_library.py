"""Which async library runs here, as sniffio tells whoever asks it?"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import ContextVar
    from typing import Any, Final

#: What trio sets of sniffio's thread-local object.
MARK: Final = "name"
_modules: Final = sys.modules


class _Marks:
    """Where sniffio keeps its marks, once it has been imported."""

    __slots__ = ("thread_local", "variable")

    def __init__(self) -> None:
        #: Holds the mark that trio keeps in the thread.
        self.thread_local: Any = None
        #: Holds the mark that anyio keeps in the context.
        self.variable: ContextVar[str | None] | None = None

    def look(self) -> bool:
        """Tell whether sniffio has been imported, and note where its marks are."""
        sniffio = _modules.get("sniffio")
        # A half-imported one has no marks yet.
        self.variable = getattr(sniffio, "current_async_library_cvar", None)
        self.thread_local = getattr(sniffio, "thread_local", None)
        return self.thread_local is not None


marks: Final = _Marks()


def mark_thread(name: str | None) -> str | None:
    """Set the mark that trio keeps in the thread; return what it was before."""
    if marks.thread_local is None and ("sniffio" not in _modules or not marks.look()):
        return None
    # pyright does not know that looking finds it.
    before: str | None = marks.thread_local.name  # pyright: ignore[reportOptionalMemberAccess]
    if before != name:
        marks.thread_local.name = name  # pyright: ignore[reportOptionalMemberAccess]
    return before


def mark_context(name: str | None) -> str | None:
    """Set the mark that anyio keeps in a context variable; return what it was before."""
    if marks.variable is None and ("sniffio" not in _modules or not marks.look()):
        return None
    variable: Any = marks.variable
    before: str | None = variable.get()
    if before != name:
        variable.set(name)
    return before
