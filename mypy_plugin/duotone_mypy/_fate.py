"""What becomes of the coroutine that a call gives, in the text around the call?

Only what is surely lost is named: whatever stores a coroutine or hands it on may yet await it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mypy.nodes import (
    AssertStmt,
    AssignmentStmt,
    CallExpr,
    ComparisonExpr,
    ConditionalExpr,
    DictExpr,
    DictionaryComprehension,
    ExpressionStmt,
    GeneratorExpr,
    IfStmt,
    ListComprehension,
    ListExpr,
    MatchStmt,
    MemberExpr,
    NameExpr,
    OpExpr,
    RefExpr,
    SetComprehension,
    SetExpr,
    StrExpr,
    TupleExpr,
    UnaryExpr,
    WhileStmt,
)
from mypy.patterns import AsPattern, OrPattern

from ._loss_messages import assigned_to, compared, dropped, formatted, matched, passed_to, tested
from ._tree import parents_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.nodes import Expression, Node, Statement
    from mypy.patterns import Pattern

_UNREAD_NAME: Final = "_"
_FORGETFUL: Final = {
    f"builtins.{name}": name
    for name in ("ascii", "bool", "format", "isinstance", "print", "repr", "str", "type")
}
_TESTING: Final = {f"builtins.{name}" for name in ("all", "any")}
_IDENTITY_OR_EQUALITY: Final = {"==", "!=", "is", "is not"}
_MEMBERSHIP: Final = {"in", "not in"}
_HOLDERS: Final = (
    ListExpr,
    TupleExpr,
    SetExpr,
    DictExpr,
    ListComprehension,
    SetComprehension,
    DictionaryComprehension,
    GeneratorExpr,
)


def loss_of(statement: Statement, call: Expression) -> str | None:
    """Return how a statement loses what a call in it gives, None where it may not be lost."""
    parents = parents_in(statement)
    if isinstance(parents[call], ExpressionStmt):
        return None  # mypy itself reports a coroutine, but no union of one with something else
    node: Node = call
    is_held = False
    while _hands_on(parents[node], node):
        node = parents[node]
        is_held = is_held or isinstance(node, _HOLDERS)
    find_loss = _LOSSES.get(type(parents[node]))
    loss = None if find_loss is None else find_loss(parents[node], node)
    # Only a coroutine is always true; a list of coroutines may be empty.
    is_told_by_holder = is_held and loss == tested() and not isinstance(parents[node], CallExpr)
    return None if is_told_by_holder else loss


def function_given(statement: Statement, call: Expression) -> Expression | None:
    """Return the function to which a statement gives what a call in it gives, if it is given."""
    parents = parents_in(statement)
    node: Node = call
    while _hands_on(parents[node], node):
        node = parents[node]
    taker = parents[node]
    return taker.callee if isinstance(taker, CallExpr) and node in taker.args else None


def _hands_on(parent: Node, node: Node) -> bool:
    """Tell whether what an expression gives is, or holds, what a part of it gives."""
    if isinstance(parent, OpExpr):
        return parent.op in {"and", "or"} and parent.right is node
    if isinstance(parent, ConditionalExpr):
        return parent.cond is not node
    if isinstance(parent, GeneratorExpr):
        return parent.left_expr is node
    if isinstance(parent, DictionaryComprehension):
        return node in {parent.key, parent.value}
    return isinstance(parent, _HOLDERS)


def _in_statement(_statement: ExpressionStmt, node: Node) -> str | None:
    if isinstance(node, ConditionalExpr):
        return dropped() if _is_none(node.if_expr) or _is_none(node.else_expr) else None
    return None if isinstance(node, GeneratorExpr) else dropped()


def _in_assignment(assignment: AssignmentStmt, node: Node) -> str | None:
    is_unread = all(
        isinstance(target, NameExpr) and target.name == _UNREAD_NAME
        for target in assignment.lvalues
    )
    if not is_unread or isinstance(node, GeneratorExpr):
        return None
    return assigned_to(_UNREAD_NAME)


def _in_operator(operator: OpExpr, node: Node) -> str | None:
    if operator.op in {"and", "or"}:
        return tested()
    is_formatting = operator.op == "%" and isinstance(operator.left, StrExpr)
    return formatted() if is_formatting and operator.right is node else None


def _in_comparison(comparison: ComparisonExpr, node: Node) -> str | None:
    sides = zip(comparison.operators, comparison.operands, comparison.operands[1:], strict=False)
    for operator, left, right in sides:
        if operator in _IDENTITY_OR_EQUALITY and node in {left, right}:
            return compared()
        if operator in _MEMBERSHIP and node is left:
            return compared()
    return None


def _in_call(call: CallExpr, node: Node) -> str | None:
    callee = call.callee
    # An f-string is a call of `"{...}".format` to mypy.
    if isinstance(callee, MemberExpr) and callee.name == "format":
        return formatted() if isinstance(callee.expr, StrExpr) else None
    name = callee.fullname if isinstance(callee, RefExpr) else ""
    if name in _TESTING:
        return tested()
    if isinstance(node, GeneratorExpr):
        return None
    return passed_to(_FORGETFUL[name]) if name in _FORGETFUL else None


def _in_condition(comprehension: GeneratorExpr | DictionaryComprehension, node: Node) -> str | None:
    is_condition = any(node in conditions for conditions in comprehension.condlists)
    return tested() if is_condition else None


def _in_match(match: MatchStmt, node: Node) -> str | None:
    if node in match.guards:
        return tested()
    # Out of a tuple a pattern takes each part.
    is_kept = isinstance(node, _HOLDERS) or any(map(_keeps_subject, match.patterns))
    return None if is_kept else matched()


def _keeps_subject(pattern: Pattern) -> bool:
    """Tell whether a pattern gives a name to all that is matched."""
    if isinstance(pattern, OrPattern):
        return any(map(_keeps_subject, pattern.patterns))
    return isinstance(pattern, AsPattern) and pattern.name is not None


def _is_none(expression: Expression) -> bool:
    return isinstance(expression, NameExpr) and expression.fullname == "builtins.None"


_LOSSES: Final[dict[type[Node], Callable[[Any, Node], str | None]]] = {
    ExpressionStmt: _in_statement,
    AssignmentStmt: _in_assignment,
    IfStmt: lambda _statement, _node: tested(),
    WhileStmt: lambda _loop, _node: tested(),
    AssertStmt: lambda check, node: tested() if check.expr is node else None,
    MatchStmt: _in_match,
    ConditionalExpr: lambda _choice, _node: tested(),
    UnaryExpr: lambda operator, _node: tested() if operator.op == "not" else None,
    OpExpr: _in_operator,
    ComparisonExpr: _in_comparison,
    CallExpr: _in_call,
    GeneratorExpr: _in_condition,
    DictionaryComprehension: _in_condition,
}
