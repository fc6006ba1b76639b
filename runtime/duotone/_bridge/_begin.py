"""How does a task take its first step at once, before its loop is entered?

The task has been made already: so the caller knows it even when the first step raises out of the
initialisation.
"""

from __future__ import annotations

import sys
from asyncio import Task

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from contextvars import Context
    from typing import Any, Final

# Whatever the task returns.
initialise: Final[Callable[..., None]] = Task.__init__  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
#: Does `initialise` run the first step itself, given ``eager_start=True``?
IS_EAGER: Final = sys.version_info >= (3, 12)
_TAKES_CONTEXT: Final = sys.version_info >= (3, 11)


class FirstStep:
    """The first step of a task, which the task asks its loop for when it is initialised."""

    __slots__ = ("_context", "_step")

    def prepare(
        self,
        task: Task[Any],
        coroutine: Coroutine[Any, Any, Any],
        name: str | None,
        loop: Any,
        context: Context,
    ) -> tuple[Context, Callable[[], object]]:
        """Initialise a task; return the context that it runs in, and its first step."""
        loop.call_soon = self._note
        try:
            if _TAKES_CONTEXT:
                initialise(task, coroutine, loop=loop, name=name, context=context)
            else:
                # A task runs in a copy that it makes itself.
                context.run(initialise, task, coroutine, loop=loop, name=name)
        finally:
            del loop.call_soon
        of_task, step = self._context, self._step
        del self._step, self._context  # the task belongs to its call
        return of_task, step

    def _note(self, step: Callable[[], object], *, context: Context) -> None:
        """Stand in for `call_soon`, which would make a handle that is taken back at once."""
        self._step = step
        self._context = context
