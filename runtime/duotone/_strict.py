"""Are ambiguous calls refused?"""

from __future__ import annotations

import os
from contextvars import ContextVar

from ._errors import bad_strict_variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import Token
    from types import TracebackType
    from typing import Final

_here: ContextVar[bool] = ContextVar("duotone_strict", default=False)


class _StrictBlock:
    """A ``with`` block in which ambiguous calls are refused."""

    __slots__ = ("_tokens",)

    def __init__(self) -> None:
        self._tokens: list[Token[bool]] = []

    def __enter__(self) -> None:
        self._tokens.append(_here.set(True))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _here.reset(self._tokens.pop())


class _Strict:
    """Refuse ambiguous calls: `AmbiguousDispatchError` is raised before any side runs.

    ``with strict():`` covers a block, and the tasks and threads that it starts with its context.
    `enable` and `disable` switch the whole process; so does the environment variable
    ``DUOTONE_STRICT=1``, read when duotone is imported.
    """

    __slots__ = ("_is_on",)

    def __init__(self) -> None:
        self._is_on = False

    def __call__(self) -> _StrictBlock:
        """Return a context manager that refuses ambiguous calls in its block."""
        return _StrictBlock()

    def enable(self) -> None:
        """Refuse ambiguous calls in the whole process."""
        self._is_on = True

    def disable(self) -> None:
        """Allow ambiguous calls again outside ``with strict():`` blocks."""
        self._is_on = False

    def is_enabled(self) -> bool:
        """Tell whether an ambiguous call made here would be refused."""
        return self._is_on or _here.get()


strict: Final = _Strict()


def obey_environment() -> None:
    """Switch strict mode on when ``DUOTONE_STRICT`` asks for it.

    Raises:
        ValueError: when the variable is neither 0 nor 1.
    """
    value = os.environ.get("DUOTONE_STRICT", "0")
    if value not in {"", "0", "1"}:
        raise ValueError(bad_strict_variable(value))
    if value == "1":
        strict.enable()
