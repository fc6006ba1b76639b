"""How does a task take its first step at once, before its loop is entered?"""

from __future__ import annotations

import sys
from asyncio import Task

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from contextvars import Context
    from typing import Any, Final

# Whatever the task returns.
_initialise: Final[Callable[..., None]] = Task.__init__  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]

# Each takes a task that has been made and not initialised: so the caller knows it even when the
# first step raises out of the initialisation; the task is named after the function, which tells
# people more than a number, and costs less. Each returns the context that the task runs in.

if sys.version_info >= (3, 12):

    def begin(
        task: Task[Any],
        coroutine: Coroutine[Any, Any, Any],
        name: str | None,
        loop: Any,
        context: Context,
    ) -> Context:
        """Initialise a task and run its first step."""
        try:
            _initialise(task, coroutine, loop=loop, name=name, context=context, eager_start=True)
        except (KeyboardInterrupt, SystemExit):
            # A task keeps these two and raises them too; its result is asked for later.
            if not task.done():
                raise
        return context

else:

    class _FirstStep:
        """What a task that is being initialised asks the loop for."""

        __slots__ = ("context", "step")

        def take(self, step: Callable[[], object], *, context: Context) -> None:
            """Stand in for `call_soon`, which would make a handle that is taken back at once."""
            self.step = step
            self.context = context

    if sys.version_info >= (3, 11):

        def _prepare(task: Any, coroutine: Any, name: Any, loop: Any, context: Context) -> None:
            _initialise(task, coroutine, loop=loop, name=name, context=context)

    else:

        def _prepare(task: Any, coroutine: Any, name: Any, loop: Any, context: Context) -> None:
            # A task runs in a copy that it makes itself.
            context.run(_initialise, task, coroutine, loop=loop, name=name)

    def begin(
        task: Task[Any],
        coroutine: Coroutine[Any, Any, Any],
        name: str | None,
        loop: Any,
        context: Context,
    ) -> Context:
        """Initialise a task and run its first step, which the task asks the loop for."""
        first = _FirstStep()
        loop.call_soon = first.take
        try:
            _prepare(task, coroutine, name, loop, context)
        finally:
            del loop.call_soon
        try:
            first.context.run(first.step)
        except (KeyboardInterrupt, SystemExit):
            if not task.done():
                raise
        return first.context
