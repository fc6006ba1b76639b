"""Is a function of the kind that a decorator without a twin makes dual? Code ``dual-parity``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mypy.nodes import ARG_POS, Decorator, RefExpr
from mypy.plugin import MethodContext
from mypy.types import AnyType, FunctionLike, Instance, TypeOfAny, get_proper_type

from duotone_mypy import _names as names
from duotone_mypy import _pair_messages as messages
from duotone_mypy._callable_object import complaint_about_object, object_in
from duotone_mypy._checker import named_type
from duotone_mypy._codes import DUAL_PARITY
from duotone_mypy._complaint import complain
from duotone_mypy._dual_type import UNNAMED, is_dual
from duotone_mypy._native_pair import as_comparable, dual_of, gives_coroutine, is_async_def, name_of
from duotone_mypy._reference import written_as
from duotone_mypy._stepwise import is_factory_function

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext
    from mypy.types import Type

    from duotone_mypy._pair_messages import Complaint


def report_kind(ctx: FunctionContext | MethodContext, *, makes_async_side: bool) -> Type:
    """Report a function that a decorator without a twin refuses when the program runs.

    Return what the decorator makes: a function of the wrong kind counts as one of the right kind.
    mypy's own error, about the call of the decorator, is left out: `mismatch`.
    """
    made = ctx.default_return_type
    if ctx.arg_kinds[:1] != [[ARG_POS]]:
        return made  # a twin, or how to bridge
    given = get_proper_type(ctx.arg_types[0][0])
    if isinstance(given, FunctionLike):
        wrong = _wrong_for_async_side if makes_async_side else _wrong_for_sync_side
        complaint = wrong(ctx, given)
    else:
        complaint = _wrong_object(ctx, given, makes_async_side=makes_async_side)
    if complaint is None:
        return made
    context = ctx.context.func if isinstance(ctx.context, Decorator) else ctx.context
    complain(ctx.api, context, DUAL_PARITY, complaint)
    return _made_of_wrong(ctx, given) if isinstance(given, FunctionLike) else made


def _made_of_wrong(ctx: FunctionContext | MethodContext, given: FunctionLike) -> Type:
    if given.is_type_obj():
        return AnyType(TypeOfAny.from_error)
    function = as_comparable(given)
    if function is None or not _gives_no_coroutine(given):
        return given if is_dual(given) else ctx.default_return_type
    return dual_of(function, partial(named_type, ctx.api))


def _wrong_for_async_side(
    ctx: FunctionContext | MethodContext, given: FunctionLike
) -> Complaint | None:
    if given.is_type_obj():
        return messages.is_no_function("async_compatible", given.type_object().name)
    if is_dual(given) or is_factory_function(given):
        return messages.is_dual_already(_name_or_text(ctx, given), has_async_twin=True)
    name = _name_in(ctx, given)
    return messages.needs_plain_def(name) if name and is_async_def(given) else None


def _wrong_for_sync_side(
    ctx: FunctionContext | MethodContext, given: FunctionLike
) -> Complaint | None:
    if given.is_type_obj():
        return messages.is_no_function("sync_compatible", given.type_object().name)
    if is_dual(given) or is_factory_function(given):
        return messages.is_dual_already(_name_or_text(ctx, given), has_async_twin=False)
    is_stepwise = as_comparable(given) is None and isinstance(ctx, MethodContext)
    if is_stepwise and not _is_adopted(ctx):
        return messages.bridged_in_steps(_name_or_text(ctx, given))
    if not (is_stepwise or _gives_no_coroutine(given) or _is_written_plain(ctx)):
        return None
    if _name_in(ctx, given) is None:
        return messages.gives_no_coroutine(_name_or_text(ctx, given))
    return messages.needs_async_def(_name_or_text(ctx, given), by_adopted=_is_adopted(ctx))


def _wrong_object(
    ctx: FunctionContext | MethodContext, given: Type, *, makes_async_side: bool
) -> Complaint | None:
    found = object_in(given)
    # Where a coroutine is missing, mypy itself refuses the object.
    if found is None or (not makes_async_side and _gives_no_coroutine(found.call)):
        return None
    ours = "async_compatible" if makes_async_side else "sync_compatible"
    return complaint_about_object(ctx, found, messages.ADOPTED if _is_adopted(ctx) else ours)


def _gives_no_coroutine(given: FunctionLike) -> bool:
    """Tell whether what is decorated gives a plain value, by its type."""
    function = None if is_dual(given) else as_comparable(given)
    return function is not None and not gives_coroutine(function)


def _is_written_plain(ctx: FunctionContext | MethodContext) -> bool:
    """Tell whether the decorator stands directly above a ``def``, whatever that gives."""
    if not isinstance(ctx.context, Decorator) or ctx.context.func.is_coroutine:
        return False
    nearest = ctx.context.decorators[-1]
    return isinstance(nearest, RefExpr) and nearest.fullname in names.DECORATORS


def _name_in(ctx: FunctionContext | MethodContext, given: FunctionLike) -> str | None:
    """Return the name of what is decorated, None where mypy does not know it."""
    if isinstance(ctx.context, Decorator):
        return ctx.context.func.name
    name = name_of(given)
    return None if name == UNNAMED else name


def _name_or_text(ctx: FunctionContext | MethodContext, given: FunctionLike) -> str:
    return _name_in(ctx, given) or written_as(ctx.api, ctx.args[0][0])


def _is_adopted(ctx: FunctionContext | MethodContext) -> bool:
    decorator = getattr(ctx, "type", None)
    return isinstance(decorator, Instance) and decorator.type.fullname == names.ADOPTED_OF_FUNCTION
