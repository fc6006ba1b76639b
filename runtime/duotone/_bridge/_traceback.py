"""Which part of a traceback is the user's?"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Final

#: What stands between a call and the user's coroutine, by module or package.
_MACHINERY: Final = ("duotone._bridge.", "asyncio.", "anyio.", "concurrent.", "trio.", "outcome.")


def users_part(traceback: TracebackType | None) -> TracebackType | None:
    """Return the traceback that follows its first frame, without the machinery at its head."""
    trace = None if traceback is None else traceback.tb_next
    while trace is not None and is_machinery(trace.tb_frame.f_globals.get("__name__")):
        trace = trace.tb_next
    return trace


def is_machinery(module: object) -> bool:
    """Tell whether a module is a part of the bridge, or of what it runs on."""
    return isinstance(module, str) and f"{module}.".startswith(_MACHINERY)
