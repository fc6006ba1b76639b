"""Which thread does asgiref give to sync code that a bridged coroutine hands to it?"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    # thread-sensitive context, executor
    Threads: TypeAlias = tuple[Any, Any]


def is_asgirefs_thread() -> bool:
    """Tell whether asgiref runs sync code in this thread, as Django does with plain views."""
    # While asgiref is being imported the module is there, its classes are not.
    to_thread = getattr(sys.modules.get("asgiref.sync"), "SyncToAsync", None)
    noted = getattr(to_thread, "threadlocal", None)
    return getattr(noted, "main_event_loop", None) is not None


def hide_asgirefs_thread() -> Threads | None:
    """Let asgiref choose a thread that does not wait; return what to bring back afterwards.

    It would choose the one that waits for the coroutine: each would wait for the other. Or the one
    that waits for the loop that is left here: that thread would keep the private loop in mind, and
    hand its next coroutine to it although nobody runs it any more.
    """
    asgiref: Any = sys.modules.get("asgiref.sync")
    executor = getattr(getattr(asgiref, "AsyncToSync", None), "executors", None)
    executor = getattr(executor, "current", None)
    if executor is None and not is_asgirefs_thread():
        return None
    context = asgiref.SyncToAsync.thread_sensitive_context.get(None)
    _replace((context, executor), (None, None))
    return context, executor


def show_asgirefs_thread(hidden: Threads | None) -> None:
    """Bring back what `hide_asgirefs_thread` has hidden."""
    if hidden is not None:
        _replace(hidden, hidden)


def _replace(before: Threads, after: Threads) -> None:
    """Set what asgiref has set, and leave unset what it has not."""
    asgiref: Any = sys.modules["asgiref.sync"]
    if before[0] is not None:
        asgiref.SyncToAsync.thread_sensitive_context.set(after[0])
    if before[1] is not None:
        asgiref.AsyncToSync.executors.current = after[1]
