"""Does it depend on the caller what a call gives? The code ``dual-ambiguous``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duotone_mypy._codes import DUAL_AMBIGUOUS
from duotone_mypy._messages import (
    ambiguous_call,
    ambiguous_call_instead,
    ambiguous_operation_instead,
)
from duotone_mypy._operation import operation_of
from duotone_mypy._place import AMBIGUOUS
from duotone_mypy._report import report
from duotone_mypy._source import spelling_of

if TYPE_CHECKING:
    from duotone_mypy._decision import AnyContext, Decision


def report_ambiguous(ctx: AnyContext, decision: Decision) -> None:
    """Report an implicit call in a plain function."""
    if decision.side != AMBIGUOUS:
        return
    operation = operation_of(ctx)
    if operation is None:
        call = spelling_of(ctx.api, ctx.context)
        written, hint = call.written, ambiguous_call_instead(call, decision)
    else:
        written, hint = operation.written, ambiguous_operation_instead(operation)
    report(ctx, DUAL_AMBIGUOUS, ambiguous_call(written, decision.place), hint)
