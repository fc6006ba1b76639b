"""Which side does a call name with ``_sync``?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mypy.nodes import ARG_STAR2, CallExpr, DictExpr, StrExpr
from mypy.types import Instance, LiteralType, TypedDictType, get_proper_type

from . import _names as names
from ._checker import declared_type
from ._place import ASYNC, SYNC

if TYPE_CHECKING:
    from mypy.nodes import ArgKind, Context, Expression
    from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext
    from mypy.types import Type

#: The side is told, but only at run time.
EITHER: Final = "either"


def told_side(ctx: FunctionContext | MethodContext) -> str | None:
    """Return what ``_sync`` says: a side, or `EITHER` when only its type is known."""
    for arg_names, arg_types in zip(ctx.arg_names, ctx.arg_types, strict=True):
        for arg_name, arg_type in zip(arg_names, arg_types, strict=True):
            if arg_name == names.SYNC_KEYWORD:
                return side_told_by(arg_type)
    for kind, argument in _arguments(ctx.context):
        told = _unpacked(ctx.api, argument) if kind == ARG_STAR2 else None
        if told is not None:
            return side_told_by(told)
    return None


def is_told_by_keyword(call: CallExpr, api: CheckerPluginInterface) -> bool:
    """Tell whether ``_sync`` is an argument of its own, or a key of a typed dictionary."""
    return names.SYNC_KEYWORD in call.arg_names or any(
        kind == ARG_STAR2
        and not isinstance(argument, DictExpr)
        and _unpacked(api, argument) is not None
        for kind, argument in _arguments(call)
    )


def _arguments(call: Context) -> list[tuple[ArgKind, Expression]]:
    if not isinstance(call, CallExpr):
        return []
    return list(zip(call.arg_kinds, call.args, strict=True))


def _unpacked(api: CheckerPluginInterface, argument: Expression) -> Type | None:
    """Return the type of ``_sync`` in ``**{"_sync": True}``, or in an unpacked typed dictionary."""
    if isinstance(argument, DictExpr):
        for key, value in argument.items:
            if isinstance(key, StrExpr) and key.value == names.SYNC_KEYWORD:
                return declared_type(api, value)
        return None
    proper = get_proper_type(declared_type(api, argument))
    return proper.items.get(names.SYNC_KEYWORD) if isinstance(proper, TypedDictType) else None


def side_told_by(arg_type: Type) -> str:
    """Return what the type of ``_sync`` says: a side, or `EITHER`."""
    value = get_proper_type(arg_type)
    if isinstance(value, Instance) and value.last_known_value is not None:
        value = value.last_known_value
    if isinstance(value, LiteralType):
        return SYNC if value.value else ASYNC
    return EITHER
