"""What does a call of a dual function give?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.erasetype import erase_type
from mypy.nodes import CallExpr
from mypy.subtypes import is_subtype
from mypy.types import Instance, LiteralType, UnionType, get_proper_type

from duotone_mypy import _names as names
from duotone_mypy._checker import past_error_watchers, scopes
from duotone_mypy._codes import DUAL_AMBIGUOUS
from duotone_mypy._dual_type import coroutine_of, result_of, twin_name_of
from duotone_mypy._messages import (
    ambiguous_call,
    ambiguous_call_instead,
    call_shown,
    reason_of_place,
    reason_told,
)
from duotone_mypy._place import AMBIGUOUS, ASYNC, SYNC, place_of, verdict_at
from duotone_mypy._source import spelling_of
from duotone_mypy._tally import tally

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext, MethodContext
    from mypy.types import Type

    from duotone_mypy._config import Config
    from duotone_mypy._place import Place


def infer_call(ctx: FunctionContext | MethodContext, config: Config) -> Type:
    """Return the value's type, the coroutine's, or their union for a ``_sync`` of type bool."""
    result = result_of(ctx.default_return_type)
    if result is None:
        return ctx.default_return_type
    coroutine = coroutine_of(result, ctx.api.named_generic_type)
    told = _told_side(ctx)
    if told is not None:
        _note(ctx, told, reason_told(told))
        by_side: dict[str, Type] = {SYNC: result, ASYNC: coroutine}
        return by_side.get(told, UnionType([result, coroutine]))
    stack = scopes(ctx.api)
    if stack is None:
        return UnionType([result, coroutine])
    place = place_of(stack, ctx.context, config.contexts_in(stack[0]))
    verdict = verdict_at(place)
    if verdict == AMBIGUOUS and config.trusts_plain_functions(stack[0]):
        verdict = SYNC
    if verdict == AMBIGUOUS:
        _report(ctx, place)
        return _after_error(ctx, result, coroutine)
    _note(ctx, verdict, reason_of_place(place))
    return result if verdict == SYNC else coroutine


def _told_side(ctx: FunctionContext | MethodContext) -> str | None:
    """Return what ``_sync`` says: a side, or "either" when only its type is known."""
    for formal, arg_names, arg_types in zip(
        ctx.callee_arg_names, ctx.arg_names, ctx.arg_types, strict=True
    ):
        for arg_name, arg_type in zip(arg_names, arg_types, strict=True):
            if names.SYNC_KEYWORD in {formal, arg_name}:
                return _side_told_by(arg_type)
    return None


def _side_told_by(arg_type: Type) -> str:
    value = get_proper_type(arg_type)
    if isinstance(value, Instance) and value.last_known_value is not None:
        value = value.last_known_value
    if isinstance(value, LiteralType):
        return SYNC if value.value else ASYNC
    return "either"


def _note(ctx: FunctionContext | MethodContext, side: str, reason: str) -> None:
    """Count the call, and show what it gives where that was asked for."""
    tally.add(ctx.api.path, ctx.context, side)
    if tally.shows_calls:
        shown = call_shown(spelling_of(ctx.api, ctx.context), side, reason)
        with past_error_watchers(ctx.api):
            ctx.api.msg.note(shown, ctx.context)


def _report(ctx: FunctionContext | MethodContext, place: Place) -> None:
    tally.add(ctx.api.path, ctx.context, AMBIGUOUS)
    call = spelling_of(ctx.api, ctx.context)
    twin = twin_name_of(_callee_type(ctx))
    with past_error_watchers(ctx.api):
        ctx.api.fail(ambiguous_call(call, place), ctx.context, code=DUAL_AMBIGUOUS)
        hint = ambiguous_call_instead(call, twin)
        ctx.api.msg.note(hint, ctx.context, code=DUAL_AMBIGUOUS)


def _callee_type(ctx: FunctionContext | MethodContext) -> Type:
    if isinstance(ctx.context, CallExpr):
        return ctx.api.get_expression_type(ctx.context.callee)
    return ctx.default_return_type


def _after_error(ctx: FunctionContext | MethodContext, result: Type, coroutine: Type) -> Type:
    """Return the type that causes no further error: the coroutine if only that fits, or the value.

    Any would not do: strict configurations report where it is returned.
    """
    context = ctx.api.type_context[-1] if ctx.api.type_context else None
    # Erased, since the arguments of a generic callee are not solved yet.
    expected = None if context is None else erase_type(context)
    if expected is None or is_subtype(result, expected) or not is_subtype(coroutine, expected):
        return result
    return coroutine
