"""How does a call run on a loop of any other make, such as uvloop's?"""

from __future__ import annotations

import sys
from contextvars import copy_context
from weakref import WeakSet

from ._context import write_back
from ._kept_context import keep_context
from ._library import mark_context
from ._private_loop import PrivateLoop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable
    from contextvars import Context
    from types import AsyncGeneratorType
    from typing import Any

    from .._declared import Side


class AnyLoop(PrivateLoop):
    """A private loop of which only the public interface is known."""

    __slots__ = ()

    def __init__(self, loop: Any) -> None:
        super().__init__(loop)
        self.generators: WeakSet[AsyncGeneratorType[Any, Any]] = WeakSet()

    def complete(
        self,
        function: Callable[..., Any],
        name: str | None,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        declares: Side | None,
    ) -> Any:
        """Run a coroutine function to its end and return its result."""
        context = copy_context()
        mark = context.run(mark_context, None)
        ends_with: list[Context] = []
        watched = self._watched(function, args, kwargs, ends_with, declares)
        task: Task[Any] = context.run(self.loop.create_task, watched, name=name)
        try:
            try:
                self.finish(function, task)
            finally:
                self.loop.set_task_factory(None)
                self.end_leftovers()
                self.loop.set_exception_handler(None)
            return task.result()
        finally:
            # What it raises would hold this frame, and this frame the loop and what it raises.
            del self, task
            for inner in ends_with:
                inner.run(mark_context, mark)
                write_back(inner)

    async def _watched(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        ends_with: list[Context],
        declares: Side | None,
    ) -> Any:
        self._watch_generators()
        del self  # as above
        # Made here, where it is awaited: the task may be cancelled before it begins.
        return await keep_context(function, args, kwargs, ends_with, declares)

    def _watch_generators(self) -> None:
        """Note each async generator that is begun from now on; the loop itself keeps its own."""
        begin_on_loop: Any = sys.get_asyncgen_hooks().firstiter

        def begin(generator: Any) -> None:
            self.generators.add(generator)
            begin_on_loop(generator)

        def drop(generator: Any) -> None:
            if not self.loop.is_closed():
                self.loop.call_soon_threadsafe(self._begin_to_close, generator)

        sys.set_asyncgen_hooks(firstiter=begin, finalizer=drop)

    def _begin_to_close(self, generator: Any) -> None:
        self.loop.create_task(generator.aclose())
