"""Which way does a sync call of a coroutine function take: private loop, shared loop, host loop?"""

from __future__ import annotations

import atexit
import sys
from contextvars import ContextVar

from ._errors import no_loop_at_exit, no_such_way, no_thread
from ._whole_import import WholeImport

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Token
    from types import TracebackType
    from typing import Any, Final, Literal, TypeAlias

    from .._declared import Side

    # coroutine function, its name, arguments, keyword arguments, what is declared for its extent
    Way: TypeAlias = Callable[
        [Callable[..., Any], str | None, tuple[Any, ...], dict[str, Any], Side | None], Any
    ]
    WayName: TypeAlias = Literal["private", "shared", "host"]

PRIVATE: Final = "private"
SHARED: Final = "shared"
HOST: Final = "host"


# Each of these stands in for a way until its first call, which imports asyncio.


def _run_on_private_loop(
    function: Callable[..., Any],
    name: str | None,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    declares: Side | None,
    /,
) -> Any:
    _refuse_at_exit(function)
    with WholeImport():
        from ._private_call import run  # noqa: PLC0415 - imports asyncio

    _found(PRIVATE, run)
    return run(function, name, args, kwargs, declares)


def _run_on_shared_loop(
    function: Callable[..., Any],
    name: str | None,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    declares: Side | None,
    /,
) -> Any:
    _refuse_at_exit(function)
    try:
        with WholeImport():
            from ._shared_loop import run  # noqa: PLC0415 - imports asyncio
    except RuntimeError as error:  # threads register with Python, which ends
        raise RuntimeError(no_thread(function, error)) from error

    _found(SHARED, run)
    return run(function, name, args, kwargs, declares)


def _run_on_host_loop(
    function: Callable[..., Any],
    name: str | None,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    declares: Side | None,
    /,
) -> Any:
    _refuse_at_exit(function)
    with WholeImport():
        from ._host_loop import run  # noqa: PLC0415 - imports anyio

    _found(HOST, run)
    return run(function, name, args, kwargs, declares)


def _refuse_at_exit(function: Callable[..., Any]) -> None:
    """Refuse a call that comes when Python imports nothing any more."""
    if sys.is_finalizing():
        raise RuntimeError(no_loop_at_exit(function))


def _stop_shared_loop() -> None:
    """Let what is left on the shared loop come to its end."""
    shared_loop = sys.modules.get("duotone._bridge._shared_loop")
    if shared_loop is not None:
        shared_loop.stop()


# Registered with the first decorated function: what users register later is called earlier.
atexit.register(_stop_shared_loop)


WAYS: Final[dict[str, Way]] = {
    PRIVATE: _run_on_private_loop,
    SHARED: _run_on_shared_loop,
    HOST: _run_on_host_loop,
}


class _ProcessWide:
    """The way of the calls for which neither their function nor a block has chosen one."""

    __slots__ = ("_has_blocks", "run", "way")

    def __init__(self) -> None:
        self._has_blocks = False
        self.choose(PRIVATE)

    def choose(self, way: str) -> None:
        """Choose a way for the process."""
        self.way = way
        #: The way itself, as long as no call need ask whether a block has chosen another one.
        self.run = None if self._has_blocks else WAYS[way]

    def expect_blocks(self) -> None:
        """Have each call ask from now on whether a block has chosen its way."""
        self._has_blocks = True
        self.run = None


process_wide: Final = _ProcessWide()


def _found(way: str, run: Way) -> None:
    """Let the calls that come take a way directly."""
    WAYS[way] = run
    process_wide.choose(process_wide.way)


_here: ContextVar[str | None] = ContextVar("duotone_bridge", default=None)
here: Final = _here.get


class Bridge:
    """A way of running coroutine functions for sync callers; a ``with`` block chooses it."""

    __slots__ = ("_tokens", "_way")

    def __init__(self, way: str) -> None:
        self._way = way
        self._tokens: list[Token[str | None]] = []

    def __repr__(self) -> str:
        return f"duotone.bridge({self._way!r})"

    def __enter__(self) -> None:
        process_wide.expect_blocks()
        self._tokens.append(_here.set(self._way))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        _here.reset(self._tokens.pop())

    def use(self) -> None:
        """Choose this way for the whole process, outside ``with bridge(...):`` blocks."""
        process_wide.choose(self._way)


def bridge(way: WayName) -> Bridge:
    """Return a way of running coroutine functions for sync callers.

    ``"private"`` (the default) is an event loop of the calling thread, ``"shared"`` one loop in a
    background thread for the whole process, ``"host"`` the loop that started this worker thread
    of anyio's. ``with bridge("shared"):`` chooses it for the calls made in a block, and in the
    tasks and threads that the block starts with its context; ``bridge("shared").use()`` for the
    process. A function decorated with ``bridge=...`` keeps its own.

    Raises:
        ValueError: when there is no such way.
    """
    return Bridge(checked_way(way))


def checked_way(way: str) -> str:
    """Return the name of a way, or refuse it."""
    if way not in WAYS:
        raise ValueError(no_such_way(way, list(WAYS)))
    return way
