"""How many calls are there, and what does each give? What ``duotone check`` shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duotone_mypy._checker import past_error_watchers
from duotone_mypy._decision import ATTRIBUTE, BY_RECEIVER, KEYWORD
from duotone_mypy._library_messages import reason_of_receiver
from duotone_mypy._messages import call_shown, reason_of_place, reason_told
from duotone_mypy._operation import written_of
from duotone_mypy._place import AMBIGUOUS, UNKNOWN
from duotone_mypy._tally import tally

if TYPE_CHECKING:
    from duotone_mypy._decision import AnyContext, Decision


def count_call(ctx: AnyContext, decision: Decision) -> None:
    """Count a call of a dual function, and show what it gives where that was asked for."""
    if decision.source == ATTRIBUTE or decision.place.kind == UNKNOWN:
        return
    tally.add(ctx.api.path, ctx.context, decision.side)
    if not tally.shows_calls or decision.side == AMBIGUOUS:
        return
    shown = call_shown(written_of(ctx), decision.side, _reason(decision))
    with past_error_watchers(ctx.api):
        ctx.api.msg.note(shown, ctx.context)


def _reason(decision: Decision) -> str:
    if decision.source == BY_RECEIVER:
        return reason_of_receiver(decision.receiver, decision.side)
    if decision.source == KEYWORD:
        return reason_told(decision.side)
    return reason_of_place(decision.place)
