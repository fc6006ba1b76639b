"""Which dual function is handed over as a plain one, and how is that reported?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mypy.nodes import (
    CallExpr,
    Decorator,
    Expression,
    LambdaExpr,
    MemberExpr,
    NameExpr,
    OverloadedFuncDef,
)
from mypy.types import FunctionLike, get_proper_type

from ._checker import declared_type, scopes
from ._codes import DUAL_REFERENCE
from ._dual_type import has_sides, is_dual, result_of
from ._expected import is_awaitable
from ._handover_messages import (
    decorate_async_side_instead,
    decorate_instead,
    decorated_as_plain,
    hand_async_side_over,
    hand_over_instead,
    handed_over,
    something_async_instead,
    something_handed_over,
    something_instead,
)
from ._reference import reference_of
from ._report import report_at
from ._tree import all_statements_of, parent_of, parents_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import Context, FuncDef, Statement
    from mypy.plugin import CheckerPluginInterface
    from mypy.types import Type


class Extent(NamedTuple):
    """Where a piece of source starts and ends."""

    start: tuple[int, int]
    end: tuple[int, int]


def extent_of(node: Context) -> Extent:
    """Return where a node starts and ends."""
    end = (node.end_line or node.line, node.end_column or node.column)
    return Extent((node.line, node.column), end)


def report_handed_over(
    api: CheckerPluginInterface, given: Context, *, wants_awaitable: bool = False
) -> None:
    """Report what hands a function over: an expression, or the decorators of a function."""
    if isinstance(given, Decorator):
        decorate = decorate_async_side_instead if wants_awaitable else decorate_instead
        hint = decorate(_name_below(given.func))
        report_at(api, given, DUAL_REFERENCE, decorated_as_plain(given.name), hint)
        return
    dual = dual_within(api, extent_of(given))
    if dual is None and not isinstance(given, NameExpr | MemberExpr):
        hint = something_async_instead() if wants_awaitable else something_instead()
        report_at(api, given, DUAL_REFERENCE, something_handed_over(), hint)
        return
    # A name that is not dual itself is that of a `partial`.
    can_take_side = dual is not None and has_sides(declared_type(api, dual))
    reference = reference_of(api, dual or given, has_sides=can_take_side)
    if wants_awaitable and not (dual is not None and _gives_awaitable(declared_type(api, dual))):
        hint = hand_async_side_over(reference.with_aio)
    else:
        hint = hand_over_instead(reference.with_sync, reference.with_aio)
    report_at(api, given, DUAL_REFERENCE, handed_over(reference.written), hint)


def _gives_awaitable(dual: Type) -> bool:
    """Tell whether the value of a dual function is itself awaitable: then its sync side fits."""
    proper = get_proper_type(dual)
    items = proper.items if isinstance(proper, FunctionLike) else []
    return any(is_awaitable(result_of(item.ret_type) or item.ret_type) for item in items)


def _name_below(function: FuncDef) -> str:
    """Return the name by which the code below a function finds it, with its two sides."""
    # In a class body a classmethod or staticmethod is not the dual function yet, but holds it.
    is_bound = function.info and (function.is_class or function.is_static)
    return f"{function.info.name}.{function.name}" if is_bound else function.name


def dual_within(api: CheckerPluginInterface, extent: Extent) -> Expression | None:
    """Return the dual function that a piece of source hands over: all of it, or a name in it."""
    known = list(expressions_in(api))
    end = max([extent.end, *(_end_of_lambda(each, extent) for each in known)])
    extent = Extent(extent.start, end)
    inside = [each for each in known if _is_within(extent_of(each), extent)]
    wholes = [each for each in inside if extent_of(each) == extent]
    named = [each for each in inside if _stands_for_itself(api, each)]
    named.sort(key=lambda each: (each.line, each.column))
    return next((each for each in (*wholes, *named) if is_dual(declared_type(api, each))), None)


def decorated_at(api: CheckerPluginInterface, extent: Extent) -> Decorator | None:
    """Return the decorated function that starts in a place."""
    for statement in _statements(api):
        parts = statement.items if isinstance(statement, OverloadedFuncDef) else [statement]
        for part in parts:
            if isinstance(part, Decorator) and extent_of(part).start == extent.start:
                return part
    return None


def _statements(api: CheckerPluginInterface) -> Iterator[Statement]:
    """Yield the statements of the function, class or module that is being checked."""
    stack = scopes(api)
    return all_statements_of(stack[-1]) if stack else iter(())


def expressions_in(api: CheckerPluginInterface) -> Iterator[Expression]:
    """Yield the expressions of the function, class or module that is being checked."""
    # Not those that mypy keeps types of: it forgets them when it checks a statement once more.
    pending = list(_statements(api))
    for statement in pending:
        parts = [node for node in parents_in(statement) if isinstance(node, Expression)]
        yield from parts
        for part in parts:
            pending.extend(part.body.body if isinstance(part, LambdaExpr) else [])


def _end_of_lambda(node: Expression, extent: Extent) -> tuple[int, int]:
    """Return where a lambda ends, which mypy has not kept from every parser."""
    if not isinstance(node, LambdaExpr) or extent_of(node).start != extent.start:
        return extent.end
    return extent_of(node.expr()).end


def _is_within(inner: Extent, outer: Extent) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _stands_for_itself(api: CheckerPluginInterface, expression: Expression) -> bool:
    """Tell whether an expression is a name that is neither called nor asked for an attribute."""
    if not isinstance(expression, NameExpr | MemberExpr):
        return False
    parent = parent_of(scopes(api), expression)
    if isinstance(parent, CallExpr) and parent.callee is expression:
        return False
    return not isinstance(parent, MemberExpr)
