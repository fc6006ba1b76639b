"""How do context variables come back from a bridged side?"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import Context, ContextVar
    from typing import Any, Final

_UNSET: Final = object()


def write_back(context: Context, but: ContextVar[Any] | None = None) -> None:
    """Give the caller the values that a bridged side has set, as a plain call would, but one."""
    for variable, value in context.items():
        if variable.get(_UNSET) is not value and variable is not but:
            variable.set(value)
