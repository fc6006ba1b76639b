"""How did the user hand over a function, and how would one of its sides be handed over?"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.nodes import CallExpr, ComparisonExpr, IndexExpr, OpExpr, UnaryExpr

from . import _names as names
from ._checker import has_native_parser, source_lines
from ._source import distance, last_name, name_of, tree_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.nodes import Context
    from mypy.plugin import CheckerPluginInterface

_UNKNOWN: Final = "the dual function"
#: Expressions that an attribute can follow without parentheses.
_PRIMARIES: Final = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)
#: What an expression without a name is in Python's own tree.
_KINDS: Final[dict[type[Context], tuple[type[ast.expr], ...]]] = {
    IndexExpr: (ast.Subscript,),
    OpExpr: (ast.BinOp, ast.BoolOp),
    UnaryExpr: (ast.UnaryOp,),
    ComparisonExpr: (ast.Compare,),
}


class Reference(NamedTuple):
    """A function that is handed over, and what to hand over instead."""

    written: str
    #: The call in which it stands, or just the function, with its sync side in its place.
    with_sync: str
    with_aio: str


def written_as(api: CheckerPluginInterface, expression: Context) -> str:
    """Return an expression as the user wrote it, on one line."""
    return text_in_source(api, expression) or name_of(expression) or _UNKNOWN


def text_in_source(api: CheckerPluginInterface, expression: Context) -> str | None:
    """Return an expression as the user wrote it, None where the source does not show it."""
    found = _find(api, expression)
    return None if found is None else _on_one_line(*found)


def reference_of(api: CheckerPluginInterface, expression: Context, *, has_sides: bool) -> Reference:
    """Return how a function is handed over, as the user wrote it."""
    spell = _spell_attribute if has_sides else _spell_partial
    found = _find(api, expression)
    if found is None:
        name = name_of(expression) or _UNKNOWN
        return Reference(name, *(spell(name, side) for side in names.SIDE_ATTRIBUTES))
    source, node = found
    if has_sides and not isinstance(node, _PRIMARIES):
        spell = _spell_attribute_of_group
    outer = _call_that_gets(tree_of(source), node) or node
    sides = (_with_side(source, outer, node, side, spell) for side in names.SIDE_ATTRIBUTES)
    return Reference(_on_one_line(source, node), *sides)


def _spell_attribute(text: str, side: str) -> str:
    return f"{text}.{side}"


def _spell_attribute_of_group(text: str, side: str) -> str:
    return f"({text}).{side}"


def _spell_partial(text: str, side: str) -> str:
    return f"partial({text}, {names.SYNC_KEYWORD}={side == names.SIDE_ATTRIBUTES[0]})"


def _find(api: CheckerPluginInterface, expression: Context) -> tuple[str, ast.expr] | None:
    """Return the source and the expression in it that lies nearest to a place."""
    lines = source_lines(api)
    source = "\n".join(lines)
    name = None if isinstance(expression, CallExpr) else name_of(expression)
    kind = _KINDS.get(type(expression), (ast.expr,))
    nodes = [
        node
        for node in ast.walk(tree_of(source))
        if isinstance(node, kind)
        and (node.lineno, node.end_lineno) == (expression.line, expression.end_line)
        and (name is None or last_name(node) == name)
    ]
    if not nodes:
        return None
    is_native = has_native_parser(api)

    def far(node: ast.expr) -> int:
        return sum(
            distance(lines[line - 1].encode(), in_bytes or 0, column or 0, is_native=is_native)
            for line, in_bytes, column in (
                (node.lineno, node.col_offset, expression.column),
                (node.end_lineno or node.lineno, node.end_col_offset, expression.end_column),
            )
        )

    return source, min(nodes, key=far)


def _call_that_gets(tree: ast.Module, given: ast.expr) -> ast.Call | None:
    """Return the call of which an expression is an argument."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and given in (
            *node.args,
            *(keyword.value for keyword in node.keywords),
        ):
            return node
    return None


def _with_side(
    source: str, outer: ast.expr, inner: ast.expr, side: str, spell: Callable[[str, str], str]
) -> str:
    """Return the text of an expression, with one side in the place of a function in it."""
    text = source.encode()
    start, end = _extent(source, outer)
    inner_start, inner_end = _extent(source, inner)
    spelled = spell(text[inner_start:inner_end].decode(), side)
    changed = text[start:inner_start].decode() + spelled + text[inner_end:end].decode()
    return ast.unparse(ast.parse(f"({changed})", mode="eval")) if "\n" in changed else changed


def _extent(source: str, node: ast.expr) -> tuple[int, int]:
    """Return where an expression starts and ends in the bytes of its source."""
    lengths = [len(line.encode()) + 1 for line in source.split("\n")]
    end_line, end_column = node.end_lineno or node.lineno, node.end_col_offset or 0
    return (
        sum(lengths[: node.lineno - 1]) + node.col_offset,
        sum(lengths[: end_line - 1]) + end_column,
    )


def _on_one_line(source: str, node: ast.expr) -> str:
    text = ast.get_source_segment(source, node)
    return ast.unparse(node) if text is None or "\n" in text else text
