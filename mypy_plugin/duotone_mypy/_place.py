"""Where does a call stand: in a coroutine, at a module's top level, or in a plain function?

The run-time twin of this file is ``duotone/_place.py``: same words, same order of cases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.nodes import Expression, FuncDef, LambdaExpr

from ._declared import declared_side
from ._tree import holds_await, top_statement_around

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.nodes import Context, FuncItem, MypyFile, TypeInfo

COROUTINE: Final = "coroutine"
#: A statement at a module's top level that awaits: a coroutine in a notebook.
STATEMENT: Final = "statement"
MODULE: Final = "module"
FUNCTION: Final = "function"
#: This mypy does not tell.
UNKNOWN: Final = "unknown"

SYNC: Final = "sync"
ASYNC: Final = "async"
AMBIGUOUS: Final = "ambiguous"


class Place(NamedTuple):
    """The function, or module, that decides what a call gives."""

    kind: str
    #: The function in words, such as "main" or the lambda.
    name: str
    line: int
    #: The side that a declared context fixes.
    declared: str | None


def place_of(
    scopes: list[MypyFile | TypeInfo | FuncItem], call: Context, contexts: Mapping[str, str]
) -> Place:
    """Return the place of a call from the scopes around it, outermost first.

    `contexts` holds the decorators of other people that declare a context, by full name.
    Class bodies take the context of their surroundings. Comprehensions, default arguments and
    decorators are no scopes to mypy, and so take theirs as well.
    """
    for depth in range(len(scopes) - 1, 0, -1):
        scope = scopes[depth]
        if isinstance(scope, FuncDef) and scope.is_coroutine:
            return Place(COROUTINE, f'"{scope.name}"', scope.line, None)
        if isinstance(scope, LambdaExpr):
            return Place(FUNCTION, "the lambda", scope.line, None)
        if isinstance(scope, FuncDef):
            declared = declared_side(scope, scopes[depth - 1], call, contexts)
            return Place(FUNCTION, f'"{scope.name}"', scope.line, declared)
    return _place_in_module(scopes[0], call)


def _place_in_module(module: MypyFile | TypeInfo | FuncItem, call: Context) -> Place:
    """Return the place of a call at module level.

    In a notebook each statement is compiled by itself, and one that awaits is a coroutine.
    """
    statement = top_statement_around(module, call) if isinstance(call, Expression) else None
    if statement is not None and holds_await(statement):
        return Place(STATEMENT, "the statement", statement.line, None)
    return Place(MODULE, "", module.line, None)


def verdict_at(place: Place) -> str:
    """Return the side that an implicit call takes in this place: the rule, rows 3 to 6."""
    if place.kind in {COROUTINE, STATEMENT}:
        return ASYNC  # row 3
    if place.kind == MODULE:
        return SYNC  # row 4
    return AMBIGUOUS if place.declared is None else place.declared  # rows 6 and 5
