"""How many worker threads may run plain functions at once, in each event loop?"""

from __future__ import annotations

from ._errors import bad_thread_limit, no_limiter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from anyio import CapacityLimiter
    from anyio.lowlevel import RunVar


class _Limit:
    """The number of threads for the whole process; each event loop follows it."""

    __slots__ = ("threads",)

    def __init__(self) -> None:
        self.threads: float = 40


class _LoopLimiter:
    """The limiter of one event loop, and the process-wide number that it has followed."""

    __slots__ = ("limiter", "threads")

    def __init__(self, limiter: CapacityLimiter, threads: float) -> None:
        self.limiter = limiter
        self.threads = threads


_limit: Final = _Limit()
# anyio binds a limiter to the event loop that first uses it, so each loop has its own.
_of_loop: list[RunVar[_LoopLimiter]] = []


def set_thread_limit(threads: float) -> None:
    """Let at most so many plain functions run in worker threads at once, in each event loop.

    It holds for the whole process, from the next call in each loop on. The default is 40;
    ``math.inf`` means no limit.

    Raises:
        ValueError: when the number is no whole number of at least 1, nor ``math.inf``.
    """
    if threads != float("inf") and not _is_count(threads):
        raise ValueError(bad_thread_limit(threads))
    _limit.threads = threads


def thread_limiter() -> CapacityLimiter:
    """Return the `anyio.CapacityLimiter` of the running event loop.

    Its ``total_tokens`` can be set for this loop alone; `set_thread_limit` sets it for all.

    Raises:
        RuntimeError: when no event loop runs in this thread.
    """
    from anyio import CapacityLimiter  # noqa: PLC0415 - imports asyncio
    from anyio.lowlevel import RunVar  # noqa: PLC0415 - imports asyncio

    if not _of_loop:
        _of_loop.append(RunVar("duotone_limiter"))
    try:
        of_loop = _of_loop[0].get(None)
    except RuntimeError as error:
        raise RuntimeError(no_limiter()) from error
    if of_loop is None:
        of_loop = _LoopLimiter(CapacityLimiter(_limit.threads), _limit.threads)
        _of_loop[0].set(of_loop)
    if of_loop.threads != _limit.threads:
        of_loop.threads = of_loop.limiter.total_tokens = _limit.threads
    return of_loop.limiter


def _is_count(threads: object) -> bool:
    return isinstance(threads, int) and not isinstance(threads, bool) and threads >= 1
