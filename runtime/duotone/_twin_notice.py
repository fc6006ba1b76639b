"""Has this place of call been told that its calls go to the twin?"""

from __future__ import annotations

import warnings

from ._call_site import CallSite
from ._place import written_frame
from ._warnings import ImplicitDispatchWarning, dispatched_to_twin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Final

    from ._sides import Sides

#: How many places of call are remembered; past that, all are told again.
_PLACES: Final = 4096


class _Told:
    """The places told so far, forgotten when the warning filters change, as Python does."""

    def __init__(self) -> None:
        # Code objects hash by value, so identity tells them apart; the code is kept alive.
        self._places: dict[tuple[int, int], CodeType] = {}
        self._filters: object = None
        self._filter_count = 0

    def includes(self, frame: FrameType) -> bool:
        if self._filters is not warnings.filters or self._filter_count != len(warnings.filters):
            self._filters, self._filter_count = warnings.filters, len(warnings.filters)
            self._places.clear()
        return (id(frame.f_code), frame.f_lasti) in self._places

    def add(self, frame: FrameType) -> None:
        if len(self._places) >= _PLACES:
            self._places.clear()
        self._places[id(frame.f_code), frame.f_lasti] = frame.f_code


_told: Final = _Told()


def tell_of_twin(sides: Sides, caller: FrameType) -> None:
    """Issue an `ImplicitDispatchWarning`, once for each place of call.

    Raises:
        ImplicitDispatchWarning: when the filters turn it into an error; then no side has run.
    """
    place = written_frame(caller)
    if _told.includes(place):
        return
    site = CallSite(place)
    call = site.spelling(sides.name)
    is_async = sides.twin == "async"
    if sides.twin_name is None:
        explicit = call.with_side("aio" if is_async else "sync")
    else:
        explicit = call.with_twin(sides.twin_name)
    message = dispatched_to_twin(call, explicit, is_async=is_async)
    site.warn(message, ImplicitDispatchWarning)
    _told.add(place)
