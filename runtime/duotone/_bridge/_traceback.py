"""Which part of a traceback is the user's?"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, TracebackType


def after(code: CodeType, traceback: TracebackType | None) -> TracebackType | None:
    """Return the part of a traceback that follows the first frame of this code, if any."""
    while traceback is not None:
        if traceback.tb_frame.f_code is code:
            return traceback.tb_next
        traceback = traceback.tb_next
    return None
