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
# first step raises out of the initialisation. Each returns the context that the task runs in.

if sys.version_info >= (3, 12):

    def begin(
        task: Task[Any], coroutine: Coroutine[Any, Any, Any], loop: Any, context: Context
    ) -> Context:
        """Initialise a task and run its first step."""
        try:
            _initialise(task, coroutine, loop=loop, context=context, eager_start=True)
        except (KeyboardInterrupt, SystemExit):
            # A task keeps these two and raises them too; its result is asked for later.
            if not task.done():
                raise
        return context

else:

    def begin(
        task: Task[Any], coroutine: Coroutine[Any, Any, Any], loop: Any, context: Context
    ) -> Context:
        """Initialise a task and run its first step, which the task asks the loop for."""
        step: Any = None
        own = context

        def take(first: Callable[[], object], *, context: Context) -> None:
            nonlocal step, own
            step, own = first, context

        # The loop would make a handle of it that is taken back at once.
        loop.call_soon = take
        try:
            if sys.version_info >= (3, 11):
                _initialise(task, coroutine, loop=loop, context=context)
            else:
                # A task runs in a copy that it makes itself.
                context.run(_initialise, task, coroutine, loop=loop)
        finally:
            del loop.call_soon
        try:
            own.run(step)
        except (KeyboardInterrupt, SystemExit):
            if not task.done():
                raise
        return own
