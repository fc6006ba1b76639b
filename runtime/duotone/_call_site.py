"""Where was a call made, and what does it look like there?"""

from __future__ import annotations

from ._place import deciding_frame
from ._spelling import Spelling

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast
    from collections.abc import Callable
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
            # Without a module's name nothing would be issued at all.
            module=self._namespace.get("__name__") or "<string>",
            registry=self._namespace.setdefault("__warningregistry__", {}),
        )

    def _source(self, name: str) -> str | None:
        import linecache  # noqa: PLC0415 - seldom needed

        lines = linecache.getlines(self.path, self._namespace)
        if not lines:
            return None
        span = self._span()
        if span is None:
            return _only_call(lines, lambda call: _is_call_of(name, call, self.line))
        if _lacks_receiver(lines, span):
            return _only_call(lines, lambda call: _ends_with(call, span))
        return _cut(lines, *span)

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


def _only_call(lines: list[str], is_wanted: Callable[[ast.Call], bool]) -> str | None:
    """Return the text of the one call in a source that is wanted."""
    import ast  # noqa: PLC0415 - seldom needed

    source = "".join(lines)
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return None
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_wanted(node)]
    return ast.get_source_segment(source, calls[0]) if len(calls) == 1 else None


def _ends_with(call: ast.Call, span: tuple[int, int, int, int]) -> bool:
    _, last, _, end = span
    return (call.end_lineno, call.end_col_offset) == (last, end)


def _is_call_of(name: str, call: ast.Call, line: int) -> bool:
    """Tell by the name, for interpreters that keep no columns (3.10)."""
    called = getattr(call.func, "attr", getattr(call.func, "id", None))
    return called == name and call.lineno <= line <= (call.end_lineno or call.lineno)
