"""What does a call of a dual function give?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.erasetype import erase_type
from mypy.subtypes import is_subtype
from mypy.types import UnionType

from duotone_mypy._dual_type import coroutine_of
from duotone_mypy._place import AMBIGUOUS, ASYNC, SYNC

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext, MethodContext
    from mypy.types import Type

    from duotone_mypy._decision import Decision


def infer_call(ctx: FunctionContext | MethodContext, decision: Decision) -> Type:
    """Return the value's type, the coroutine's, or their union for a ``_sync`` of type bool."""
    if decision.result is None:
        return ctx.default_return_type
    result = decision.result
    coroutine: Type = decision.awaitable or coroutine_of(result, ctx.api.named_generic_type)
    if decision.side == AMBIGUOUS:
        return _after_error(ctx, result, coroutine)
    by_side: dict[str, Type] = {SYNC: result, ASYNC: coroutine}
    return by_side.get(decision.side, UnionType([result, coroutine]))


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
