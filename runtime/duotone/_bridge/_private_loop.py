"""How is a coroutine run from sync code? On a private event loop of the calling thread."""

from __future__ import annotations

import threading
from contextvars import copy_context

from .._declared import SYNC, DeclaredContext
from ._context import write_back
from ._outer import OuterLoopLeft

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task
    from collections.abc import Coroutine
    from contextvars import Context
    from typing import Any, Final, TypeVar

    T = TypeVar("T")


class _PrivateLoop:
    """An event loop that is closed when its thread ends."""

    __slots__ = ("loop",)

    def __init__(self) -> None:
        import asyncio  # noqa: PLC0415 - imported by whoever needs a bridge, not by duotone

        self.loop: AbstractEventLoop = asyncio.new_event_loop()

    def __del__(self) -> None:
        self.loop.close()


class _Idle(threading.local):
    """The private loops of this thread that no call is using."""

    def __init__(self) -> None:
        self.loops: list[_PrivateLoop] = []


_idle: Final = _Idle()
_SYNC_EXTENT: Final = DeclaredContext(SYNC)


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end and return its result.

    Reuses one loop of the thread from call to call; nested calls take further ones. A running
    loop stands still meanwhile, as during any sync call.
    """
    with OuterLoopLeft():
        private = _idle.loops.pop() if _idle.loops else _PrivateLoop()
        try:
            return _complete(private.loop, coroutine)
        finally:
            _idle.loops.append(private)


def run_forced(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, with sync declared for the plain functions below it."""

    async def in_sync_extent() -> T:
        with _SYNC_EXTENT:
            return await coroutine

    return run(in_sync_extent())


def _complete(loop: AbstractEventLoop, coroutine: Coroutine[Any, Any, T]) -> T:
    context = copy_context()
    task: Task[T] = context.run(loop.create_task, _keep_context(coroutine, keep := []))
    try:
        return loop.run_until_complete(task)
    except BaseException:
        # KeyboardInterrupt and SystemExit leave the loop with the task half done.
        if not task.done():
            task.cancel()
            _wait_for(loop, {task})
        raise
    finally:
        _finish_leftovers(loop)
        for inner in keep:
            write_back(inner)


async def _keep_context(coroutine: Coroutine[Any, Any, T], keep: list[Context]) -> T:
    """Await a coroutine and note the context it ends with; a task shows its own from 3.12 on."""
    try:
        return await coroutine
    finally:
        keep.append(copy_context())


def _finish_leftovers(loop: AbstractEventLoop) -> None:
    """Cancel the tasks and close the async generators that the coroutine left behind."""
    import asyncio  # noqa: PLC0415

    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    _wait_for(loop, tasks)
    loop.run_until_complete(loop.shutdown_asyncgens())


def _wait_for(loop: AbstractEventLoop, tasks: set[Task[Any]]) -> None:
    import asyncio  # noqa: PLC0415

    if tasks:
        loop.run_until_complete(asyncio.wait(tasks))
