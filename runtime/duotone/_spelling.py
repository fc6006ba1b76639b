"""How is an implicit call written explicitly?

Works on the text of the call, so that a message shows the user's own expression. The mypy plugin
uses it as well: both sides offer the same words.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import ast


class Spelling:
    """The explicit forms of one implicit call."""

    __slots__ = ("_arguments", "_callee", "_receiver", "callee_name", "written")

    def __init__(self, call: str) -> None:
        """Take the text of a call expression, such as ``Block.load("x")``.

        Raises:
            ValueError: when the text is no call expression.
        """
        import ast  # noqa: PLC0415 - costs an import that only a message needs

        # In parentheses the text of a call may run over several lines.
        text = f"({call.strip()})"
        try:
            node = ast.parse(text, mode="eval").body
        except SyntaxError as error:
            raise ValueError(f"{call!r} is no expression") from error
        if not isinstance(node, ast.Call):
            raise ValueError(f"{call!r} is no call")  # noqa: TRY004 - the text is wrong, not a type
        self._callee = _callee(text, node.func)
        # Cut from the callee, which shows the parentheses around its receiver.
        receiver, dot, _ = self._callee.rpartition(".")
        self._receiver = receiver + dot if isinstance(node.func, ast.Attribute) else ""
        self._arguments = _arguments(text, node)
        #: The last name of what is called, None for anything but a name.
        self.callee_name: str | None = getattr(node.func, "attr", getattr(node.func, "id", None))
        #: The call as it stands, on one line.
        self.written = f"{self._callee}({', '.join(self._arguments)})"

    @classmethod
    def of_name(cls, name: str) -> Spelling:
        """Return ``name(...)``, of which nothing is read: `name` may be ``<lambda>``."""
        spelling = cls.__new__(cls)
        spelling._callee, spelling._receiver, spelling._arguments = name, "", ["..."]
        spelling.callee_name, spelling.written = name, f"{name}(...)"
        return spelling

    def with_sync(self, value: bool) -> str:  # noqa: FBT001 - mirrors the keyword it writes
        """Return the call with ``_sync=`` added."""
        return f"{self._callee}({', '.join([*self._arguments, f'_sync={value}'])})"

    def with_side(self, side: str) -> str:
        """Return the call through ``.sync`` or ``.aio``."""
        return f"{self._callee}.{side}({', '.join(self._arguments)})"

    def with_twin(self, name: str) -> str:
        """Return the call of the twin of that name on the same receiver."""
        return f"{self._receiver}{name}({', '.join(self._arguments)})"

    def without_keyword(self) -> Spelling:
        """Return the call without ``_sync=``."""
        kept = [argument for argument in self._arguments if not argument.startswith("_sync=")]
        return Spelling(f"{self._callee}({', '.join(kept)})")

    def without_attribute(self) -> Spelling:
        """Return the call of the dual function whose ``.sync`` or ``.aio`` is called."""
        callee, _, _ = self._callee.rpartition(".")
        return Spelling(f"{callee}({', '.join(self._arguments)})")


def _callee(call: str, callee: ast.expr) -> str:
    import ast  # noqa: PLC0415

    text = _text(call, callee)
    # A node's text leaves out the parentheses around it; only what binds tightly does without.
    tight = (ast.Name, ast.Attribute, ast.Call, ast.Subscript)
    return text if isinstance(callee, tight) else f"({text})"


def _arguments(call: str, node: ast.Call) -> list[str]:
    parts = [(value.lineno, value.col_offset, _argument(call, value)) for value in node.args]
    for keyword in node.keywords:
        name = f"{keyword.arg}=" if keyword.arg else "**"
        start = keyword.value
        parts.append((start.lineno, start.col_offset, name + _argument(call, start)))
    return [text for _, _, text in sorted(parts)]


def _argument(call: str, value: ast.expr) -> str:
    import ast  # noqa: PLC0415

    text = _text(call, value)
    # A node's text leaves out the parentheses around it; beside other arguments these need them.
    is_bare = isinstance(value, (ast.NamedExpr, ast.Yield, ast.YieldFrom)) and text[0] != "("
    return f"({text})" if is_bare else text


def _text(call: str, node: ast.expr) -> str:
    import ast  # noqa: PLC0415

    text = ast.get_source_segment(call, node)
    if text is None or "\n" in text:
        return ast.unparse(node)
    return text
