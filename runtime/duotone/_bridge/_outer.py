"""How does a thread leave a running event loop for a while, and come back to it exactly?"""

from __future__ import annotations

import asyncio

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
    """A ``with`` block in which no event loop seems to run in this thread, for a function's sake.

    Raises:
        RuntimeError: when the loop is another greenlet's, and so cannot be left.
    """

    __slots__ = ("_asgirefs", "_context_mark", "_function", "_loop", "_task", "_thread_mark")

    def __init__(self, function: Callable[..., Any] | str) -> None:
        self._function = function

    def __enter__(self) -> None:
        self._loop: AbstractEventLoop | None = asyncio._get_running_loop()
        self._task: Task[Any] | None = None
        if self._loop is not None:
            refuse_beside_another(self._loop, self._function)
            self._task = asyncio.current_task(self._loop)
            if self._task is not None:
                asyncio.tasks._leave_task(self._loop, self._task)
            asyncio._set_running_loop(None)
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
            asyncio._set_running_loop(self._loop)
            if self._task is not None:
                asyncio.tasks._enter_task(self._loop, self._task)
