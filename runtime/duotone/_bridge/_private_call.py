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
    calls,
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
    from ._thread_loops import ThreadLoops

#: How many calls deep it goes from here to the coroutine, and in tidying up after it.
STACK: Final = 40
_modules: Final = sys.modules


def run(
    function: Callable[..., Any],
    name: str | None,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    declares: Side | None,
) -> Any:
    """Run a coroutine function to its end and return its result; name its task."""
    loops = numbered.get(get_ident()) or loops_here()
    if not loops.is_main:
        return _run(loops, function, name, args, kwargs, declares)
    before = get_handler(SIGINT)
    if before is not default_int_handler and not is_interrupting(before):
        return _run(loops, function, name, args, kwargs, declares)
    set_handler(SIGINT, on_interrupt)
    try:
        return _run(loops, function, name, args, kwargs, declares)
    finally:
        if again.times:
            wait_for_interrupt()
        during = set_handler(SIGINT, before)
        if during is not on_interrupt:
            keep_handler(during)
        if late:
            raise_late()


def _run(  # noqa: PLR0913, PLR0917 - what a call is made of
    loops: ThreadLoops,
    function: Callable[..., Any],
    name: str | None,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    declares: Side | None,
) -> Any:
    idle, busy = loops.idle, loops.busy
    if busy or not idle:
        require_stack(STACK)
    private = idle.pop() if idle else make_loop(function)
    if private.is_closed():  # by the user's code
        private = make_loop(function)
    busy.append(private)
    if late and busy is calls:
        take_late(private)
    try:
        outer = _get_running_loop()
        # What two other libraries note of the thread is read here: asking functions costs as much.
        sniffios, asgirefs = loops.sniffios_notes, loops.asgirefs_notes
        if sniffios is None and "sniffio" in _modules:
            sniffios = loops.find_sniffios_notes()
        if asgirefs is None and "asgiref.sync" in _modules:
            asgirefs = loops.find_asgirefs_notes()
        if (
            outer is not None
            or (sniffios is not None and sniffios.get(MARK) is not None)
            or (asgirefs is not None and asgirefs.get(WAITING_LOOP) is not None)
        ):
            left = leave(outer, function)
            try:
                return private.complete(function, name, args, kwargs, declares)
            finally:
                come_back(left)
                del left  # the outer task, which may keep what is raised here
        return private.complete(function, name, args, kwargs, declares)
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


def require_stack(levels: int) -> None:
    """Raise the `RecursionError` that is near now, and not in the middle of asyncio.

    Raises:
        RecursionError: when there is no room for so many calls, one below the other.
    """
    if levels:
        require_stack(levels - 1)
