"""Which thread does asgiref give to sync code that a bridged coroutine hands to it?"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    # thread-sensitive context, executor
    Threads: TypeAlias = tuple[Any, Any]


def hide_callers_thread() -> Threads | None:
    """Let asgiref choose another thread than this one; return what to bring back afterwards.

    In a Django view it would choose the view's own thread, which waits for the coroutine: each
    would wait for the other.
    """
    asgiref: Any = sys.modules.get("asgiref.sync")
    # While asgiref is being imported the module is there, its classes are not.
    to_thread: Any = getattr(asgiref, "SyncToAsync", None)
    if not _is_asgirefs_own(to_thread):
        return None
    context, executors = to_thread.thread_sensitive_context, asgiref.AsyncToSync.executors
    hidden = context.get(None), getattr(executors, "current", None)
    _show(context, executors, (None, None))
    return hidden


def show_callers_thread(hidden: Threads | None) -> None:
    """Bring back what `hide_callers_thread` has hidden."""
    if hidden is not None:
        asgiref = sys.modules["asgiref.sync"]
        _show(asgiref.SyncToAsync.thread_sensitive_context, asgiref.AsyncToSync.executors, hidden)


def _is_asgirefs_own(to_thread: Any) -> bool:
    """Tell whether asgiref runs sync code in this thread."""
    noted = getattr(to_thread, "threadlocal", None)
    return getattr(noted, "main_event_loop", None) is not None


def _show(context: Any, executors: Any, threads: Threads) -> None:
    of_context, of_caller = threads
    context.set(of_context)
    executors.current = of_caller
