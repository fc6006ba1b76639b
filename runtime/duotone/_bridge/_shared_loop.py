"""How is a coroutine run on the one event loop that all threads share?"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from _thread import allocate_lock, get_ident
from asyncio import Task
from contextvars import copy_context

from ._asgiref import hide_asgirefs_thread, show_asgirefs_thread
from ._context import write_back
from ._errors import no_loop_at_exit, no_shared_loop, no_thread
from ._interrupts import (
    BLINK,
    SIGINT,
    again,
    calls,
    get_handler,
    is_interrupting,
    keep_handler,
    late,
    on_interrupt,
    raise_late,
    reach_this_thread,
    set_handler,
    take_late,
    wait_for_interrupt,
)
from ._kept_context import keep_context
from ._leftovers import end_leftovers
from ._library import mark_context
from ._private_call import run as run_on_private_loop
from ._private_loop import inherited
from ._whole_import import PATIENCE

try:
    from uvloop import new_event_loop
except ImportError:
    from asyncio import new_event_loop  # type: ignore[assignment]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from contextvars import Context
    from typing import Any, Final

    from .._declared import Side

#: How many seconds the end of the interpreter waits for what is left on the loop.
FAREWELL: Final = 5.0


class _SharedLoop:
    """An event loop that runs in a thread of its own until the interpreter ends."""

    def __init__(self) -> None:
        self.loop = new_event_loop()
        self._is_stopping = False
        self._stop = asyncio.Event()
        self.thread = threading.Thread(target=self._serve, name="duotone shared loop", daemon=True)
        try:
            self.thread.start()
        except RuntimeError:
            self.loop.close()
            raise

    def stop(self) -> None:
        """Cancel what is left, and wait for the thread to end."""
        self._is_stopping = True
        self.loop.call_soon_threadsafe(self._stop.set)
        self.thread.join(FAREWELL)

    def _serve(self) -> None:
        while not self._is_stopping:
            # A running task lets anyio keep its worker threads from call to call.
            self._run(self._stop.wait())
        self._run(end_leftovers(()))
        self._run(self.loop.shutdown_asyncgens())
        self.loop.close()

    def _run(self, coroutine: Any) -> None:
        task = self.loop.create_task(coroutine)
        try:
            self.loop.run_until_complete(task)
        except (KeyboardInterrupt, SystemExit, RuntimeError, asyncio.CancelledError):
            # What a user's coroutine raises is given to its caller; the loop goes on for others.
            task.cancel()


class _Current:
    """The shared loop of the process, if one runs."""

    def __init__(self) -> None:
        self.shared: _SharedLoop | None = None
        self.lock = threading.Lock()

    def get(self, function: Callable[..., Any]) -> _SharedLoop:
        """Return the loop; start it if this is the first call."""
        shared = self.shared
        if shared is not None:
            return shared
        with self.lock:
            if self.shared is None:
                self.shared = _start(function)
            return self.shared

    def stop(self) -> None:
        """End the loop, if one runs."""
        shared, self.shared = self.shared, None
        if shared is not None:
            shared.stop()


_current: Final = _Current()
stop: Final = _current.stop


class _Call:
    """A coroutine on the shared loop, and the thread that waits for it."""

    __slots__ = ("_ended", "_function", "_loop", "_name", "_task", "interrupts")

    def __init__(self, loop: Any, function: Callable[..., Any], name: str | None) -> None:
        self._loop = loop
        self._function = function
        self._name = name
        self._ended = allocate_lock()
        self._ended.acquire()
        self._task: Task[Any] | None = None
        #: How often Ctrl-C has met the call.
        self.interrupts = 0

    def complete(self, args: tuple[Any, ...], kwargs: dict[str, Any], declares: Side | None) -> Any:
        """Run the coroutine function to its end and return its result."""
        context = copy_context()
        mark = context.run(mark_context, None)
        asgirefs = context.run(hide_asgirefs_thread)
        ends_with: list[Context] = []
        coroutine = keep_context(self._function, args, kwargs, ends_with, declares)
        try:
            task = self._wait(context, coroutine)
        finally:
            for inner in ends_with:
                inner.run(mark_context, mark)
                inner.run(show_asgirefs_thread, asgirefs)
                write_back(inner)
        return task.result()

    def cancel(self) -> None:
        """Cancel the task; made for a signal handler."""
        self._loop.call_soon_threadsafe(self._cancel)

    def renew(self) -> None:
        """Do nothing: a thread that waits here does not fork."""

    def _wait(self, context: Context, coroutine: Coroutine[Any, Any, Any]) -> Task[Any]:
        """Start the task, and return it when it has ended."""
        try:
            self._loop.call_soon_threadsafe(self._begin, context, coroutine)
        except RuntimeError as error:  # the interpreter ends, and the loop has been closed
            coroutine.close()
            raise RuntimeError(no_loop_at_exit(self._function)) from error
        try:
            self._sleep()
        except BaseException:
            # Raised by a signal handler; the third Ctrl-C does not wait any more.
            if self.interrupts <= PATIENCE:
                self.cancel()
                self._sleep()
            raise
        return self._task  # type: ignore[return-value] # set before the lock was released

    def _sleep(self) -> None:
        while not self._ended.acquire(timeout=BLINK):
            pass

    def _begin(self, context: Context, coroutine: Coroutine[Any, Any, Any]) -> None:
        task: Task[Any] = context.run(self._loop.create_task, coroutine, name=self._name)
        task.add_done_callback(self._end)
        self._task = task
        if self.interrupts:  # before there was a task to cancel
            task.cancel()

    def _end(self, _: Task[Any]) -> None:
        self._ended.release()

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()


def run(
    function: Callable[..., Any],
    name: str | None,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    declares: Side | None,
) -> Any:
    """Run a coroutine function to its end and return its result; name its task."""
    if sys.is_finalizing():
        raise RuntimeError(no_loop_at_exit(function))
    shared = _current.get(function)
    if get_ident() == shared.thread.ident:
        # The shared loop stands still meanwhile; waiting for it would never end.
        return run_on_private_loop(function, name, args, kwargs, declares)
    before = get_handler(SIGINT)
    if not (is_interrupting(before) and reach_this_thread()):
        return _Call(shared.loop, function, name).complete(args, kwargs, declares)
    set_handler(SIGINT, on_interrupt)
    try:
        return _run_in_main(_Call(shared.loop, function, name), args, kwargs, declares)
    finally:
        if again.times:
            wait_for_interrupt()
        during = set_handler(SIGINT, before)
        if during is not on_interrupt:
            keep_handler(during)
        if late:
            raise_late()


def _run_in_main(
    call: _Call, args: tuple[Any, ...], kwargs: dict[str, Any], declares: Side | None
) -> Any:
    """Wait in the main thread, which Ctrl-C can interrupt."""
    calls.append(call)
    take_late(call)
    try:
        return call.complete(args, kwargs, declares)
    finally:
        calls.pop()
        if call.interrupts:
            raise KeyboardInterrupt


def _start(function: Callable[..., Any]) -> _SharedLoop:
    try:
        return _SharedLoop()
    except OSError as error:
        raise RuntimeError(no_shared_loop(function, error)) from error
    except RuntimeError as error:
        raise RuntimeError(no_thread(function, error)) from error


def _in_child() -> None:
    """Forget the parent's loop in a forked process: its thread is not there."""
    inherited.append(_current.shared)
    _current.shared = None
    _current.lock = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
