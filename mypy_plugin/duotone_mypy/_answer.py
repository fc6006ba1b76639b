"""What does mypy get for a call, or for reading a property?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import _tables as tables
from .features.access import decide_access, infer_access
from .features.call import infer_call

if TYPE_CHECKING:
    from mypy.plugin import AttributeContext, FunctionContext, MethodContext
    from mypy.types import Type

    from ._config import Config
    from ._decision import Decision


def infer_decided(ctx: FunctionContext | MethodContext, decision: Decision | None) -> Type:
    """Report what is wrong with a call and return its type; mypy's own where no dual is called."""
    if decision is None:
        return ctx.default_return_type
    for report in tables.CALL_REPORTS:
        report(ctx, decision)
    return infer_call(ctx, decision)


def infer_attribute(ctx: AttributeContext, config: Config) -> Type:
    """Report what is wrong with reading a property, which calls a dual function, as for a call."""
    decision = decide_access(ctx, config)
    if decision is None:
        return ctx.default_attr_type
    for report in tables.CALL_REPORTS:
        report(ctx, decision)
    return infer_access(ctx, decision)
