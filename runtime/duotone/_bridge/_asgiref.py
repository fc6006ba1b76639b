"""Which thread does asgiref give to sync code that a bridged coroutine hands to it?"""

from __future__ import annotations

import sys
from contextvars import ContextVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final, TypeAlias

    # thread-sensitive context, executor
    Threads: TypeAlias = tuple[Any, Any]

#: Which loop waits for a thread: where it is set, asgiref runs sync code there, as Django does with
#: plain views. It is looked for in the `__dict__` of asgiref's own object of the thread: of an
#: attribute that is not there the object itself tells six times slower.
WAITING_LOOP: Final = "main_event_loop"
_modules: Final = sys.modules


class _Found:
    """What asgiref keeps its notes in, once it has been imported."""

    __slots__ = ("executors", "of_thread", "sensitive", "variable")

    def __init__(self) -> None:
        #: The thread's own: which loop waits for it.
        self.of_thread: Any = None
        #: Which executor runs sync code for the coroutine of this context.
        self.executors: Any = None
        #: What these executors stand in; where it is not set, there is none: quick to find out.
        self.variable: ContextVar[Any] | None = None
        #: Which context asks for a thread of its own.
        self.sensitive: Any = None

    def look(self) -> bool:
        """Tell whether asgiref has been imported, and note what is asked of it."""
        asgiref = _modules.get("asgiref.sync")
        # While it is being imported the module is there, its classes are not.
        to_sync, to_async = (getattr(asgiref, n, None) for n in ("AsyncToSync", "SyncToAsync"))
        if to_sync is None or to_async is None:
            return False
        self.of_thread, self.executors = to_async.threadlocal, to_sync.executors
        self.sensitive = to_async.thread_sensitive_context
        variable = getattr(getattr(self.executors, "_storage", None), "_data", None)
        self.variable = variable if isinstance(variable, ContextVar) else None
        return True


found: Final = _Found()


def hide_asgirefs_thread() -> Threads | None:
    """Let asgiref choose a thread that does not wait; return what to bring back afterwards.

    It would choose the one that waits for the coroutine: each would wait for the other. Or the one
    that waits for the loop that is left here: that thread would keep the private loop in mind, and
    hand its next coroutine to it although nobody runs it any more.
    """
    if found.of_thread is None and ("asgiref.sync" not in _modules or not found.look()):
        return None
    variable = found.variable
    is_unset = variable is not None and variable.get(None) is None
    executor = None if is_unset else getattr(found.executors, "current", None)
    if executor is None and found.of_thread.__dict__.get(WAITING_LOOP) is None:
        return None
    context = found.sensitive.get(None)
    _replace((context, executor), (None, None))
    return context, executor


def show_asgirefs_thread(hidden: Threads | None) -> None:
    """Bring back what `hide_asgirefs_thread` has hidden."""
    if hidden is not None:
        _replace(hidden, hidden)


def _replace(before: Threads, after: Threads) -> None:
    """Set what asgiref has set, and leave unset what it has not."""
    if before[0] is not None:
        found.sensitive.set(after[0])
    if before[1] is not None:
        found.executors.current = after[1]
