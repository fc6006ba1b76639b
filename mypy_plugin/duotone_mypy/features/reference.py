"""Is a dual function handed over where a plain one is expected? The code ``dual-reference``.

What is handed over is called somewhere else, in a plain function: its caller decides which side
it gets. Two things show it, and this module looks for the first.

A call of a function that takes functions is looked at when mypy has solved it. The marker of
implicit calls then stands in a place where it does not belong (``map[ValueOrCoroutine[str]]``:
the function's type variable has taken it up), or a parameter promises to call what it is given.
Nothing is wrong where the function comes back dual, as from a decorator, and where the parameter
is a dual function's own, ``Any`` or gives ``Any``: nothing tells then that it is called.

The other thing are the types that mypy itself refuses: `mismatch`.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from mypy.nodes import CallExpr, Decorator
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    Overloaded,
    TypeAliasType,
    UnionType,
    get_proper_type,
)

from duotone_mypy import _names as names
from duotone_mypy._callee import is_decorator, is_dual_callee
from duotone_mypy._checker import declared_type, has_error_in_try, solved_callee
from duotone_mypy._dual_type import coroutine_of, is_dual, result_of
from duotone_mypy._expected import awaitable_is_expected
from duotone_mypy._handover import report_handed_over
from duotone_mypy._leak import named, survey
from duotone_mypy._place import ASYNC, SYNC
from duotone_mypy._source import name_of
from duotone_mypy._told import told_side

if TYPE_CHECKING:
    from mypy.nodes import Context
    from mypy.plugin import FunctionContext, MethodContext
    from mypy.types import Type

    from duotone_mypy._leak import Survey


class _Given(NamedTuple):
    expression: Context
    #: What the callee says that it expects, None where mypy does not tell.
    expected: Type | None


def infer_given(ctx: FunctionContext | MethodContext) -> Type:
    """Return the type of a call as if ``.sync`` of each dual function had been given to it."""
    return _infer(ctx, is_called=False)


def infer_called(ctx: FunctionContext | MethodContext) -> Type:
    """Return the same for a callee that calls what it is given, whatever its types say."""
    return _infer(ctx, is_called=True)


def infer_wrapper(ctx: FunctionContext | MethodContext) -> Type:
    """Return the type of ``functools.wraps(f)``, which keeps ``f`` and shows what it gives."""

    def either(result: Type) -> Type:
        return UnionType([result, coroutine_of(result, ctx.api.named_generic_type)])

    return survey(ctx.default_return_type, either).plain


def _infer(ctx: FunctionContext | MethodContext, *, is_called: bool) -> Type:
    given = _given_duals(ctx)
    if not given:
        return _named_decorator(ctx)
    marker = get_proper_type(ctx.default_return_type)
    own = result_of(marker) if _is_dual_call(ctx) else None
    # The callee's own `_sync` is no side of what it is given.
    told = told_side(ctx) if own is None else None
    found = survey(own or marker, partial(_given_by, ctx, told or SYNC))
    if told is None and not has_error_in_try(ctx.api):
        for each in given:
            if is_called or found.has_leak or _calls(each.expected, found):
                wanted = each.expected is not None and awaitable_is_expected(each.expected)
                report_handed_over(ctx.api, each.expression, wants_awaitable=wanted)
    plain = named(found.plain)
    return marker.copy_modified(args=[plain]) if own and isinstance(marker, Instance) else plain


def _named_decorator(ctx: FunctionContext | MethodContext) -> Type:
    """Return the type of a call, with a name where it gives a decorator.

    mypy asks the plugin about no call of a nameless function, and what ``retry(3)`` gives is one.
    """
    made = get_proper_type(ctx.default_return_type)
    if not isinstance(made, CallableType | Overloaded) or not is_decorator(made):
        return ctx.default_return_type
    name = name_of(ctx.context)
    items = [item.copy_modified(name=item.name or name) for item in made.items]
    return items[0] if len(items) == 1 else Overloaded(items)


def _given_by(ctx: FunctionContext | MethodContext, side: str, result: Type) -> Type:
    coroutine = coroutine_of(result, ctx.api.named_generic_type)
    by_side: dict[str, Type] = {SYNC: result, ASYNC: coroutine}
    return by_side.get(side, UnionType([result, coroutine]))


def _given_duals(ctx: FunctionContext | MethodContext) -> list[_Given]:
    given = [
        (formal, expression)
        for formal, (expressions, types) in enumerate(zip(ctx.args, ctx.arg_types, strict=True))
        for expression, typ in zip(expressions, types, strict=True)
        if _holds_dual(typ)
    ]
    if not given:
        return []
    if isinstance(ctx.context, Decorator):
        return [_Given(ctx.context, None)]
    solved = solved_callee(ctx.api, ctx.context)
    callee = None if solved is None else get_proper_type(solved)
    expected = callee.arg_types if isinstance(callee, CallableType) else []
    is_solved = len(expected) == len(ctx.args)
    return [
        _Given(expression, expected[formal] if is_solved else None) for formal, expression in given
    ]


def _holds_dual(typ: Type) -> bool:
    if isinstance(typ, TypeAliasType) and typ.is_recursive:
        return False  # such as JSON: it would never end
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return any(map(_holds_dual, proper.items))
    if not isinstance(proper, Instance):
        return is_dual(proper)
    if proper.type.fullname == names.PARTIAL:
        return result_of(proper.args[0]) is not None
    return any(map(_holds_dual, proper.args))


def _is_dual_call(ctx: FunctionContext | MethodContext) -> bool:
    call = ctx.context
    return isinstance(call, CallExpr) and is_dual_callee(declared_type(ctx.api, call.callee))


def _calls(expected: Type | None, result: Survey) -> bool:
    """Tell whether a parameter's type promises a call by a plain function."""
    proper = None if expected is None else get_proper_type(expected)
    if isinstance(proper, UnionType | Overloaded):
        return any(_calls(item, result) for item in proper.items)
    if not isinstance(proper, CallableType) or proper.fallback.type.fullname == names.DUAL_FUNCTION:
        return False
    if is_dual(proper):
        return not result.has_dual  # taken up by a type variable, and not given back
    return not isinstance(get_proper_type(proper.ret_type), AnyType)
