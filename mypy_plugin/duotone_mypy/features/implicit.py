"""Does a call leave its side to the place in which it stands? The code ``dual-implicit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import AwaitExpr

from duotone_mypy._checker import scopes
from duotone_mypy._codes import DUAL_AMBIGUOUS, DUAL_IMPLICIT
from duotone_mypy._decision import PLACE
from duotone_mypy._messages import (
    ambiguous_call_instead,
    await_instead,
    coroutine_instead,
    implicit_call,
    value_instead,
)
from duotone_mypy._operation import operation_of
from duotone_mypy._place import AMBIGUOUS, ASYNC, SYNC
from duotone_mypy._report import is_asked_for, report
from duotone_mypy._source import spelling_of
from duotone_mypy._tree import parent_of

if TYPE_CHECKING:
    from duotone._spelling import Spelling
    from duotone_mypy._decision import AnyContext, Decision


def report_implicit(ctx: AnyContext, decision: Decision) -> None:
    """Report an implicit call, with the explicit one for its place."""
    if decision.source != PLACE or not is_asked_for(ctx, DUAL_IMPLICIT):
        return
    if decision.side == AMBIGUOUS and is_asked_for(ctx, DUAL_AMBIGUOUS):
        return  # that code offers the explicit calls already
    if not decision.has_keyword and (decision.side == SYNC or decision.twin is None):
        return  # there is no explicit call to offer
    if operation_of(ctx) is not None:
        return  # nor has an operator a place for `_sync`
    call = spelling_of(ctx.api, ctx.context)
    message = implicit_call(call, decision.side, decision.place)
    report(ctx, DUAL_IMPLICIT, message, _instead(ctx, decision, call))


def _instead(ctx: AnyContext, decision: Decision, call: Spelling) -> str:
    if decision.side == SYNC:
        return value_instead(call)
    if decision.side == ASYNC:
        is_awaited = isinstance(parent_of(scopes(ctx.api), ctx.context), AwaitExpr)
        say = await_instead if is_awaited else coroutine_instead
        return say(call, decision)
    return ambiguous_call_instead(call, decision)
