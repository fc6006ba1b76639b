"""Which event loop does a session run on? The one that bridged calls of its thread take first.

So the resources that a step has made serve the bridged calls between the steps, and theirs the
steps. This is the one place that knows how the bridge keeps the idle loops of a thread.
"""

from __future__ import annotations

from .._bridge._thread_loops import KEPT, idle_loops, make_loop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from types import TracebackType


class ThreadLoop:
    """A private loop of this thread; in a ``with`` block nobody else takes it."""

    __slots__ = ("_depth", "_private", "loop")

    def __init__(self, name: str) -> None:
        idle = idle_loops()
        while idle and idle[-1].is_closed():  # by the user's code
            idle.pop()
        if not idle:
            idle.append(make_loop(name))
        self._private = idle[-1]
        self.loop: AbstractEventLoop = self._private.loop
        self._depth: int | None = None

    @property
    def is_idle(self) -> bool:
        """Tell whether no call runs on the loop, further out in this thread or in its own."""
        return not self.loop.is_running()

    def __enter__(self) -> None:
        # A thread that closes what another one, ended by now, has left has not the loop itself.
        idle = idle_loops()
        if self._private in idle:
            place = idle.index(self._private)
            self._depth = len(idle) - place
            del idle[place]

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._depth is not None:
            # Where it was, seen from the top: calls take the same loop first as before.
            idle = idle_loops()
            idle.insert(len(idle) - self._depth + 1, self._private)
            self._depth = None
            del idle[:-KEPT]
