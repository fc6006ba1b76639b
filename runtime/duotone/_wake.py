"""How is a task of asyncio's or trio's put to sleep, and woken from any thread?"""

from __future__ import annotations

import sys

from ._loops import current_asyncio_task, current_trio_task
from ._waitable_errors import awaits_nowhere

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Awaitable, Callable
    from typing import Any, TypeAlias

    Waker: TypeAlias = tuple[Callable[[], Awaitable[Any]], Callable[[], None]]


def waker_of_this_task() -> Waker:
    """Return what this task awaits to sleep, and what wakes it once, called from any thread.

    Raises:
        RuntimeError: outside asyncio's and trio's tasks.
    """
    # A private loop inside trio has both kinds of task, and trio as a guest has trio's only.
    if current_asyncio_task() is not None:
        return _in_asyncio()
    if current_trio_task() is not None:
        return _in_trio()
    raise RuntimeError(awaits_nowhere())


def _in_asyncio() -> Waker:
    loop = sys.modules["asyncio.events"].get_running_loop()
    sleeper = loop.create_future()

    async def sleep() -> None:
        await sleeper

    def wake() -> None:
        try:
            loop.call_soon_threadsafe(_release, sleeper)
        except RuntimeError:
            return  # the loop has been closed: nobody waits there any more

    return sleep, wake


def _release(sleeper: Future[None]) -> None:
    if not sleeper.done():
        sleeper.set_result(None)


def _in_trio() -> Waker:
    trio = sys.modules["trio"]
    event, token = trio.Event(), trio.lowlevel.current_trio_token()

    def wake() -> None:
        try:
            token.run_sync_soon(event.set)
        except trio.RunFinishedError:
            return  # as above

    return event.wait, wake
