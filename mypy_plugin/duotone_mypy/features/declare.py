"""What is the type of a function that a decorator of ours has made dual?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import Decorator, MemberExpr, NameExpr
from mypy.types import CallableType, Instance, Overloaded, get_proper_type

from duotone_mypy import _names as names
from duotone_mypy._dual_type import (
    is_dual,
    literal_name,
    named_literal,
    with_sync_keyword,
)

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext, MethodContext
    from mypy.types import Type


def infer_decorated(ctx: FunctionContext) -> Type:
    """Return the dual type, or what a decorator factory keeps for it."""
    result = get_proper_type(ctx.default_return_type)
    if isinstance(result, Instance):
        return _factory_with_twin(ctx, result)
    return _completed(ctx, None)


def infer_decorated_with_twin(ctx: MethodContext) -> Type:
    """Return the dual type of a native pair."""
    twin = None
    if isinstance(ctx.type, Instance) and ctx.type.args:
        twin = literal_name(ctx.type.args[-1])
    return _completed(ctx, twin)


def _factory_with_twin(ctx: FunctionContext, factory: Instance) -> Type:
    """Keep the name of an async twin in the factory's type, for the call that decorates."""
    if factory.type.fullname != names.ASYNC_COMPATIBLE_WITH:
        return factory
    twins = [arg for formal in ctx.args for arg in formal if isinstance(arg, NameExpr | MemberExpr)]
    twin = twins[0].name if len(twins) == 1 else None
    kept = named_literal(twin, ctx.api.named_generic_type)
    return factory.copy_modified(args=[*factory.args[:-1], kept])


def _completed(ctx: FunctionContext | MethodContext, twin: str | None) -> Type:
    """Add what the annotation of the decorator could not say: ``_sync``, name and twin."""
    dual = get_proper_type(ctx.default_return_type)
    if not is_dual(dual):
        return ctx.default_return_type
    if isinstance(dual, CallableType):
        return _completed_item(ctx, dual, twin)
    if isinstance(dual, Overloaded):
        return Overloaded([_completed_item(ctx, item, twin) for item in dual.items])
    return dual


def _completed_item(
    ctx: FunctionContext | MethodContext, item: CallableType, twin: str | None
) -> CallableType:
    named_type = ctx.api.named_generic_type
    fallback = item.fallback.copy_modified(args=[named_literal(twin, named_type)])
    function = ctx.context.func if isinstance(ctx.context, Decorator) else None
    named = item.copy_modified(
        fallback=fallback,
        name=item.name if function is None else function.name,
        definition=item.definition if function is None else function,
    )
    return with_sync_keyword(named, named_type)
