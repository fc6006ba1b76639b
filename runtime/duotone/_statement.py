"""What does the statement around a call look like when the call is written in another way?"""

from __future__ import annotations

import ast
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

#: A longer statement is no help: the call alone says more.
_LONGEST: Final = 120

_COMPOUND: Final = (
    *(ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Match),
    *(ast.Try, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef),
)
# Headers that end in a colon and can be shown without what follows.
_WITH_HEADER: Final = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith)


def rewritten_statement(source: str, tree: ast.AST, call: ast.Call, explicit: str) -> str | None:
    """Return the statement that holds a call, on one line, with the call replaced.

    Of a statement with a body only the header is shown. None when no short line says it.
    """
    statement = _statement_around(tree, call)
    if statement is None:
        return None
    start, call_start = _offset(source, *_start(statement)), _offset(source, *_start(call))
    call_end, end = _offset(source, *_end(call)), _end_of_text(source, statement, call)
    if end is None:
        return None
    before, after = source[start:call_start], source[call_end:end]
    line = _on_one_line(before, explicit, after)
    return line if line is not None and len(line) <= _LONGEST else None


def _statement_around(tree: ast.AST, call: ast.Call) -> ast.stmt | None:
    """Return the innermost statement around a call."""
    found: ast.stmt | None = None
    for node in ast.walk(tree):
        # A walk goes from outside to inside.
        if isinstance(node, ast.stmt) and _start(node) <= _start(call) and _end(call) <= _end(node):
            found = node
    return found


def _end_of_text(source: str, statement: ast.stmt, call: ast.Call) -> int | None:
    """Return where the text of a statement ends; of one with a body, where its header does."""
    if not isinstance(statement, _COMPOUND):
        return _offset(source, *_end(statement))
    if not isinstance(statement, _WITH_HEADER) or _start(statement.body[0]) <= _end(call):
        return None
    start, stop = _offset(source, *_start(statement)), _offset(source, *_start(statement.body[0]))
    ends = (
        end for end in range(_offset(source, *_end(call)) + 1, stop + 1) if source[end - 1] == ":"
    )
    return next((end for end in ends if _is_header(source[start:end])), None)


def _is_header(text: str) -> bool:
    return _parsed(text.removeprefix("el") + " ...") is not None


def _on_one_line(before: str, explicit: str, after: str) -> str | None:
    """Join the lines of a statement, if that leaves its meaning as it is."""
    text = f"{before}{explicit}{after}"
    if "\n" not in text:
        return text
    joined = re.sub(r"\s*\n\s*", " ", text)
    joined = re.sub(r"([(\[{]) | ?,? ([)\]}])", r"\1\2", joined)
    joined = re.sub(r" \.(?=\w)", ".", joined)
    body = "" if not joined.endswith(":") else " ..."
    meant, said = _parsed(text.removeprefix("el") + body), _parsed(joined.removeprefix("el") + body)
    return joined if meant is not None and meant == said else None


def _parsed(statement: str) -> str | None:
    """Return what a statement means inside an ``async def``, None when it is none."""
    try:
        return ast.dump(ast.parse(f"async def around():\n {statement}\n"))
    except SyntaxError:
        return None


def _start(node: ast.stmt | ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _end(node: ast.stmt | ast.expr) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or node.col_offset


def _offset(source: str, line: int, column: int) -> int:
    """Return the index of a place that is given by its line and its column in bytes."""
    lines = source.split("\n")  # no `splitlines`: Python ends no line at a form feed
    before = sum(len(text) + 1 for text in lines[: line - 1])
    return before + len(lines[line - 1].encode()[:column].decode())
