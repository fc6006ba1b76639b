"""How is a coroutine run in the calling thread? On a private event loop of the thread's."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from asyncio import _get_running_loop  # pyright: ignore[reportPrivateUsage] - asyncio has it for event loops
from asyncio.selector_events import BaseSelectorEventLoop
from signal import default_int_handler

from ._any_loop import AnyLoop
from ._asgiref import WAITING_LOOP, found
from ._eager_loop import EagerLoop
from ._errors import no_loop_at_exit
from ._interrupts import (
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
from ._library import marks
from ._outer import come_back, leave
from ._standing_loop import StandingLoop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from .._declared import Side
    from ._private_loop import PrivateLoop

#: How many unused loops a thread keeps; only nested calls need more than one.
KEPT: Final = 8
#: How many calls deep it goes from here to the coroutine, and in tidying up after it.
STACK: Final = 40
_modules: Final = sys.modules
_HAS_LOOPS: Final = sys.platform not in {"emscripten", "wasi"}


class _ThreadLoops:
    """The private loops of one thread."""

    __slots__ = ("busy", "idle", "is_main")

    def __init__(self) -> None:
        #: Signals, and so interrupts, reach the main thread only.
        self.is_main = reach_this_thread()
        self.idle: list[PrivateLoop] = []
        self.busy: list[Any] = calls if self.is_main else []


class _Local(threading.local):
    def __init__(self) -> None:
        self.loops = _ThreadLoops()


_local: Final = _Local()


def idle_loops() -> list[PrivateLoop]:
    """Return the loops of this thread that no call is using; calls take the last one first."""
    return _local.loops.idle


def is_main_thread() -> bool:
    """Tell whether this is the thread that Ctrl-C comes to."""
    return _local.loops.is_main


def run(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    declares: Side | None,
) -> Any:
    """Run a coroutine function to its end and return its result."""
    loops = _local.loops
    if not loops.is_main:
        return _run(loops, function, args, kwargs, declares)
    before = get_handler(SIGINT)
    if before is not default_int_handler and not is_interrupting(before):
        return _run(loops, function, args, kwargs, declares)
    set_handler(SIGINT, on_interrupt)
    try:
        return _run(loops, function, args, kwargs, declares)
    finally:
        if again.times:
            wait_for_interrupt()
        during = set_handler(SIGINT, before)
        if during is not on_interrupt:
            keep_handler(during)
        if late:
            raise_late()


def _run(
    loops: _ThreadLoops,
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    declares: Side | None,
) -> Any:
    idle, busy = loops.idle, loops.busy
    if busy or not idle:
        _require_stack(STACK)
    private = idle.pop() if idle else make_loop(function)
    if private.is_closed():  # by the user's code
        private = make_loop(function)
    busy.append(private)
    if late and busy is calls:
        take_late(private)
    try:
        outer = _get_running_loop()
        # What two other libraries note in a thread is read here: asking functions costs as much.
        if (
            outer is not None
            or (
                (marks.thread_local is not None or ("sniffio" in _modules and marks.look()))
                and marks.thread_local.name is not None  # pyright: ignore[reportOptionalMemberAccess] - looking finds it
            )
            or (
                (found.of_thread is not None or ("asgiref.sync" in _modules and found.look()))
                and found.of_thread.__dict__.get(WAITING_LOOP) is not None
            )
        ):
            left = leave(outer, function)
            try:
                return private.complete(function, args, kwargs, declares)
            finally:
                come_back(left)
        return private.complete(function, args, kwargs, declares)
    finally:
        busy.pop()
        private.task = None
        if private.is_reusable:
            idle.append(private)
        else:
            private.loop.close()
        if len(idle) > KEPT and not busy:
            del idle[:-KEPT]  # where the stack is at its shortest, because they are closed
        if private.interrupts:
            private.interrupts = 0
            raise KeyboardInterrupt


def _require_stack(levels: int) -> None:
    """Raise the `RecursionError` that is near now, and not in the middle of asyncio."""
    if levels:
        _require_stack(levels - 1)


def make_loop(function: Callable[..., Any] | str) -> PrivateLoop:
    """Return a private loop that nobody uses yet, for a function of that name."""
    loop = _new_loop(function)
    is_known = isinstance(loop, BaseSelectorEventLoop | StandingLoop)
    return EagerLoop(loop, in_main=_local.loops.is_main) if is_known else AnyLoop(loop)


def _new_loop(function: Callable[..., Any] | str) -> asyncio.AbstractEventLoop:
    if not _HAS_LOOPS:
        return StandingLoop(f"{sys.platform} cannot wait")
    try:
        return asyncio.new_event_loop()
    except OSError as error:
        return StandingLoop(error)
    except ImportError as error:
        raise RuntimeError(no_loop_at_exit(function)) from error


def _in_child() -> None:
    """Leave the parent's loops alone in a forked process, and make the running ones its own."""
    loops = _local.loops
    loops.idle.clear()
    for call in loops.busy:  # the innermost comes last, and is the one that runs
        call.renew()
    calls[:] = loops.busy
    loops.busy, loops.is_main = calls, True
    again.times = 0  # what is on its way goes to the parent
    multiprocessing: Any = sys.modules.get("multiprocessing.util")
    if calls and multiprocessing is not None:
        multiprocessing.register_after_fork(run, _leave_calls)


def _leave_calls(_: object) -> None:
    """Have no call under way: the target of a process of multiprocessing's is not part of it."""
    asyncio._set_running_loop(None)
    calls.clear()


if hasattr(os, "register_at_fork"):
    # After asyncio's own, which forgets the running loop.
    os.register_at_fork(after_in_child=_in_child)
