"""Has this place of call been told that its calls go to the twin?"""

from __future__ import annotations

import warnings

from ._call_site import CallSite
from ._fast_lookups import NAMESPACE
from ._place import COROUTINE, kind_of, written_frame
from ._warnings import ImplicitDispatchWarning, dispatched_to_twin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Final

    from ._sides import Sides

#: How many places of call are remembered; past that, all are told again.
_PLACES: Final = 4096


class _Told:
    """The places told so far, forgotten when the warning filters change, as Python does.

    Dispatchers look at them by themselves: a place that has been told needs no choice.
    """

    def __init__(self) -> None:
        self.forget()
        self._note_filters()
        NAMESPACE["_duotone_warnings"] = warnings

    def includes(self, frame: FrameType) -> bool:
        if not self._are_filters_noted():
            self._note_filters()
            self.forget()
        return (id(frame.f_code), frame.f_lasti) in self._places

    def add(self, frame: FrameType) -> None:
        if len(self._places) >= _PLACES:
            self.forget()
        key = id(frame.f_code), frame.f_lasti
        self._places[key] = frame.f_code
        if kind_of(frame) == COROUTINE:
            self._coroutine_places[key] = frame.f_code

    def forget(self) -> None:
        # Code objects hash by value, so identity tells them apart; the code is kept alive.
        self._places: dict[tuple[int, int], CodeType] = {}
        # Those in coroutines: there the call goes to the async side whatever is declared.
        self._coroutine_places: dict[tuple[int, int], CodeType] = {}
        NAMESPACE["_duotone_told"] = self._places
        NAMESPACE["_duotone_told_coroutines"] = self._coroutine_places

    def _are_filters_noted(self) -> bool:
        return (
            warnings.filters is NAMESPACE["_duotone_filters"]
            and len(warnings.filters) == NAMESPACE["_duotone_filter_count"]
            and next(iter(warnings.filters), None) is NAMESPACE["_duotone_first_filter"]
        )

    def _note_filters(self) -> None:
        NAMESPACE["_duotone_is_silent"] = _is_ignored_everywhere()
        NAMESPACE["_duotone_filters"] = warnings.filters
        NAMESPACE["_duotone_filter_count"] = len(warnings.filters)
        NAMESPACE["_duotone_first_filter"] = next(iter(warnings.filters), None)


def _is_ignored_everywhere() -> bool:
    """Tell whether the warning filters ignore every `ImplicitDispatchWarning`, wherever it is."""
    for action, message, category, module, line in warnings.filters:
        if issubclass(ImplicitDispatchWarning, category):
            if action != "ignore":
                return False
            if message is None and module is None and not line:
                return True
    return False


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
    line = site.line_with(sides.name, explicit)
    if line is None:
        line = f"await {explicit}" if is_async else explicit
    message = dispatched_to_twin(call, line, is_async=is_async)
    site.warn(message, ImplicitDispatchWarning)
    _told.add(place)
