"""What does a call of a dual context manager give? One object for `with` and `async with`."""

from __future__ import annotations

from functools import wraps

from ._kinds import is_coroutine_function
from ._stepwise_errors import is_of_other_kind
from ._subscript import Subscriptable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from types import TracebackType
    from typing import Any, Final

_SYNC: Final = "with"
_ASYNC: Final = "async with"


class DualContextManager(Subscriptable):
    """A context manager and an async context manager over the same steps, for one block.

    As a decorator it enters anew for each call, of a ``def`` as of an ``async def``.
    ``DualContextManager[Entered]`` in annotations.
    """

    __slots__ = ("__weakref__", "_again", "_aio", "_kind", "_name", "_sync")

    def __init__(
        self, sync: Any, aio: Any, name: str, again: Callable[[], DualContextManager]
    ) -> None:
        self._sync: Any = sync
        self._aio: Any = aio
        self._name = name
        self._again = again
        self._kind: str | None = None

    def __enter__(self) -> Any:
        self._decide(_SYNC)
        return self._sync.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> bool | None:
        self._decide(_SYNC)
        is_suppressed: bool | None = self._sync.__exit__(kind, error, traceback)
        return is_suppressed

    def __aenter__(self) -> Awaitable[Any]:
        self._decide(_ASYNC)
        step: Awaitable[Any] = self._aio.__aenter__()
        return step

    def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> Awaitable[bool | None]:
        self._decide(_ASYNC)
        step: Awaitable[bool | None] = self._aio.__aexit__(kind, error, traceback)
        return step

    def __call__(self, function: Callable[..., Any], /) -> Callable[..., Any]:
        """Have each call of a function run in a block of its own."""
        if is_coroutine_function(function):

            @wraps(function)
            async def call_async(*args: Any, **kwargs: Any) -> Any:
                async with self._again():
                    return await function(*args, **kwargs)

            return call_async

        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            with self._again():
                return function(*args, **kwargs)

        return call

    def __repr__(self) -> str:
        return f"<dual context manager {self._name}>"

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
