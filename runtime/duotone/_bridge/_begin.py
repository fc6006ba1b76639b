"""How does a task take its first step at once, before its loop is entered?

The task has been made already: so the caller knows it even when the first step raises out of the
initialisation.
"""

from __future__ import annotations

import sys
from asyncio import Task

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context
    from typing import Any, Final

# Whatever the task returns.
initialise: Final[Callable[..., None]] = Task.__init__  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
#: Does `initialise` run the first step itself, given ``eager_start=True``?
IS_EAGER: Final = sys.version_info >= (3, 12)
#: Does `initialise` take the context that the task runs in? If not, that is a copy of its own.
TAKES_CONTEXT: Final = sys.version_info >= (3, 11)


class FirstStep:
    """The first step of a task, which the task asks its loop for when it is initialised."""

    __slots__ = ("context", "take")

    def __init__(self) -> None:
        self.take: Any = None
        self.context: Any = None

    def note(self, step: Callable[[], object], *, context: Context) -> None:
        """Stand in for `call_soon`, which would make a handle that is taken back at once."""
        self.take = step
        self.context = context
