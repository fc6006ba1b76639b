"""Which event loop does a session run on? The one that bridged calls of its thread take first.

So the resources that a step has made serve the bridged calls between the steps, and theirs the
steps. This is the one place that knows how the bridge keeps the idle loops of a thread.
"""

from __future__ import annotations

from .._bridge._private_loop import _idle, _PrivateLoop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from types import TracebackType
    from typing import Final


#: How many unused loops a thread keeps; only nested iterations need more than one.
_KEPT: Final = 8


class ThreadLoop:
    """A private loop of this thread; in a ``with`` block nobody else takes it."""

    __slots__ = ("_depth", "_private", "loop")

    def __init__(self) -> None:
        if not _idle.loops:
            _idle.loops.append(_PrivateLoop())
        self._private = _idle.loops[-1]
        self.loop: AbstractEventLoop = self._private.loop
        self._depth: int | None = None

    @property
    def is_idle(self) -> bool:
        """Tell whether no call runs on the loop, further out in this thread or in its own."""
        return not self.loop.is_running()

    def __enter__(self) -> None:
        # A thread that closes what another one, ended by now, has left has not the loop itself.
        if self._private in _idle.loops:
            place = _idle.loops.index(self._private)
            self._depth = len(_idle.loops) - place
            del _idle.loops[place]

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._depth is not None:
            # Where it was, seen from the top: calls take the same loop first as before.
            _idle.loops.insert(len(_idle.loops) - self._depth + 1, self._private)
            self._depth = None
            del _idle.loops[:-_KEPT]
