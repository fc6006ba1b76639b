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
        """Tell whether this thread has the loop, and no call runs on it."""
        return self._private in _idle.loops

    def __enter__(self) -> None:
        # A thread that closes what another one, ended by now, has left has not the loop itself.
        if self.is_idle:
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
