"""How is a coroutine run from sync code? On a private event loop of the calling thread."""

from __future__ import annotations

import threading
from contextvars import copy_context

from .._declared import SYNC, DeclaredContext
from ._context import write_back
from ._greenlets import refuse_beside_another
from ._leftovers import Leftovers
from ._outer import OuterLoopLeft
from ._traceback import after

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task
    from collections.abc import Coroutine
    from contextvars import Context
    from types import TracebackType
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

    Raises:
        RuntimeError: when another greenlet of this thread is in the middle of such a call.
    """
    refuse_beside_another(coroutine)
    with OuterLoopLeft():
        private = _idle.loops.pop() if _idle.loops else _PrivateLoop()
        try:
            return _complete(private.loop, coroutine)
        finally:
            _idle.loops.append(private)


def run_forced(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine to its end, with sync declared for the plain functions below it."""
    refuse_beside_another(coroutine)  # here it is the user's own
    return run(_in_sync_extent(coroutine))


def users_part(error: BaseException) -> TracebackType | None:
    """Return the traceback of an error from the user's coroutine on, if it came from there."""
    trace = after(_keep_context.__code__, error.__traceback__)
    return after(_in_sync_extent.__code__, trace) if _starts_in_extent(trace) else trace


def _complete(loop: AbstractEventLoop, coroutine: Coroutine[Any, Any, T]) -> T:
    leftovers = Leftovers(loop)
    ends_with: list[Context] = []
    task: Task[T] = copy_context().run(
        loop.create_task, _keep_context(coroutine, leftovers, ends_with)
    )
    try:
        return loop.run_until_complete(task)
    except BaseException:
        # KeyboardInterrupt and SystemExit leave the loop with the task half done.
        if not task.done():
            task.cancel()
            leftovers.wait_for({task})
        if not task.cancelled():
            task.exception()  # or asyncio logs that nobody has looked at it
        raise
    finally:
        leftovers.finish()
        for inner in ends_with:
            write_back(inner)


async def _keep_context(
    coroutine: Coroutine[Any, Any, T], leftovers: Leftovers, ends_with: list[Context]
) -> T:
    """Await a coroutine and note the context it ends with; a task shows its own from 3.12 on."""
    leftovers.watch()
    try:
        return await coroutine
    finally:
        ends_with.append(copy_context())


async def _in_sync_extent(coroutine: Coroutine[Any, Any, T]) -> T:
    with _SYNC_EXTENT:
        return await coroutine


def _starts_in_extent(trace: TracebackType | None) -> bool:
    return trace is not None and trace.tb_frame.f_code is _in_sync_extent.__code__
