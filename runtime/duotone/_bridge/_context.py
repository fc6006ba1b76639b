"""How do context variables come back from a bridged side?"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import Context
    from typing import Final

_UNSET: Final = object()


def write_back(context: Context) -> None:
    """Give the caller the values that a bridged side has set, as a plain call would."""
    for variable, value in context.items():
        if variable.get(_UNSET) is not value:
            variable.set(value)
