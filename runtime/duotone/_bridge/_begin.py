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
        """Initialise a task and run its first step, which the loop has just been given."""
        if sys.version_info >= (3, 11):
            _initialise(task, coroutine, loop=loop, context=context)
        else:
            context.run(_initialise, task, coroutine, loop=loop)
        ready = loop._ready
        step = ready.pop()
        if ready and not _is_step(step, task):
            # Another thread has told the loop of something meanwhile.
            ready.append(step)
            step = next(handle for handle in ready if _is_step(handle, task))
            ready.remove(step)
        own: Context = step._context  # before 3.11 a task runs in a copy that it makes itself
        try:
            own.run(step._callback)
        except (KeyboardInterrupt, SystemExit):
            if not task.done():
                raise
        return own

    def _is_step(handle: Any, task: Task[Any]) -> bool:
        return getattr(handle._callback, "__self__", None) is task
