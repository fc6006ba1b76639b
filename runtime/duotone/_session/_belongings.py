"""What belongs to a session, and how does it end? Its tasks, and the async generators it began."""

from __future__ import annotations

import asyncio
import sys
from contextvars import ContextVar
from weakref import WeakSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task
    from collections.abc import AsyncGenerator, Callable
    from contextvars import Token
    from types import TracebackType
    from typing import Any, Final

#: The session that this code, with all the tasks and callbacks it starts, belongs to.
_keeper: Final[ContextVar[Belongings | None]] = ContextVar("duotone_keeper", default=None)


class Belongings:
    """The tasks and async generators of one session; in a ``with`` block, new ones join them.

    While the session pauses its tasks are not registered with asyncio: a bridged call between two
    steps cancels every task that it finds on the loop when it ends, and must not find these.
    """

    __slots__ = ("_closing", "_generators", "_is_hidden", "_tasks", "_token", "loop")

    def __init__(self, loop: AbstractEventLoop) -> None:
        self.loop = loop
        self._tasks: WeakSet[Task[Any]] = WeakSet()
        self._generators: WeakSet[Any] = WeakSet()
        #: The tasks that close async generators which were dropped half way.
        self._closing: WeakSet[Task[Any]] = WeakSet()
        self._is_hidden = True
        note_tasks(loop)

    def show(self) -> None:
        """Let asyncio know the tasks: a step begins."""
        self._is_hidden = False
        for task in self._tasks:
            asyncio.tasks._register_task(task)

    def hide(self) -> None:
        """Let asyncio forget the tasks, which go on all the same: a step has ended."""
        for task in self._tasks:
            asyncio.tasks._unregister_task(task)
        self._is_hidden = True

    def keep(self, task: Task[Any]) -> None:
        """Take a task in."""
        self._tasks.add(task)
        if self._is_hidden:
            asyncio.tasks._unregister_task(task)

    def __enter__(self) -> None:
        # The loop does not learn of the generators: at its end a bridged call closes those.
        sys.set_asyncgen_hooks(firstiter=self._begin, finalizer=self._drop)
        self._token: Token[Belongings | None] = _keeper.set(self)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _keeper.reset(self._token)

    async def end(self) -> None:
        """Cancel the tasks, then close the async generators, and wait for all of them."""
        await self._end_tasks()
        left = [generator for generator in self._generators if generator.ag_frame is not None]
        closed = await asyncio.gather(
            *(generator.aclose() for generator in left), return_exceptions=True
        )
        for generator, error in zip(left, closed, strict=True):
            if isinstance(error, Exception):
                message = f"an error occurred while closing {generator!r}"
                report = {"message": message, "exception": error, "asyncgen": generator}
                self.loop.call_exception_handler(report)
        await self._end_tasks()

    async def _end_tasks(self) -> None:
        this = asyncio.current_task()
        # What is scheduled only now, such as the closing of a dropped generator, becomes a task.
        await asyncio.sleep(0)
        tasks = {task for task in self._tasks if task is not this and not task.done()}
        for task in tasks - set(self._closing):
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def _begin(self, generator: AsyncGenerator[Any, Any]) -> None:
        # A task of another session, which goes on during this step, keeps what it begins.
        (_keeper.get() or self)._generators.add(generator)

    def _drop(self, generator: AsyncGenerator[Any, Any]) -> None:
        # In a forked process the session may have been let go of, and the loop with it.
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self._close, generator)

    def _close(self, generator: AsyncGenerator[Any, Any]) -> None:
        task: Task[Any] = self.loop.create_task(generator.aclose())
        self._closing.add(task)
        self.keep(task)


def note_tasks(loop: AbstractEventLoop) -> None:
    """Have each task that is made on a loop join the session that makes it.

    The loop's own task factory stays the user's, and bridged calls reset it.
    """
    make: Callable[..., Task[Any]] = type(loop).create_task

    def create_task(coroutine: Any, **options: Any) -> Task[Any]:
        task = make(loop, coroutine, **options)
        keeper = _keeper.get()
        if keeper is not None and keeper.loop is loop:
            keeper.keep(task)
        return task

    loop.__dict__.setdefault("create_task", create_task)


def note_tasks_no_more(loop: AbstractEventLoop) -> None:
    """Leave a loop that no session uses any more as it was."""
    loop.__dict__.pop("create_task", None)
