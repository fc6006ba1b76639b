"""What are ``.sync`` and ``.aio`` of a dual function?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import CallableType, Overloaded

from duotone_mypy import _names as names
from duotone_mypy._dual_type import coroutine_of, result_of, without_sync_keyword

if TYPE_CHECKING:
    from mypy.plugin import AttributeContext
    from mypy.types import Type


def infer_sync(ctx: AttributeContext) -> Type:
    """Return the sync side's type."""
    return _side(ctx, is_async=False)


def infer_aio(ctx: AttributeContext) -> Type:
    """Return the async side's type."""
    return _side(ctx, is_async=True)


def _side(ctx: AttributeContext, *, is_async: bool) -> Type:
    dual = ctx.type
    if isinstance(dual, CallableType):
        return _side_of(ctx, dual, is_async=is_async)
    if isinstance(dual, Overloaded):
        return Overloaded([_side_of(ctx, item, is_async=is_async) for item in dual.items])
    return ctx.default_attr_type


def _side_of(ctx: AttributeContext, dual: CallableType, *, is_async: bool) -> CallableType:
    result = result_of(dual.ret_type)
    if result is None:
        return dual
    named_type = ctx.api.named_generic_type
    return without_sync_keyword(dual).copy_modified(
        ret_type=coroutine_of(result, named_type) if is_async else result,
        fallback=named_type(names.FUNCTION, []),
    )
