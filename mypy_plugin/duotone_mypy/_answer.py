"""What does mypy get for a call whose side is decided?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _tables as tables
from .features.call import infer_call

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext, MethodContext
    from mypy.types import Type

    from ._decision import Decision


def infer_decided(ctx: FunctionContext | MethodContext, decision: Decision | None) -> Type:
    """Report what is wrong with a call and return its type; mypy's own where no dual is called."""
    if decision is None:
        return ctx.default_return_type
    for report in tables.CALL_REPORTS:
        report(ctx, decision)
    return infer_call(ctx, decision)
