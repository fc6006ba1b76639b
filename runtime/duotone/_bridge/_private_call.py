"""How is a coroutine run in the calling thread? On a private event loop of the thread's."""

from __future__ import annotations

import sys
from _thread import get_ident
from asyncio import _get_running_loop  # pyright: ignore[reportPrivateUsage] - asyncio has it for event loops
from signal import default_int_handler

from ._asgiref import WAITING_LOOP
from ._interrupts import (
    SIGINT,
    again,
    get_handler,
    is_interrupting,
    keep_handler,
    late,
    on_interrupt,
    raise_late,
    set_handler,
    take_late,
    wait_for_interrupt,
)
from ._library import MARK
from ._outer import come_back, leave
from ._thread_loops import KEPT, loops_here, make_loop, numbered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from .._declared import Side

#: How many calls deep it goes from here to the coroutine, and in tidying up after it.
STACK: Final = 40
_modules: Final = sys.modules


def run(  # noqa: C901, PLR0912, PLR0915 - each function more would cost a call two per cent
    function: Callable[..., Any],
    name: str | None,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    declares: Side | None,
) -> Any:
    """Run a coroutine function to its end and return its result; name its task."""
    try:
        loops = numbered[get_ident()]
    except KeyError:
        loops = loops_here()
    before = None  # no handler of SIGINT to put back
    if loops.is_main:
        before = get_handler(SIGINT)
        if before is default_int_handler or is_interrupting(before):
            set_handler(SIGINT, on_interrupt)
        else:
            before = None
    try:
        idle = loops.idle
        if loops.busy or not idle:
            require_stack(STACK)
        private = idle.pop() if idle else make_loop(function)
        if private.is_closed():  # by the user's code
            private = make_loop(function)
        loops.busy.append(private)
        if late and loops.is_main:
            take_late(private)
        try:
            outer = _get_running_loop()
            # What two other libraries note of the thread is read here: a call would cost more.
            sniffios, asgirefs = loops.sniffios_notes, loops.asgirefs_notes
            if sniffios is None and "sniffio" in _modules:
                sniffios = loops.find_sniffios_notes()
            if asgirefs is None and "asgiref.sync" in _modules:
                asgirefs = loops.find_asgirefs_notes()
            if (
                outer is None
                and (sniffios is None or MARK not in sniffios or sniffios[MARK] is None)
                and (
                    asgirefs is None
                    or WAITING_LOOP not in asgirefs
                    or asgirefs[WAITING_LOOP] is None
                )
            ):
                return private.complete(function, name, args, kwargs, declares)
            left = leave(outer, function)
            try:
                return private.complete(function, name, args, kwargs, declares)
            finally:
                come_back(left)
                del left  # the outer task, which may keep what is raised here
        finally:
            loops.busy.pop()  # another list, when the coroutine has forked in a thread
            private.task = None
            if private.is_reusable:
                idle.append(private)
            else:
                private.loop.close()
            if len(idle) > KEPT and not loops.busy:
                del idle[:-KEPT]  # where the stack is at its shortest, because they are closed
            is_interrupted, private.interrupts = private.interrupts, 0
            # From Python 3.12 on whoever keeps what a coroutine has raised keeps this frame.
            del private, idle
            if is_interrupted:
                raise KeyboardInterrupt
    finally:
        del loops
        if before is not None:
            if again.times:
                wait_for_interrupt()
            during = set_handler(SIGINT, before)
            if during is not on_interrupt:
                keep_handler(during)
            if late:
                raise_late()


def require_stack(levels: int) -> None:
    """Raise the `RecursionError` that is near now, and not in the middle of asyncio.

    Raises:
        RecursionError: when there is no room for so many calls, one below the other.
    """
    if levels:
        require_stack(levels - 1)
