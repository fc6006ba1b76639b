"""Who may go on with a session, where, and how does it end?"""

from __future__ import annotations

import asyncio
import atexit
import threading
from os import getpid
from weakref import ref

from .._bridge._greenlets import refuse_beside_another
from .._bridge._guard import Guard
from .._bridge._interrupts import is_sent_after_finalizer
from .._bridge._outer import outer_loop_left
from .._bridge._private_call import require_stack
from .._bridge._thread_loops import is_main_thread
from .._loops import running_loop
from .._stepwise_errors import (
    belongs_to_process,
    belongs_to_thread,
    is_under_way,
    loop_is_under_way,
)
from ._belongings import note_tasks_no_more
from ._steps import Steps
from ._thread_loop import ThreadLoop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from .._outcome import Outcome
    from ._steps import Operation

#: How many calls deep it goes from here to what is awaited, and in tidying up after it.
STACK: Final = 70


class _OfThread:
    """The sessions that one thread has begun."""

    __slots__ = ("__weakref__", "dropped", "half_way")

    def __init__(self) -> None:
        self.half_way: set[Session] = set()
        #: Those that nobody can go on with, but that could not be closed when that happened.
        self.dropped: list[Session] = []

    def close_dropped(self) -> None:
        """Close the sessions that could not be closed when they were dropped."""
        while self.dropped:
            self.dropped.pop().close_or_report()

    def __del__(self) -> None:
        self.close_dropped()


class _Here(threading.local):
    def __init__(self) -> None:
        self.sessions = _OfThread()


_here: Final = _Here()


class Session:
    """One task on the private loop of this thread, for what `name` needs to await in steps.

    `close` is awaited when the session ends before what runs in it has ended by itself.
    """

    __slots__ = (
        "_close",
        "_is_running",
        "_name",
        "_owner",
        "_process",
        "_steps",
        "_thread_loop",
        "is_over",
    )

    def __init__(self, name: str, close: Operation) -> None:
        require_stack(STACK)
        refuse_beside_another(running_loop(), name)
        _here.sessions.close_dropped()
        self._name = name
        self._close = close
        self._owner = ref(_here.sessions)
        self._process = getpid()
        self._thread_loop = ThreadLoop(name)
        self._steps = Steps(self._thread_loop.loop)
        self._is_running = False
        self.is_over = False
        _here.sessions.half_way.add(self)

    def run(self, guard: Guard, operation: Operation, *arguments: Any) -> Outcome:
        """Await something in the task of the session, and return what it ended with.

        Raises:
            RuntimeError: in another thread or process than that of the first step.
            ValueError: while an earlier step is still under way.
        """
        self._refuse_elsewhere()
        return self._run(guard, operation, *arguments)

    def end(self, guard: Guard) -> None:
        """End the task, cancel the tasks that it has left, and give the loop back."""
        if self.is_over:
            return
        self.is_over = True
        others = self._others()
        others.discard(self)
        loop = self._thread_loop.loop
        with outer_loop_left(asyncio._get_running_loop(), self._name), self._thread_loop:
            self._steps.run(guard, None)
            if all(other._thread_loop.loop is not loop for other in others):
                note_tasks_no_more(loop)

    def close(self) -> None:
        """Close what runs in the session, then end it; from any thread once its own has ended.

        Raises:
            RuntimeError: in another thread or process than that of the first step.
            ValueError: while an earlier step is still under way.
        """
        if not self.is_over and self._owner() is not None:
            self._refuse_elsewhere()
        self.close_now()

    def close_now(self) -> None:
        """Close what runs in the session, then end it; the copy that a fork has made is let be."""
        if self.is_over:
            return
        if self._process != getpid():
            self._let_be()
            return
        with Guard() as guard:
            try:
                outcome = self._run(guard, self._close)
            finally:
                self.end(guard)
        if outcome.error is not None:
            raise outcome.take_error()

    def close_or_report(self) -> None:
        """Close what runs in the session where no caller could make sense of an error."""
        try:
            self.close_now()
        except Exception as error:  # noqa: BLE001 - the user's, from a `finally`
            message = f"an error occurred while closing {self._name}()"
            report = {"message": message, "exception": error}
            self._thread_loop.loop.call_exception_handler(report)

    def drop(self) -> None:
        """Close what runs in the session, here or where that can be done: nobody holds it now.

        Nobody hears what a finalizer raises: an interrupt is sent again.
        """
        try:
            self._drop()
        except KeyboardInterrupt:
            self._drop()  # unless it is over, the interrupt came before anything was done
            if not (is_main_thread() and is_sent_after_finalizer()):
                raise

    def _drop(self) -> None:
        if self.is_over:
            return
        owner = self._owner()
        if (
            owner is None
            or self._process != getpid()
            or (owner is _here.sessions and self._thread_loop.is_idle)
        ):
            self.close_now()
            return
        # Its loop runs, or may run at any time, in a thread that is busy: close it there.
        owner.dropped.append(self)
        self._thread_loop.loop.call_soon_threadsafe(self._close_soon)

    def _run(self, guard: Guard, operation: Operation, *arguments: Any) -> Outcome:
        require_stack(STACK)
        self._is_running = True
        try:
            with outer_loop_left(asyncio._get_running_loop(), self._name), self._thread_loop:
                return self._steps.run(guard, operation, *arguments)
        finally:
            self._is_running = False
            if self._steps.is_given_up:
                self._let_be()

    def _let_be(self) -> None:
        """Have no more to do with what runs in the session: it cannot be ended here."""
        self.is_over = True
        self._others().discard(self)
        self._steps.forget()

    def _others(self) -> set[Session]:
        owner = self._owner()
        return set() if owner is None else owner.half_way

    def _close_soon(self) -> None:
        if not self.is_over and not self._is_running:
            self._steps.ask(self._close)

    def _refuse_elsewhere(self) -> None:
        if self._process != getpid():
            raise RuntimeError(belongs_to_process(self._name))
        if self._owner() is not _here.sessions:
            raise RuntimeError(belongs_to_thread(self._name))
        if self._is_running:
            raise ValueError(is_under_way(self._name))
        if not self._thread_loop.is_idle:
            raise RuntimeError(loop_is_under_way(self._name))


@atexit.register
def _close_half_way() -> None:
    """Close what is half way while modules can still be imported."""
    for session in list(_here.sessions.half_way):
        session.close_or_report()
