"""What does a call of a dual generator function give? One object for `for` and `async for`."""

from __future__ import annotations

from ._stepwise_errors import is_of_other_kind
from ._subscript import Subscriptable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable
    from typing import Any, Final

_SYNC: Final = "for"
_ASYNC: Final = "async for"


class DualGenerator(Subscriptable):
    """A generator and an async generator over the same steps; its first use decides for one.

    It has the methods of both: ``send``, ``throw``, ``close`` and ``asend``, ``athrow``,
    ``aclose``. ``DualGenerator[Yielded, Sent, Returned]`` in annotations.
    """

    __slots__ = ("__weakref__", "_aio", "_kind", "_name", "_sync")

    def __init__(self, sync: Any, aio: Any, name: str) -> None:
        self._sync: Any = sync
        self._aio: Any = aio
        self._name = name
        self._kind: str | None = None

    def __iter__(self) -> DualGenerator:
        return self

    def __next__(self) -> Any:
        self._decide(_SYNC)
        return self._sync.__next__()

    def send(self, value: Any, /) -> Any:
        """Go on with the value of the pending ``yield`` and return the next one that is yielded.

        Raises:
            StopIteration: when the generator has ended.
            RuntimeError: when the object is in use as an async generator.
        """
        self._decide(_SYNC)
        return self._sync.send(value)

    def throw(self, *error: Any) -> Any:
        """Raise an exception at the pending ``yield`` and return the next value yielded."""
        self._decide(_SYNC)
        return self._sync.throw(*error)

    def close(self) -> Any:
        """End the generator at the pending ``yield``, and run its cleanup."""
        self._decide(_SYNC)
        return self._sync.close()

    def __aiter__(self) -> DualGenerator:
        return self

    def __anext__(self) -> Awaitable[Any]:
        self._decide(_ASYNC)
        step: Awaitable[Any] = self._aio.__anext__()
        return step

    def asend(self, value: Any, /) -> Awaitable[Any]:
        """Go on with the value of the pending ``yield``; gives the next one that is yielded.

        Raises:
            StopAsyncIteration: when the generator has ended.
            RuntimeError: when the object is in use as a plain generator.
        """
        self._decide(_ASYNC)
        step: Awaitable[Any] = self._aio.asend(value)
        return step

    def athrow(self, *error: Any) -> Awaitable[Any]:
        """Raise an exception at the pending ``yield``; gives the next value yielded."""
        self._decide(_ASYNC)
        step: Awaitable[Any] = self._aio.athrow(*error)
        return step

    def aclose(self) -> Awaitable[None]:
        """End the generator at the pending ``yield``, and run its cleanup."""
        self._decide(_ASYNC)
        step: Awaitable[None] = self._aio.aclose()
        return step

    def __repr__(self) -> str:
        return f"<dual generator {self._name}>"

    def _decide(self, kind: str) -> None:
        if self._kind is None:
            self._kind = kind
            # What ends with the last step is not to be held here.
            if kind is _SYNC:
                self._aio = None
            else:
                self._sync = None
        elif self._kind is not kind:
            raise RuntimeError(is_of_other_kind(self._name, self._kind, kind))
