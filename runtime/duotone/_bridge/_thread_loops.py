"""Which private loops does this thread have, and what do other libraries note of the thread?"""

from __future__ import annotations

import asyncio
import os
import sys
from _thread import get_ident
from asyncio.selector_events import BaseSelectorEventLoop
from threading import local

from . import _asgiref, _library
from ._any_loop import AnyLoop
from ._eager_loop import EagerLoop
from ._errors import no_loop_at_exit
from ._interrupts import again, calls, reach_this_thread
from ._standing_loop import StandingLoop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ._private_loop import PrivateLoop

#: How many unused loops a thread keeps; only nested calls need more than one.
KEPT: Final = 8
_HAS_LOOPS: Final = sys.platform not in {"emscripten", "wasi"}


class ThreadLoops:
    """The private loops of one thread."""

    __slots__ = ("asgirefs_notes", "busy", "idle", "is_main", "sniffios_notes")

    def __init__(self) -> None:
        #: Signals, and so interrupts, reach the main thread only.
        self.is_main = reach_this_thread()
        #: Those that no call is using; calls take the last one first.
        self.idle: list[PrivateLoop] = []
        self.busy: list[Any] = calls if self.is_main else []
        # The dictionaries behind thread-local objects of theirs: there it is quick to look.
        self.sniffios_notes: dict[str, Any] | None = None
        self.asgirefs_notes: dict[str, Any] | None = None

    def find_sniffios_notes(self) -> dict[str, Any] | None:
        """Return what sniffio notes of this thread, now that it has been imported."""
        if not _library.marks.look():
            return None
        notes: dict[str, Any] = _library.marks.thread_local.__dict__
        # Where gevent came later than this module, each greenlet has notes of its own.
        if isinstance(_library.marks.thread_local, local):
            self.sniffios_notes = notes
        return notes

    def find_asgirefs_notes(self) -> dict[str, Any] | None:
        """Return what asgiref notes of this thread, now that it has been imported."""
        if not _asgiref.found.look():
            return None
        notes: dict[str, Any] = _asgiref.found.of_thread.__dict__
        if isinstance(_asgiref.found.of_thread, local):
            self.asgirefs_notes = notes
        return notes


class _OfThisThread:
    """The loops of one thread, for as long as the thread lasts: nothing else refers to this."""

    __slots__ = ("loops", "number")

    def __init__(self) -> None:
        self.loops = ThreadLoops()
        self.number = get_ident()

    def __del__(self) -> None:
        # The number may be another thread's by now.
        if numbered.get(self.number) is self.loops:
            del numbered[self.number]


class _Local(local):
    def __init__(self) -> None:
        self.here = _OfThisThread()


_local: Final = _Local()
#: The loops of each thread by its number: quicker than what is thread-local.
numbered: Final[dict[int, ThreadLoops]] = {}


def loops_here() -> ThreadLoops:
    """Return the loops of this thread."""
    number = get_ident()
    loops = numbered.get(number)
    if loops is None:
        loops = numbered[number] = _local.here.loops
    return loops


def idle_loops() -> list[PrivateLoop]:
    """Return the loops of this thread that no call is using; calls take the last one first."""
    return loops_here().idle


def is_main_thread() -> bool:
    """Tell whether this is the thread that Ctrl-C comes to."""
    return loops_here().is_main


def make_loop(function: Callable[..., Any] | str) -> PrivateLoop:
    """Return a private loop that nobody uses yet, for a function of that name."""
    loop = _new_loop(function)
    is_known = isinstance(loop, BaseSelectorEventLoop | StandingLoop)
    return EagerLoop(loop, in_main=is_main_thread()) if is_known else AnyLoop(loop)


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
    loops = loops_here()
    loops.idle.clear()
    for call in loops.busy:  # the innermost comes last, and is the one that runs
        call.renew()
    calls[:] = loops.busy
    loops.busy, loops.is_main = calls, True
    again.times = 0  # what is on its way goes to the parent
    multiprocessing: Any = sys.modules.get("multiprocessing.util")
    if calls and multiprocessing is not None:
        multiprocessing.register_after_fork(make_loop, _leave_calls)


def _leave_calls(_: object) -> None:
    """Have no call under way: the target of a process of multiprocessing's is not part of it."""
    asyncio._set_running_loop(None)
    calls.clear()


if hasattr(os, "register_at_fork"):
    # After asyncio's own, which forgets the running loop.
    os.register_at_fork(after_in_child=_in_child)
