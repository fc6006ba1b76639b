"""Which side does an implicit call take? The dispatch rule, rows 2 to 6.

Row 1 (``_sync=`` is given) is decided in the dispatcher, before the rule is asked.
"""

from __future__ import annotations

from ._declared import ASYNC, SYNC, any_declaration, declared_side, side_from_sources
from ._loops import is_loop_running
from ._place import COROUTINE, MODULE, deciding_frame, kind_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Final, Literal, TypeAlias

    Verdict: TypeAlias = Literal["sync", "async", "ambiguous"]

AMBIGUOUS: Final = "ambiguous"


def verdict_at(caller: FrameType | None) -> Verdict:
    """Return the side that an implicit call made by this frame takes."""
    declared = None if any_declaration() is None else declared_side()
    if declared is None and not is_loop_running():
        return SYNC  # row 2
    if caller is not None:
        kind = kind_of(deciding_frame(caller))
        if kind == COROUTINE:
            return ASYNC  # row 3
        if kind == MODULE:
            return SYNC  # row 4
    if declared is None:
        declared = side_from_sources()
    return AMBIGUOUS if declared is None else declared  # rows 6 and 5
