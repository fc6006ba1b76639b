"""How are the properties, operators and statements that call a dual function written?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mypy.nodes import (
    AssignmentStmt,
    CallExpr,
    ComparisonExpr,
    DictExpr,
    DictionaryComprehension,
    FloatExpr,
    ForStmt,
    GeneratorExpr,
    IndexExpr,
    IntExpr,
    ListExpr,
    MemberExpr,
    NameExpr,
    OperatorAssignmentStmt,
    OpExpr,
    SetExpr,
    SliceExpr,
    StrExpr,
    WithStmt,
)
from mypy.operators import op_methods

from ._checker import scopes
from ._reference import text_in_source
from ._source import name_of
from ._tree import parent_of

if TYPE_CHECKING:
    from mypy.nodes import Expression, UnaryExpr
    from mypy.plugin import CheckerPluginInterface

DELETE: Final = "__delitem__"
MEMBERSHIP: Final = frozenset({"in", "not in"})
#: What needs no parentheses to be an operand, or to have its method called.
_PRIMARIES: Final = (
    NameExpr,
    MemberExpr,
    CallExpr,
    IndexExpr,
    StrExpr,
    IntExpr,
    FloatExpr,
    ListExpr,
    SetExpr,
    DictExpr,
)
_LOOPS: Final = (ForStmt, GeneratorExpr, DictionaryComprehension)
_FRAMES: Final[dict[type[object], str]] = {
    WithStmt: "with {}",
    **dict.fromkeys(_LOOPS, "for ... in {}"),
}


class Operation(NamedTuple):
    """A dual call without parentheses."""

    written: str
    #: The same with its coroutine awaited, None where no `await` can be put.
    awaited: str | None
    #: Whether it reads as a value, not as something that is done.
    is_read: bool = False


def describe_read(api: CheckerPluginInterface, node: Expression) -> Operation:
    """Describe an attribute or an item that is read."""
    text = _text(api, node)
    return Operation(text, f"await {text}", is_read=True)


def describe_store(api: CheckerPluginInterface, target: IndexExpr) -> Operation:
    """Describe an item that is assigned to."""
    text = _text(api, target)
    statement = parent_of(scopes(api), target)
    if isinstance(statement, OperatorAssignmentStmt):
        return Operation(f"{text} {statement.op}= {_text(api, statement.rvalue)}", None)
    if not isinstance(statement, AssignmentStmt) or statement.lvalues != [target]:
        return Operation(f"{text} = ...", None)
    value = _text(api, statement.rvalue)
    if isinstance(target.index, SliceExpr):
        return Operation(f"{text} = {value}", None)
    arguments = f"{_text(api, target.index)}, {value}"
    call = f"{_operand(api, target.base)}.__setitem__({arguments})"
    return Operation(f"{text} = {value}", f"await {call}")


def describe_del(api: CheckerPluginInterface, call: CallExpr) -> Operation:
    """Describe a ``del`` of an item, for which mypy makes up a call."""
    callee: Any = call.callee
    base, (index,) = _operand(api, callee.expr), call.args
    key = _text(api, index)
    awaited = None if isinstance(index, SliceExpr) else f"await {base}.{DELETE}({key})"
    return Operation(f"del {base}[{key}]", awaited)


def describe_binary(api: CheckerPluginInterface, node: OpExpr) -> Operation:
    """Describe an arithmetic operator, or that of a ``+=`` for which mypy makes one up."""
    if parent_of(scopes(api), node) is not None:
        text = _text(api, node)
        return Operation(text, f"await ({text})")
    target = _text(api, node.left)
    awaited = f"{target} = await ({target} {node.op} {_operand(api, node.right)})"
    return Operation(f"{target} {node.op}= {_text(api, node.right)}", awaited)


def describe_in_place(api: CheckerPluginInterface, node: OperatorAssignmentStmt) -> Operation:
    """Describe a ``+=`` that has a method of its own."""
    target, value = _text(api, node.lvalue), _text(api, node.rvalue)
    method = op_methods[node.op].replace("__", "__i", 1)
    awaited = f"{target} = await {target}.{method}({value})"
    return Operation(f"{target} {node.op}= {value}", awaited)


def describe_unary(api: CheckerPluginInterface, node: UnaryExpr) -> Operation:
    """Describe an operator in front of its operand."""
    text = _text(api, node)
    return Operation(text, f"await ({text})")


def describe_comparison(api: CheckerPluginInterface, node: ComparisonExpr) -> Operation:
    """Describe a comparison; the truth of each but the last in a chain, and of ``in``, is taken."""
    text = _text(api, node)
    if len(node.operators) > 1:
        return Operation(text, None)
    (operator,) = node.operators
    if operator not in MEMBERSHIP:
        return Operation(text, f"await ({text})")
    item, holder = node.operands
    call = f"await {_operand(api, holder)}.__contains__({_text(api, item)})"
    return Operation(text, f"not {call}" if operator == "not in" else call)


def describe_frame(api: CheckerPluginInterface, node: Expression) -> Operation:
    """Describe what calls the methods of a value by standing around it, such as ``with``."""
    frame = _FRAMES.get(type(parent_of(scopes(api), node)), "{}")
    return Operation(frame.format(_text(api, node)), None)


def _operand(api: CheckerPluginInterface, node: Expression) -> str:
    text = _text(api, node)
    return text if isinstance(node, _PRIMARIES) else f"({text})"


def _text(api: CheckerPluginInterface, node: Expression) -> str:
    return text_in_source(api, node) or _sketch(node)


def _sketch(node: Expression) -> str:
    """Return what an expression looks like as far as its names tell, without the source."""
    if isinstance(node, IndexExpr):
        return f"{_sketch(node.base)}[...]"
    if isinstance(node, OpExpr):
        return f"{_sketch(node.left)} {node.op} {_sketch(node.right)}"
    return name_of(node) or "..."
