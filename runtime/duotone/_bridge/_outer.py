"""How does a thread leave a running event loop for a while, and come back to it exactly?"""

from __future__ import annotations

from asyncio import _set_running_loop, current_task
from asyncio.tasks import _enter_task, _leave_task

from ._asgiref import hide_asgirefs_thread, show_asgirefs_thread
from ._greenlets import refuse_beside_another
from ._library import mark_context, mark_thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any


class OuterLoopLeft:
    """A ``with`` block in which a loop does not seem to run in this thread, for a function's sake.

    The loop is the running one, or None; what other libraries have noted is hidden either way.

    Raises:
        RuntimeError: when the loop is another greenlet's, and so cannot be left.
    """

    __slots__ = ("_asgirefs", "_context_mark", "_function", "_loop", "_task", "_thread_mark")

    def __init__(self, loop: AbstractEventLoop | None, function: Callable[..., Any] | str) -> None:
        self._loop = loop
        self._function = function

    def __enter__(self) -> None:
        loop = self._loop
        self._task: Task[Any] | None = None
        if loop is not None:
            refuse_beside_another(loop, self._function)
            self._task = current_task(loop)
            if self._task is not None:
                _leave_task(loop, self._task)
            _set_running_loop(None)
        self._thread_mark = mark_thread(None)
        self._context_mark = mark_context(None)
        self._asgirefs = hide_asgirefs_thread()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        show_asgirefs_thread(self._asgirefs)
        mark_context(self._context_mark)
        mark_thread(self._thread_mark)
        if self._loop is not None:
            _set_running_loop(self._loop)
            if self._task is not None:
                _enter_task(self._loop, self._task)
