"""Does a call of a dual function take ``_sync``?

The type of a dual function shows ``_sync``. A call that does not name it is checked without it:
mypy would fill it from any ``**kwargs``. A call that names it is checked with it, also where its
type cannot show it: after ``*args: P.args, **kwargs: P.kwargs``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import CallExpr
from mypy.types import CallableType

from duotone_mypy import _names as names
from duotone_mypy._checker import solve_call
from duotone_mypy._dual_type import (
    is_dual,
    named_side_of,
    with_sync_keyword,
    without_sync_keyword,
)
from duotone_mypy._passing import passes_all_on, unlike_its_call
from duotone_mypy._told import is_told_by_keyword

if TYPE_CHECKING:
    from mypy.plugin import FunctionSigContext, MethodSigContext
    from mypy.types import FunctionLike


def adapt(ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
    """Return the signature that one call of a dual function is checked with."""
    signature: FunctionLike = ctx.default_signature
    is_side = named_side_of(signature) is not None
    if not isinstance(signature, CallableType) or not (is_side or is_dual(signature)):
        return signature
    named_type = ctx.api.named_generic_type
    if is_side:
        is_unasked = passes_all_on(ctx.context, signature)
        return unlike_its_call(signature, named_type) if is_unasked else signature
    if not isinstance(ctx.context, CallExpr) or not is_told_by_keyword(ctx.context, ctx.api):
        plain = without_sync_keyword(signature)
        return unlike_its_call(plain, named_type) if passes_all_on(ctx.context, plain) else plain
    if signature.param_spec() is not None:
        # The call without `_sync` says what `P` is; where it stays `P`, the keyword stands first.
        solved = solve_call(ctx.api, signature, ctx.context, without=names.SYNC_KEYWORD)
        signature = signature if solved is None else solved.copy_modified(name=signature.name)
    return with_sync_keyword(signature, named_type, is_call=True)
