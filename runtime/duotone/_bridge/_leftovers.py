"""What has a coroutine left behind on its loop: tasks, and async generators half way through?"""

from __future__ import annotations

import sys
from weakref import WeakSet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Task
    from types import AsyncGeneratorType
    from typing import Any


class Leftovers:
    """What one call leaves on its private loop.

    It looks after the async generators itself: after `shutdown_asyncgens` a loop cannot be used
    again, and the closing of a dropped generator must not be cancelled as a task left behind.
    """

    __slots__ = ("_closing", "_generators", "_has_dropped", "_loop")

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._generators: WeakSet[AsyncGeneratorType[Any, Any]] = WeakSet()
        self._has_dropped = False
        self._closing: set[Task[None]] = set()

    def watch(self) -> None:
        """Note each async generator that is begun from now on; called on the running loop."""
        begin_on_loop: Any = sys.get_asyncgen_hooks().firstiter

        def begin(generator: Any) -> None:
            self._generators.add(generator)
            begin_on_loop(generator)

        def drop(generator: Any) -> None:
            self._has_dropped = True
            if not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._close, generator)

        sys.set_asyncgen_hooks(firstiter=begin, finalizer=drop)

    def finish(self) -> None:
        """Cancel the tasks, then close the async generators."""
        import asyncio  # noqa: PLC0415

        tasks = asyncio.all_tasks(self._loop) - self._closing
        for task in tasks:
            task.cancel()
        self.wait_for(tasks)
        if self._has_dropped or self._half_way():
            self._loop.run_until_complete(self._close_generators())

    def wait_for(self, tasks: set[Task[Any]]) -> None:
        """Let the loop run until the tasks are done."""
        import asyncio  # noqa: PLC0415

        if tasks:
            self._loop.run_until_complete(asyncio.wait(tasks))

    def _close(self, generator: AsyncGeneratorType[Any, Any]) -> None:
        task = self._loop.create_task(generator.aclose())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    def _half_way(self) -> list[AsyncGeneratorType[Any, Any]]:
        return [generator for generator in self._generators if generator.ag_frame is not None]

    async def _close_generators(self) -> None:
        import asyncio  # noqa: PLC0415

        if self._closing:
            await asyncio.wait(set(self._closing))
        left = self._half_way()
        closed = await asyncio.gather(
            *(generator.aclose() for generator in left), return_exceptions=True
        )
        for generator, error in zip(left, closed, strict=True):
            if isinstance(error, Exception):
                message = f"an error occurred while closing {generator!r}"
                report = {"message": message, "exception": error, "asyncgen": generator}
                self._loop.call_exception_handler(report)
