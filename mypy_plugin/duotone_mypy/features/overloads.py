"""Is each signature of an overloaded function made dual, or its implementation alone?

mypy knows an overloaded function by its signatures: with the implementation alone decorated, it is
a plain function to every caller. The code is ``dual-parity``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import Decorator

from duotone_mypy import _pair_messages as messages
from duotone_mypy._checker import scopes
from duotone_mypy._codes import DUAL_PARITY
from duotone_mypy._complaint import complain
from duotone_mypy._overloads import decorator_of_implementation, overloaded_by
from duotone_mypy._reference import written_as

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext, MethodContext


def report_undecorated(ctx: FunctionContext | MethodContext) -> bool:
    """Report an overloaded function of which only the implementation is made dual."""
    if not isinstance(ctx.context, Decorator):
        return False
    overloaded = overloaded_by(scopes(ctx.api), ctx.context)
    decorator = None if overloaded is None else decorator_of_implementation(overloaded)
    if decorator is None:
        return False
    name = ctx.context.func.name
    complaint = messages.only_implementation_is_dual(name, written_as(ctx.api, decorator))
    complain(ctx.api, ctx.context.func, DUAL_PARITY, complaint)
    return True
