"""What did a future, or one step of a generator or a context manager, end with?"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any


class Outcome:
    """A value, or the error that was raised instead of it."""

    __slots__ = ("error", "trace", "value")

    def __init__(self, value: Any = None, error: BaseException | None = None) -> None:
        self.value = value
        self.error = error
        #: Where the error came from before anybody raised it anew.
        self.trace: TracebackType | None = None if error is None else error.__traceback__

    def take_error(self) -> BaseException:
        """Return the error and forget it: the frame that raises it must not hold it."""
        taken: Any = self.error
        self.error = None
        error: BaseException = taken
        return error


def without_own_frame(error: BaseException) -> BaseException:
    """Return an error just caught, without the frame that caught it in its traceback."""
    trace = error.__traceback__
    return error.with_traceback(None if trace is None else trace.tb_next)
