"""Where was a call made, and what does it look like there?"""

from __future__ import annotations

from ._place import deciding_frame
from ._spelling import Spelling

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType, FrameType
    from typing import Any


class CallSite:
    """One place of call, cheap to keep: the source is read only when a message needs it."""

    __slots__ = ("_instruction", "_namespace", "code", "line")

    def __init__(self, frame: FrameType) -> None:
        self.code: CodeType = frame.f_code
        self.line: int = frame.f_lineno
        self._instruction = frame.f_lasti
        self._namespace: dict[str, Any] = frame.f_globals

    @property
    def path(self) -> str:
        """The file that holds the call."""
        return self.code.co_filename

    @property
    def function(self) -> str:
        """The name of the function that holds the call."""
        return self.code.co_name

    def spelling(self, name: str) -> Spelling:
        """Return the call as written, or ``name(...)`` when the source does not show it.

        It may show the call of something else, such as the ``map`` that calls the function, or be
        newer than what runs.
        """
        text = self._source(name)
        if text is not None:
            try:
                spelling = Spelling(text)
            except ValueError:
                return Spelling(f"{name}(...)")
            if spelling.callee_name == name:
                return spelling
        return Spelling(f"{name}(...)")

    def warn(self, message: str, category: type[Warning]) -> None:
        """Issue a warning that points at this line, under the ordinary filters."""
        import warnings  # noqa: PLC0415 - seldom needed

        warnings.warn_explicit(
            message,
            category,
            self.path,
            self.line,
            module=self._namespace.get("__name__"),
            registry=self._namespace.setdefault("__warningregistry__", {}),
        )

    def _source(self, name: str) -> str | None:
        import linecache  # noqa: PLC0415 - seldom needed

        lines = linecache.getlines(self.path, self._namespace)
        if not lines:
            return None
        span = self._span()
        if span is not None:
            return _cut(lines, *span)
        return _only_call_of(name, lines, self.line)

    def _span(self) -> tuple[int, int, int, int] | None:
        """Return first line, last line, first column and last column (3.11+), in bytes."""
        if not hasattr(self.code, "co_positions"):
            return None
        positions = list(self.code.co_positions())[self._instruction // 2]
        first, last, start, end = positions
        if first is None or last is None or start is None or end is None:
            return None
        return first, last, start, end


def site_of(frame: FrameType) -> CallSite:
    """Return the place of call that a user would point at."""
    return CallSite(deciding_frame(frame))


def _cut(lines: list[str], first: int, last: int, start: int, end: int) -> str | None:
    chosen = [line.encode() for line in lines[first - 1 : last]]
    if not chosen:
        return None
    chosen[-1] = chosen[-1][:end]
    chosen[0] = chosen[0][start:]
    return b"".join(chosen).decode(errors="replace")


def _only_call_of(name: str, lines: list[str], line: int) -> str | None:
    """Find the call by its name, for interpreters that keep no columns (3.10)."""
    import ast  # noqa: PLC0415 - seldom needed

    source = "".join(lines)
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and node.lineno <= line <= (node.end_lineno or node.lineno)
        and name in _last_names(node.func)
    ]
    return ast.get_source_segment(source, calls[0]) if len(calls) == 1 else None


def _last_names(callee: ast.expr) -> Iterator[str]:
    import ast  # noqa: PLC0415

    if isinstance(callee, ast.Name):
        yield callee.id
    if isinstance(callee, ast.Attribute):
        yield callee.attr
