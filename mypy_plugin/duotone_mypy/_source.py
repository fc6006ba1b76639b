"""What did the user write in the place of a call?"""

from __future__ import annotations

import ast
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mypy.nodes import CallExpr, Decorator, MemberExpr, NameExpr, SuperExpr

from duotone._spelling import Spelling

from . import _names as names
from ._checker import declared_type, has_native_parser, source_lines
from ._dual_type import is_dual

if TYPE_CHECKING:
    from mypy.nodes import Context
    from mypy.plugin import CheckerPluginInterface

_UNKNOWN: Final = "dual"


def spelling_of(api: CheckerPluginInterface, call: Context) -> Spelling:
    """Return the call as the user wrote it, or just its name where the source does not show it."""
    if isinstance(call, Decorator):
        return Spelling(_decoration(api, call))
    text = _written(api, call)
    return Spelling(f"{_dotted_name_of(call)}(...)" if text is None else text)


def _written(api: CheckerPluginInterface, call: Context) -> str | None:
    is_native = has_native_parser(api)
    return _text_of(source_lines(api), call, name_of(call), is_native=is_native)


def _decoration(api: CheckerPluginInterface, decorated: Decorator) -> str:
    """Return the call that the dual decorator of a function stands for."""
    duals = [each for each in decorated.decorators if is_dual(declared_type(api, each))]
    decorator = duals[0] if len(duals) == 1 else None
    text = _written(api, decorator) if isinstance(decorator, CallExpr) else None
    name = _UNKNOWN if decorator is None else (text or _dotted_name_of(decorator))
    return f"{name}({decorated.name})"


def is_side_written(call: Context, *, is_keyword: bool) -> bool:
    """Tell whether an explicit call names its side; an alias of ``f.sync`` does not."""
    callee = call.callee if isinstance(call, CallExpr) else call
    return is_keyword or (isinstance(callee, MemberExpr) and callee.name in names.SIDE_ATTRIBUTES)


def implicit_spelling_of(call: Spelling, *, is_keyword: bool) -> Spelling:
    """Return an explicit call without what names its side."""
    return call.without_keyword() if is_keyword else call.without_attribute()


def name_of(call: Context) -> str | None:
    """Return the last name of what is called, or read."""
    callee = call.callee if isinstance(call, CallExpr) else call
    return callee.name if isinstance(callee, NameExpr | MemberExpr | SuperExpr) else None


def _dotted_name_of(call: Context) -> str:
    """Return what is called as far as its names tell."""
    callee = call.callee if isinstance(call, CallExpr) else call
    if isinstance(callee, MemberExpr):
        return f"{_dotted_name_of(callee.expr)}.{callee.name}"
    return callee.name if isinstance(callee, NameExpr) else _UNKNOWN


def _text_of(lines: list[str], call: Context, name: str | None, *, is_native: bool) -> str | None:
    """Return the text of the call that starts in this line, nearest to the column mypy gives."""
    source = "\n".join(lines)
    calls = [
        node
        for node in _calls_in(source)
        if node.lineno == call.line and (name is None or last_name(node.func) == name)
    ]
    if not calls:
        return _text_in_extent(lines, call, name)
    line = lines[call.line - 1].encode()
    nearest = min(
        calls,
        key=lambda node: distance(line, node.col_offset, call.column, is_native=is_native),
    )
    return ast.get_source_segment(source, nearest)


def _text_in_extent(lines: list[str], call: Context, name: str | None) -> str | None:
    """Return the text between where mypy says that a call starts and ends, if it is that call.

    What is written around it may be newer than the Python that runs mypy.
    """
    if call.end_line is None or call.end_column is None or len(lines) < call.end_line:
        return None
    extent = lines[call.line - 1 : call.end_line]
    extent[-1] = extent[-1][: call.end_column]
    text = "\n".join([extent[0][call.column :], *extent[1:]])
    body = tree_of(text).body
    node = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    return text if isinstance(node, ast.Call) and name in {None, last_name(node.func)} else None


def distance(line: bytes, in_bytes: int, column: int, *, is_native: bool) -> int:
    """Return how far a place in a line is from a column, however mypy has counted it.

    CPython's parser counts bytes. mypy's own takes the characters beyond ASCII for longer than
    they are, by as much as their bytes exceed their number (2.4.1).
    """
    if not is_native:
        return abs(in_bytes - column)
    in_characters = len(line[:in_bytes].decode(errors="replace"))
    twice_corrected = 2 * in_characters - in_bytes
    return min(abs(way - column) for way in (twice_corrected, in_characters))


@lru_cache(maxsize=4)
def _calls_in(source: str) -> list[ast.Call]:
    return [node for node in ast.walk(tree_of(source)) if isinstance(node, ast.Call)]


@lru_cache(maxsize=4)
def tree_of(source: str) -> ast.Module:
    """Return the tree of a source text, an empty one where only mypy's parser can read it."""
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.Module([], [])


def last_name(callee: ast.expr) -> str | None:
    """Return the last name of an expression in Python's own tree."""
    if isinstance(callee, ast.Attribute):
        return callee.attr
    return callee.id if isinstance(callee, ast.Name) else None
