"""How is a plain function awaited? In a worker thread of anyio's."""

from __future__ import annotations

from contextvars import copy_context
from functools import partial

from ._context import write_back
from ._errors import no_worker_thread
from ._library import mark_context
from ._thread_limit import thread_limiter
from ._traceback import users_part

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context
    from typing import Any


async def run_in_worker_thread(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    *,
    abandon_on_cancel: bool,
) -> Any:
    """Run a function in a worker thread and return its result."""
    from anyio.to_thread import run_sync  # noqa: PLC0415 - imports asyncio

    context = copy_context()
    # In the thread no event loop runs, whatever anyio has noted in the context.
    mark = context.run(mark_context, None)
    call = partial(context.run, function, *args, **kwargs)
    try:
        return await run_sync(call, limiter=thread_limiter(), abandon_on_cancel=abandon_on_cancel)
    except RuntimeError as error:
        if _is_thread_refused(error):
            raise RuntimeError(no_worker_thread(function, error)) from error
        raise
    finally:
        # An abandoned thread keeps its context to itself.
        if not _is_in_use(context):
            context.run(mark_context, mark)
            write_back(context)


def _is_thread_refused(error: RuntimeError) -> bool:
    """Tell whether an error comes from starting the thread, and not from the user's function."""
    trace = users_part(error.__traceback__)
    return trace is not None and trace.tb_frame.f_globals.get("__name__") == "threading"


def _is_in_use(context: Context) -> bool:
    try:
        context.run(_do_nothing)
    except RuntimeError:
        return True
    return False


def _do_nothing() -> None:
    """Do nothing, in a context that may be in use."""
