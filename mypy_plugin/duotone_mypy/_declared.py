"""Which context do a function's decorators, or a ``with`` block in it, declare?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mypy.nodes import CallExpr, Decorator, OverloadedFuncDef, RefExpr, WithStmt

from . import _names as names
from ._tree import bodies_of, statements_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import (
        Block,
        Context,
        Expression,
        FuncDef,
        FuncItem,
        MypyFile,
        Statement,
        TypeInfo,
    )

_SIDES: Final = {names.SYNC_CONTEXT: "sync", names.ASYNC_CONTEXT: "async"}


def declared_side(
    function: FuncDef, surroundings: MypyFile | TypeInfo | FuncItem, call: Context
) -> str | None:
    """Return the side declared where a call stands in a function, the innermost one."""
    for block in _blocks_around(function.body, call):
        side = _side_of_block(block)
        if side is not None:
            return side
    return _side_of_decorators(function, surroundings) if function.is_decorated else None


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
    function: FuncDef, surroundings: MypyFile | TypeInfo | FuncItem
) -> str | None:
    for statement in _statements_in(surroundings):
        for decorator in _decorators_in(statement):
            if decorator.func is function:
                # The decorator nearest to the def is entered last.
                sides = [_side_of(item) for item in reversed(decorator.original_decorators)]
                return next((side for side in sides if side is not None), None)
    return None


def _side_of(expression: Expression) -> str | None:
    if isinstance(expression, CallExpr) and isinstance(expression.callee, RefExpr):
        return _SIDES.get(expression.callee.fullname)
    return None


def _statements_in(scope: MypyFile | TypeInfo | FuncItem) -> Iterator[Statement]:
    for statement in statements_of(scope):
        yield from _with_inner(statement)


def _with_inner(statement: Statement) -> Iterator[Statement]:
    yield statement
    for body in bodies_of(statement):
        for inner in body.body:
            yield from _with_inner(inner)


def _decorators_in(statement: Statement) -> Iterator[Decorator]:
    if isinstance(statement, Decorator):
        yield statement
    if isinstance(statement, OverloadedFuncDef):
        parts = [*statement.items, *([statement.impl] if statement.impl else [])]
        yield from (part for part in parts if isinstance(part, Decorator))


def _holds(outer: Context, inner: Context) -> bool:
    """Tell whether one piece of source holds another."""
    if outer.end_line is None or outer.end_column is None:
        return False
    start = (outer.line, outer.column)
    end = (outer.end_line, outer.end_column)
    return start <= (inner.line, inner.column) < end
