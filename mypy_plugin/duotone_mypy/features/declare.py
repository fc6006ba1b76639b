"""What is the type of a function that a decorator of ours has made dual?"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from mypy.nodes import ARG_NAMED, ARG_POS, CallExpr, Decorator, FuncDef
from mypy.types import (
    AnyType,
    CallableType,
    FunctionLike,
    Instance,
    NoneType,
    Overloaded,
    get_proper_type,
)

from duotone_mypy import _names as names
from duotone_mypy._checker import forget_context, named_type
from duotone_mypy._dual_type import UNNAMED, is_dual, with_sync_keyword
from duotone_mypy._messages import own_sync_parameter
from duotone_mypy._stepwise import factory_callable
from duotone_mypy._twin import Twin, carried_twin, name_beside

if TYPE_CHECKING:
    from mypy.plugin import (
        FunctionContext,
        FunctionSigContext,
        MethodContext,
        MethodSigContext,
    )
    from mypy.types import Type

#: A twin is given by its keyword; to a decorator that a library has adopted, also without.
_GIVEN_ONE: Final = ([[ARG_NAMED]], [[ARG_POS]])
#: Which argument of a factory's type carries the name of the twin; the next one is its type.
_TWIN_NAME: Final = 2


def ignore_context(ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
    """Keep mypy from solving a decorator's type variables by the type that is expected.

    That is a dual function's, with ``_sync``: the function to decorate has none.
    """
    if isinstance(ctx.context, CallExpr):
        forget_context(ctx.api)
    return ctx.default_signature


def infer_decorated(ctx: FunctionContext | MethodContext) -> Type:
    """Return the dual type, or what a decorator factory keeps for it."""
    result = get_proper_type(ctx.default_return_type)
    if isinstance(result, Instance) and result.type.fullname == names.DUAL_FACTORY:
        _refuse_unknown(ctx)
        return _factory_function(ctx, result)
    if isinstance(result, Instance):
        return _factory_with_twin(ctx, result)
    return _completed(ctx, NoneType())


def infer_decorated_with_twin(ctx: MethodContext) -> Type:
    """Return the dual type of a native pair."""
    twin = NoneType() if not isinstance(ctx.type, Instance) else ctx.type.args[_TWIN_NAME]
    return _completed(ctx, twin)


def infer_decorated_with_options(ctx: MethodContext) -> Type:
    """Return the dual type of a function whose other side is bridged as the options say."""
    return _completed(ctx, NoneType())


def _factory_function(ctx: FunctionContext | MethodContext, result: Instance) -> Type:
    """Return the callable that a generator or context manager function is made."""
    made = factory_callable(ctx.arg_types[0][0], result, partial(named_type, ctx.api))
    function = ctx.context.func if isinstance(ctx.context, Decorator) else None
    if not isinstance(made, CallableType) or function is None:
        return made or result
    return made.copy_modified(name=function.name, definition=function)


def _refuse_unknown(ctx: FunctionContext | MethodContext) -> None:
    """Keep a function whose result is Any from being taken for a generator, unless it is one.

    Any fits each overload of a decorator. An error makes mypy try the next one, and is not shown.
    """
    given = get_proper_type(ctx.arg_types[0][0])
    definition = given.definition if isinstance(given, CallableType) else None
    result = get_proper_type(given.ret_type) if isinstance(given, CallableType) else given
    is_generator = isinstance(definition, FuncDef) and definition.is_generator
    if isinstance(result, AnyType) and not is_generator:
        ctx.api.fail("a function without yield gives no generator", ctx.context)


def _factory_with_twin(ctx: FunctionContext | MethodContext, factory: Instance) -> Type:
    """Keep the twin's name and type in the factory's type, for the call that decorates."""
    if ctx.arg_kinds not in _GIVEN_ONE:
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
    _refuse_own_keyword(ctx, dual)
    items = [_completed_item(ctx, item, twin) for item in dual.items]
    return items[0] if len(items) == 1 else Overloaded(items)


def _refuse_own_keyword(ctx: FunctionContext | MethodContext, dual: FunctionLike) -> None:
    """Report a function with a parameter ``_sync`` of its own, as the run time does."""
    if any(is_dual(given) for types in ctx.arg_types for given in types):
        return  # decorated twice, which is reported as such
    if any(names.SYNC_KEYWORD in item.arg_names for item in dual.items):
        name = ctx.context.name if isinstance(ctx.context, Decorator) else dual.get_name()
        ctx.api.fail(own_sync_parameter(name or UNNAMED), ctx.context)


def _completed_item(
    ctx: FunctionContext | MethodContext, item: CallableType, twin: Type
) -> CallableType:
    named_type = ctx.api.named_generic_type
    fallback = item.fallback.copy_modified(args=[twin])
    function = ctx.context.func if isinstance(ctx.context, Decorator) else None
    named = item.copy_modified(
        fallback=fallback,
        name=(item.name or UNNAMED) if function is None else function.name,
        definition=item.definition if function is None else function,
    )
    return with_sync_keyword(named, named_type)
