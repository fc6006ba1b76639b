"""How is a coroutine run on the event loop that started this worker thread?"""

from __future__ import annotations

import asyncio
from contextvars import copy_context
from functools import partial
from math import inf

from anyio import current_effective_deadline, from_thread

from ._context import write_back
from ._errors import no_host
from ._kept_context import keep_context
from ._library import mark_context

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context
    from typing import Any

    from .._declared import Side


def run(
    function: Callable[..., Any],
    _name: str | None,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    declares: Side | None,
) -> Any:
    """Run a coroutine function on the host loop and return its result; anyio makes its task."""
    ends_with: list[Context] = []
    mark = copy_context().run(mark_context, None)
    try:
        return from_thread.run(partial(_run_here, function, args, kwargs, ends_with, declares))
    except asyncio.CancelledError:
        # The scope that was cancelled knows its own error only.
        from_thread.check_cancelled()
        raise
    except RuntimeError as error:
        if ends_with:
            raise
        # Nothing has run: anyio has refused this thread, or the host loop has ended.
        raise RuntimeError(no_host(function)) from error
    finally:
        for inner in ends_with:
            inner.run(mark_context, mark)
            write_back(inner)


async def _run_here(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    ends_with: list[Context],
    declares: Side | None,
) -> Any:
    # Under asyncio a scope tells those who wait when it is cancelled, and not who comes later.
    task = asyncio.current_task() if asyncio._get_running_loop() is not None else None
    if task is not None and current_effective_deadline() == -inf:
        task.cancel()
    return await keep_context(function, args, kwargs, ends_with, declares)
