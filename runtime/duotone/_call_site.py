"""Where was a call made, and what does it look like there?"""

from __future__ import annotations

import ast
from linecache import getlines
from sys import is_finalizing
from warnings import warn_explicit

from ._place import deciding_frame
from ._spelling import Spelling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Any


class CallSite:
    """One place of call, cheap to keep: the source is read only when a message needs it."""

    __slots__ = ("_instruction", "_namespace", "code", "function", "line")

    def __init__(self, frame: FrameType) -> None:
        self.code: CodeType = frame.f_code
        #: The name of the function that holds the call, or of the one around a comprehension.
        self.function: str = deciding_frame(frame).f_code.co_name
        self.line: int = frame.f_lineno
        self._instruction = frame.f_lasti
        self._namespace: dict[str, Any] = frame.f_globals

    @property
    def path(self) -> str:
        """The file that holds the call."""
        return self.code.co_filename

    def spelling(self, name: str) -> Spelling:
        """Return the call as written, or ``name(...)`` when the source does not show it.

        It may show the call of something else, such as the ``map`` that calls the function, or be
        newer than what runs.
        """
        try:
            spelling = self._spelling(name)
        except Exception:
            # Python ends, and has taken apart what reads the source.
            if not is_finalizing():
                raise
            spelling = None
        if spelling is None or spelling.callee_name != name:
            return Spelling.of_name(name)
        return spelling

    def line_with(self, name: str, explicit: str) -> str | None:
        """Return the statement that makes the call, with the call written explicitly.

        None when the source does not show it, or shows it at great length.
        """
        from ._statement import rewritten_statement  # noqa: PLC0415 - imports ast

        source = self._text()
        tree = None if source is None else _tree(source)
        call = None if tree is None else self._call_in(tree, name)
        if source is None or tree is None or call is None:
            return None
        return rewritten_statement(source, tree, call, explicit)

    def warn(self, message: str, category: type[Warning]) -> None:
        """Issue a warning that points at this line, under the ordinary filters."""
        warn_explicit(
            message,
            category,
            self.path,
            self.line,
            # Without a module's name nothing would be issued at all.
            module=self._namespace.get("__name__") or "<string>",
            registry=self._namespace.setdefault("__warningregistry__", {}),
        )

    def _spelling(self, name: str) -> Spelling | None:
        text = self._source(name)
        try:
            return None if text is None else Spelling(text)
        except ValueError:
            return None

    def _source(self, name: str) -> str | None:
        source = self._text()
        if source is None:
            return None
        span = self._span()
        lines = [f"{line}\n" for line in source.split("\n")]
        if span is not None and not _lacks_receiver(lines, span):
            return _cut(lines, *span)
        tree = _tree(source)
        call = None if tree is None else self._call_in(tree, name)
        return None if call is None else _segment(source, call)

    def _text(self) -> str | None:
        return "".join(getlines(self.path, self._namespace)) or None

    def _call_in(self, tree: ast.AST, name: str) -> ast.Call | None:
        """Return the one call of that name that can have been made here."""
        span = self._span()
        calls = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and (_ends_with(node, span) if span else _is_on_line(node, self.line))
            and _called(node) == name
        ]
        return calls[0] if len(calls) == 1 else None

    def _span(self) -> tuple[int, int, int, int] | None:
        """Return first line, last line, first column and last column (3.11+), in bytes."""
        look_up = getattr(self.code, "co_positions", None)
        if look_up is None:
            return None
        positions: list[tuple[int | None, ...]] = list(look_up())
        first, last, start, end = positions[self._instruction // 2]
        if first is None or last is None or start is None or end is None:
            return None
        return first, last, start, end


def _cut(lines: list[str], first: int, last: int, start: int, end: int) -> str | None:
    chosen = [line.encode() for line in lines[first - 1 : last]]
    if not chosen:
        return None
    chosen[-1] = chosen[-1][:end]
    chosen[0] = chosen[0][start:]
    return b"".join(chosen).decode(errors="replace")


def _lacks_receiver(lines: list[str], span: tuple[int, int, int, int]) -> bool:
    """Tell whether a span begins after a dot, as that of a method on a line of its own does."""
    first, _, start, _ = span
    return first <= len(lines) and lines[first - 1].encode()[:start].endswith(b".")


def _tree(source: str) -> ast.AST | None:
    try:
        return ast.parse(source)
    except SyntaxError:
        return None


def _segment(source: str, call: ast.Call) -> str | None:
    return ast.get_source_segment(source, call)


def _ends_with(call: ast.Call, span: tuple[int, int, int, int]) -> bool:
    _, last, _, end = span
    return (call.end_lineno, call.end_col_offset) == (last, end)


def _is_on_line(call: ast.Call, line: int) -> bool:
    """Tell by the line alone, for interpreters that keep no columns (3.10)."""
    return call.lineno <= line <= (call.end_lineno or call.lineno)


def _called(call: ast.Call) -> object:
    return getattr(call.func, "attr", getattr(call.func, "id", None))
