"""What did the user write in the place of a call?"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mypy.nodes import CallExpr, MemberExpr, NameExpr, SuperExpr

from duotone._spelling import Spelling

from ._checker import source_lines

if TYPE_CHECKING:
    from mypy.nodes import Context
    from mypy.plugin import CheckerPluginInterface

_UNKNOWN: Final = "dual"


def spelling_of(api: CheckerPluginInterface, call: Context) -> Spelling:
    """Return the call as the user wrote it, or just its name where the source does not show it."""
    name = _name_of(call)
    text = _text_of(source_lines(api), call, name)
    return Spelling(f"{name or _UNKNOWN}(...)" if text is None else text)


def _name_of(call: Context) -> str | None:
    callee = call.callee if isinstance(call, CallExpr) else call
    return callee.name if isinstance(callee, NameExpr | MemberExpr | SuperExpr) else None


def _text_of(lines: list[str], call: Context, name: str | None) -> str | None:
    """Return the text of the call that starts in this line, nearest to the column mypy gives.

    The columns of mypy's own parser are off behind characters outside ASCII, so that cutting the
    text out by column alone would not do.
    """
    source = "\n".join(lines)
    calls = [
        node
        for node in _calls_in(source)
        if node.lineno == call.line and (name is None or _last_name(node.func) == name)
    ]
    if not calls:
        return None
    ends = (call.end_line or call.line, call.end_column or call.column)
    nearest = min(
        calls,
        key=lambda node: (
            abs(node.col_offset - call.column),
            abs((node.end_lineno or 0) - ends[0]),
            abs((node.end_col_offset or 0) - ends[1]),
        ),
    )
    return ast.get_source_segment(source, nearest)


@lru_cache(maxsize=4)
def _calls_in(source: str) -> list[ast.Call]:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def _last_name(callee: ast.expr) -> str | None:
    if isinstance(callee, ast.Attribute):
        return callee.attr
    return callee.id if isinstance(callee, ast.Name) else None
