"""How is a plain function awaited? In a worker thread of anyio's."""

from __future__ import annotations

from contextvars import copy_context
from functools import partial

from ._context import write_back
from ._library import mark_context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from anyio import CapacityLimiter
    from anyio.lowlevel import RunVar

#: How many dual functions may run in worker threads at once, in each event loop.
THREADS: Final = 40

_limiters: list[RunVar[CapacityLimiter]] = []


async def run_in_worker_thread(
    function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> Any:
    """Run a function in a worker thread and return its result."""
    from anyio.to_thread import run_sync  # noqa: PLC0415 - imports asyncio

    context = copy_context()
    # In the thread no event loop runs, whatever anyio has noted in the context.
    mark = context.run(mark_context, None)
    try:
        return await run_sync(
            partial(context.run, function, *args, **kwargs), limiter=_current_limiter()
        )
    finally:
        context.run(mark_context, mark)
        write_back(context)


def _current_limiter() -> CapacityLimiter:
    """Return this event loop's limiter: anyio binds each to the loop that first uses it."""
    from anyio import CapacityLimiter  # noqa: PLC0415 - imports asyncio
    from anyio.lowlevel import RunVar  # noqa: PLC0415

    if not _limiters:
        _limiters.append(RunVar("duotone_limiter"))
    try:
        return _limiters[0].get()
    except LookupError:
        limiter = CapacityLimiter(THREADS)
        _limiters[0].set(limiter)
        return limiter
