"""Which decorator of ours stands above the implementation of an overloaded function alone?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import CallExpr, Decorator, OverloadedFuncDef, RefExpr
from mypy.types import OVERLOAD_NAMES

from . import _names as names
from ._tree import all_statements_of

if TYPE_CHECKING:
    from mypy.nodes import Expression, FuncItem, MypyFile, TypeInfo


def overloaded_by(
    stack: list[MypyFile | TypeInfo | FuncItem] | None, implementation: Decorator
) -> OverloadedFuncDef | None:
    """Return the overloaded function that a decorated function implements."""
    for statement in all_statements_of(stack[-1]) if stack else ():
        if isinstance(statement, OverloadedFuncDef) and statement.impl is implementation:
            return statement
    return None


def decorator_of_implementation(overloaded: OverloadedFuncDef) -> Expression | None:
    """Return the decorator that makes an implementation dual, None where others are decorated."""
    if not isinstance(overloaded.impl, Decorator) or any(map(_is_decorated, overloaded.items)):
        return None
    return next(filter(_makes_dual, overloaded.impl.decorators), None)


def _is_decorated(item: object) -> bool:
    # mypy has taken out what tells how a method binds.
    return isinstance(item, Decorator) and not all(map(_is_overload, item.decorators))


def _is_overload(decorator: Expression) -> bool:
    return isinstance(decorator, RefExpr) and decorator.fullname in OVERLOAD_NAMES


def _makes_dual(decorator: Expression) -> bool:
    applied = decorator.callee if isinstance(decorator, CallExpr) else decorator
    return isinstance(applied, RefExpr) and applied.fullname in names.DECORATORS
