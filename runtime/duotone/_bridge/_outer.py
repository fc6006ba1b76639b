"""How does a thread leave a running event loop for a while, and come back to it exactly?"""

from __future__ import annotations

import asyncio
import sys
from _thread import get_ident
from asyncio import _set_running_loop  # pyright: ignore[reportPrivateUsage] - asyncio has it for event loops
from asyncio.tasks import _enter_task, _leave_task  # pyright: ignore[reportPrivateUsage] - as above
from contextlib import contextmanager

from ._asgiref import hide_asgirefs_thread, show_asgirefs_thread
from ._greenlets import refuse_beside_another
from ._library import mark_context, mark_thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task
    from collections.abc import Callable, Generator
    from typing import Any, Final, TypeAlias

    from ._asgiref import Threads

    # running loop, its task, trio's mark of the thread, anyio's of the context, asgiref's notes
    Left: TypeAlias = tuple[
        AbstractEventLoop | None, Task[Any] | None, str | None, str | None, Threads | None
    ]

_tasks: Final[Any] = asyncio.tasks
# Until Python 3.11 what asyncio has for it is not written in C.
_task_of: Final[Callable[[Any], Task[Any] | None]] = (
    asyncio.current_task if sys.version_info >= (3, 12) else _tasks._current_tasks.get
)


def leave(loop: AbstractEventLoop | None, function: Callable[..., Any] | str) -> Left:
    """Let no loop seem to run in this thread, for a function's sake; return what to come back to.

    The loop is the running one, or None; what other libraries have noted is hidden either way.

    Raises:
        RuntimeError: when the loop is another greenlet's, and so cannot be left.
    """
    task = None
    if loop is not None:
        if getattr(loop, "_thread_id", None) != get_ident():
            refuse_beside_another(loop, function)
        task = _task_of(loop)
        if task is not None:
            _leave_task(loop, task)
        _set_running_loop(None)
    return loop, task, mark_thread(None), mark_context(None), hide_asgirefs_thread()


def come_back(left: Left) -> None:
    """Let the loop that was left run again, and bring back what was hidden."""
    loop, task, thread_mark, context_mark, asgirefs = left
    show_asgirefs_thread(asgirefs)
    if context_mark is not None:
        mark_context(context_mark)
    if thread_mark is not None:
        mark_thread(thread_mark)
    if loop is not None:
        _set_running_loop(loop)
        if task is not None:
            _enter_task(loop, task)


@contextmanager
def outer_loop_left(
    loop: AbstractEventLoop | None, function: Callable[..., Any] | str
) -> Generator[None]:
    """Leave a loop for the length of a ``with`` block; see `leave`."""
    left = leave(loop, function)
    try:
        yield
    finally:
        come_back(left)
