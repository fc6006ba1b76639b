"""Does it depend on the caller what a call gives? The code ``dual-ambiguous``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duotone_mypy._codes import DUAL_AMBIGUOUS
from duotone_mypy._messages import ambiguous_call, ambiguous_call_instead
from duotone_mypy._place import AMBIGUOUS
from duotone_mypy._report import report
from duotone_mypy._source import spelling_of

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext, MethodContext

    from duotone_mypy._decision import Decision


def report_ambiguous(ctx: FunctionContext | MethodContext, decision: Decision) -> None:
    """Report an implicit call in a plain function."""
    if decision.side != AMBIGUOUS:
        return
    call = spelling_of(ctx.api, ctx.context)
    report(
        ctx,
        DUAL_AMBIGUOUS,
        ambiguous_call(call, decision.place),
        ambiguous_call_instead(call, decision),
    )
