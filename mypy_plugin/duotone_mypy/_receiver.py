"""Is what a method is called on of a sync class or of its async twin?

A class that can be entered with ``async with`` is async, one that can be entered with ``with`` is
sync. Where a class is neither, what it was reached through decides: ``client`` in
``client.pages.create()``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.nodes import CallExpr, MemberExpr, TypeInfo
from mypy.types import Instance, TypeVarType, get_proper_type

from ._place import ASYNC, SYNC

if TYPE_CHECKING:
    from mypy.nodes import Context, Expression
    from mypy.plugin import CheckerPluginInterface

    from ._library import Library

#: From the method by which an object is entered to the side of its class.
ENTERED: Final = {"__aenter__": ASYNC, "__enter__": SYNC}


class Receiver(NamedTuple):
    """The class that chooses the side of a call."""

    name: str
    side: str


def receiver_of(api: CheckerPluginInterface, call: Context, library: Library) -> Receiver | None:
    """Return what chooses the side of a call, None where no class does."""
    callee = call.callee if isinstance(call, CallExpr) else None
    while isinstance(callee, MemberExpr):
        info = _class_of(api, callee.expr)
        if info is None or library.leaves_out(info.fullname):
            return None
        for method, side in ENTERED.items():
            if info.has_readable_member(method):
                return Receiver(info.name, side)
        callee = callee.expr
    return None


def _class_of(api: CheckerPluginInterface, expression: Expression) -> TypeInfo | None:
    typ = get_proper_type(api.get_expression_type(expression))
    if isinstance(typ, TypeVarType):
        typ = get_proper_type(typ.upper_bound)
    return typ.type if isinstance(typ, Instance) else None
