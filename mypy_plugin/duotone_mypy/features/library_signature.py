"""Does a call of a library's dual function name its side with ``_sync``?

Its type does not show the keyword, which the library's own decorator takes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import CallExpr
from mypy.types import CallableType

from duotone_mypy import _names as names
from duotone_mypy._dual_type import with_sync_keyword

if TYPE_CHECKING:
    from mypy.plugin import FunctionSigContext, MethodSigContext
    from mypy.types import FunctionLike


def accept_sync(ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
    """Return the signature that one call is checked with: with the keyword where it is named."""
    signature: FunctionLike = ctx.default_signature
    is_named = isinstance(ctx.context, CallExpr) and names.SYNC_KEYWORD in ctx.context.arg_names
    if not is_named or not isinstance(signature, CallableType):
        return signature
    return with_sync_keyword(signature, ctx.api.named_generic_type)
