"""What are ``.sync`` and ``.aio`` of a dual function?

Plain callables whose fallback, ``SyncSide`` or ``AsyncSide``, tells calls of them from others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import MemberExpr
from mypy.types import (
    CallableType,
    FunctionLike,
    Instance,
    NoneType,
    Overloaded,
    UnionType,
    get_proper_type,
)

from duotone_mypy import _names as names
from duotone_mypy._checker import named_type, scopes
from duotone_mypy._dual_type import coroutine_of, is_dual, result_of, without_sync_keyword
from duotone_mypy._passing import passes_all_on, unlike_its_call
from duotone_mypy._stepwise import AIO_SIDE, SYNC_SIDE, is_factory_function, side_of_factory
from duotone_mypy._tree import parent_of

if TYPE_CHECKING:
    from mypy.plugin import AttributeContext
    from mypy.types import Type


def infer_sync(ctx: AttributeContext) -> Type:
    """Return the sync side's type."""
    return _side(ctx, is_async=False)


def infer_call_attribute(ctx: AttributeContext) -> Type:
    """Return the type of ``f.__call__``, which is as dual as ``f``."""
    return ctx.type if is_dual(ctx.type) else ctx.default_attr_type


def infer_aio(ctx: AttributeContext) -> Type:
    """Return the async side's type."""
    return _side(ctx, is_async=True)


def infer_sync_of_factory(ctx: AttributeContext) -> Type:
    """Return the sync side's type of a dual generator or context manager function."""
    function = named_type(ctx.api, names.SYNC_SIDE, [NoneType()])
    return side_of_factory(ctx.type, SYNC_SIDE, function) or ctx.default_attr_type


def infer_aio_of_factory(ctx: AttributeContext) -> Type:
    """Return the async side's type of a dual generator or context manager function."""
    function = ctx.api.named_generic_type(names.FUNCTION, [])
    return side_of_factory(ctx.type, AIO_SIDE, function) or ctx.default_attr_type


def _side(ctx: AttributeContext, *, is_async: bool) -> Type:
    mark = get_proper_type(ctx.default_attr_type)
    return _side_in(ctx, ctx.type, mark, is_async=is_async) if isinstance(mark, Instance) else mark


def _side_in(ctx: AttributeContext, typ: Type, mark: Instance, *, is_async: bool) -> Type:
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):  # mypy asks for each item, and shows the whole
        items = [_side_in(ctx, item, mark, is_async=is_async) for item in proper.items]
        return UnionType.make_union([item for item in items if item is not mark] or [mark])
    if not isinstance(proper, FunctionLike) or is_factory_function(proper):
        return mark
    sides = [_side_of(ctx, item, mark, is_async=is_async) for item in proper.items]
    return sides[0] if isinstance(proper, CallableType) else Overloaded(sides)


def _side_of(
    ctx: AttributeContext, dual: CallableType, mark: Instance, *, is_async: bool
) -> CallableType:
    named = ctx.api.named_generic_type
    result = result_of(dual.ret_type) or dual.ret_type
    side = without_sync_keyword(dual).copy_modified(
        ret_type=coroutine_of(result, named) if is_async else result,
        fallback=mark,
        # mypy asks the plugin about no call of a nameless function.
        name=dual.name or ("aio" if is_async else "sync"),
    )
    if side.param_spec() is None or not isinstance(ctx.context, MemberExpr):
        return side
    call = parent_of(scopes(ctx.api), ctx.context)
    return unlike_its_call(side, named) if passes_all_on(call, side) else side
