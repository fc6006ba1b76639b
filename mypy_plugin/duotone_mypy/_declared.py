"""Which context do a function's decorators, or a ``with`` block in it, declare?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mypy.nodes import (
    CallExpr,
    Decorator,
    MemberExpr,
    OverloadedFuncDef,
    RefExpr,
    TypeInfo,
    Var,
    WithStmt,
)
from mypy.types import Instance, get_proper_type

from . import _names as names
from ._tree import all_statements_of, bodies_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mypy.nodes import (
        Block,
        Context,
        Expression,
        FuncDef,
        FuncItem,
        MypyFile,
        Statement,
        SymbolNode,
    )

_SIDES: Final = {names.SYNC_CONTEXT: "sync", names.ASYNC_CONTEXT: "async"}


def declared_side(
    function: FuncDef,
    surroundings: MypyFile | TypeInfo | FuncItem,
    call: Context,
    contexts: Mapping[str, str],
) -> str | None:
    """Return the side declared where a call stands in a function, the innermost one.

    `contexts` holds the decorators of other people that declare one, by full name.
    """
    for block in _blocks_around(function.body, call):
        side = _side_of_block(block)
        if side is not None:
            return side
    if not function.is_decorated:
        return None
    return _side_of_decorators(function, surroundings, contexts)


def _blocks_around(body: Block, call: Context) -> Iterator[WithStmt]:
    """Yield the ``with`` blocks of a function that hold a call, the innermost first."""
    for statement in body.body:
        if not _holds(statement, call):
            continue
        for inner in bodies_of(statement):
            yield from _blocks_around(inner, call)
        if isinstance(statement, WithStmt) and any(_holds(s, call) for s in statement.body.body):
            yield statement


def _side_of_block(block: WithStmt) -> str | None:
    # The last item is entered last, so it is the innermost.
    for item in reversed(block.expr):
        side = _side_of(item)
        if side is not None:
            return side
    return None


def _side_of_decorators(
    function: FuncDef,
    surroundings: MypyFile | TypeInfo | FuncItem,
    contexts: Mapping[str, str],
) -> str | None:
    sides = [
        _side_of(item) or _configured_side(item, contexts)
        for statement in all_statements_of(surroundings)
        for decorated in _decorated_in(statement)
        if decorated.func is function
        # The decorator nearest to the def is entered last.
        for item in reversed(decorated.original_decorators)
    ]
    return next((side for side in sides if side is not None), None)


def _configured_side(decorator: Expression, contexts: Mapping[str, str]) -> str | None:
    if not contexts:
        return None
    applied = decorator.callee if isinstance(decorator, CallExpr) else decorator
    return next((contexts[name] for name in _names_of(applied) if name in contexts), None)


def _names_of(expression: Expression) -> Iterator[str]:
    """Yield the full names of what is applied: for a method, also through its object's class."""
    if not isinstance(expression, RefExpr):
        return
    yield expression.fullname
    if not isinstance(expression, MemberExpr) or not isinstance(expression.expr, RefExpr):
        return
    yield f"{expression.expr.fullname}.{expression.name}"
    for info in _classes_of(expression.expr.node):
        yield f"{info.fullname}.{expression.name}"


def _classes_of(node: SymbolNode | None) -> list[TypeInfo]:
    if isinstance(node, TypeInfo):
        return node.mro
    typ = get_proper_type(node.type) if isinstance(node, Var) else None
    return typ.type.mro if isinstance(typ, Instance) else []


def _side_of(expression: Expression) -> str | None:
    if isinstance(expression, CallExpr) and isinstance(expression.callee, RefExpr):
        return _SIDES.get(expression.callee.fullname)
    return None


def _decorated_in(statement: Statement) -> Iterator[Decorator]:
    if isinstance(statement, Decorator):
        yield statement
    if isinstance(statement, OverloadedFuncDef):
        parts = [*statement.items, *([statement.impl] if statement.impl else [])]
        yield from (part for part in parts if isinstance(part, Decorator))


def _holds(outer: Context, inner: Context) -> bool:
    """Tell whether one piece of source holds another."""
    # What nobody wrote has no end, and holds nothing.
    end = (outer.end_line or 0, outer.end_column or 0)
    return (outer.line, outer.column) <= (inner.line, inner.column) < end
