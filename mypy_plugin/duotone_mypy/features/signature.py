"""Does a call of a dual function take ``_sync``?

The type of a dual function shows ``_sync``. A call that does not name it is checked without it:
mypy would fill it from any ``**kwargs``. A call that names it is checked with it, also where
decorating an overloaded function has lost it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import CallExpr
from mypy.types import CallableType

from duotone_mypy import _names as names
from duotone_mypy._dual_type import is_dual, with_sync_keyword, without_sync_keyword

if TYPE_CHECKING:
    from mypy.plugin import FunctionSigContext, MethodSigContext
    from mypy.types import FunctionLike


def adapt(ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
    """Return the signature that one call of a dual function is checked with."""
    signature: FunctionLike = ctx.default_signature
    if not isinstance(signature, CallableType) or not is_dual(signature):
        return signature
    if isinstance(ctx.context, CallExpr) and names.SYNC_KEYWORD in ctx.context.arg_names:
        return with_sync_keyword(signature, ctx.api.named_generic_type)
    return without_sync_keyword(signature)
