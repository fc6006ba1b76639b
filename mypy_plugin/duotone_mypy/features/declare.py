"""What is the type of a function that a decorator of ours has made dual?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from mypy.nodes import ARG_NAMED, Decorator
from mypy.types import FunctionLike, Instance, NoneType, Overloaded, get_proper_type

from duotone_mypy import _names as names
from duotone_mypy._checker import named_type
from duotone_mypy._dual_type import is_dual, with_sync_keyword
from duotone_mypy._twin import Twin, carried_twin, name_beside

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext, MethodContext
    from mypy.types import CallableType, Type

#: Which argument of a factory's type carries the name of the twin; the next one is its type.
_TWIN_NAME: Final = 2


def infer_decorated(ctx: FunctionContext) -> Type:
    """Return the dual type, or what a decorator factory keeps for it."""
    result = get_proper_type(ctx.default_return_type)
    if isinstance(result, Instance):
        return _factory_with_twin(ctx, result)
    return _completed(ctx, NoneType())


def infer_decorated_with_twin(ctx: MethodContext) -> Type:
    """Return the dual type of a native pair."""
    twin = NoneType() if not isinstance(ctx.type, Instance) else ctx.type.args[_TWIN_NAME]
    return _completed(ctx, twin)


def _factory_with_twin(ctx: FunctionContext, factory: Instance) -> Type:
    """Keep the twin's name and type in the factory's type, for the call that decorates."""
    if ctx.arg_kinds != [[ARG_NAMED]]:
        return factory
    expression, typ = ctx.args[0][0], ctx.arg_types[0][0]
    name = name_beside(ctx.api, expression)
    is_async = factory.type.fullname == names.ASYNC_COMPATIBLE_WITH
    twin = None if name is None else Twin(name, is_async)
    carried = carried_twin(twin, partial(named_type, ctx.api))
    return factory.copy_modified(args=[*factory.args[:_TWIN_NAME], carried, typ])


def _completed(ctx: FunctionContext | MethodContext, twin: Type) -> Type:
    """Add what the annotation of the decorator could not say: ``_sync``, name and twin."""
    dual = get_proper_type(ctx.default_return_type)
    if not isinstance(dual, FunctionLike) or not is_dual(dual):
        return ctx.default_return_type
    items = [_completed_item(ctx, item, twin) for item in dual.items]
    return items[0] if len(items) == 1 else Overloaded(items)


def _completed_item(
    ctx: FunctionContext | MethodContext, item: CallableType, twin: Type
) -> CallableType:
    named_type = ctx.api.named_generic_type
    fallback = item.fallback.copy_modified(args=[twin])
    function = ctx.context.func if isinstance(ctx.context, Decorator) else None
    named = item.copy_modified(
        fallback=fallback,
        name=item.name if function is None else function.name,
        definition=item.definition if function is None else function,
    )
    return with_sync_keyword(named, named_type)
