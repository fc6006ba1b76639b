"""What does Ctrl-C do while a coroutine runs for a sync caller?

An interrupt that meets the user's code is raised there, as in any sync call, but not between the
making of a coroutine and its first step, where that would be lost. One that meets the machinery
around it would leave that half done; so it is noted, the coroutine is cancelled, and the call
raises it when everything is tidy.
"""

from __future__ import annotations

import gc
import os
import sys
from _thread import get_ident, interrupt_main, start_new_thread
from importlib import import_module
from inspect import CORO_CREATED, getcoroutinestate
from signal import default_int_handler
from threading import main_thread
from time import sleep
from types import CoroutineType

from ._whole_import import PATIENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType
    from typing import Any, Final, NoReturn, Protocol

    class _Interruptible(Protocol):
        """A call that is under way in the main thread."""

        interrupts: int

        def cancel(self) -> None:
            """Make the call end soon."""

        def renew(self) -> None:
            """Let the call go on in a forked process."""


# `signal` itself takes a detour over enumerations at each call; of this module none has types.
_signal: Final[Any] = import_module("_signal")
SIGINT: Final[int] = _signal.SIGINT
#: How many seconds the main thread waits before it looks for signals: one that comes just before
#: it waits, or that the system gives to another thread, does not wake it.
BLINK: Final = 0.5
#: How many times an interrupt comes again while the user's code is in the middle of something.
TIMES: Final = 100
#: How many times half a millisecond is waited for it when the call is over.
WAITS: Final = 2000
#: What Python calls while it drops something; callbacks of weak references stand in the modules.
_FINALIZERS: Final = {"__del__", "_give_back"}
_WEAK_REFERENCES: Final = {"_weakrefset", "weakref"}
_COROUTINE_LIKE: Final = 0x20 | 0x80 | 0x100 | 0x200
_MACHINERY: Final = (
    "duotone._bridge.",
    "duotone._declared.",
    "duotone._loops.",
    "duotone._on_private_loop.",
    "duotone._outcome.",
    "duotone._session.",
    "duotone._shared_context.",
    "asyncio.",
    "contextlib.",
    "importlib._bootstrap.",  # a relative import asks the package for its name
    "selectors.",
    "weakref.",
    "_weakrefset.",
)
#: Where the step of a task, or the wait for it, is begun.
_STEPS: Final = {
    "asyncio.events",
    "duotone._bridge._eager_loop",
    "duotone._bridge._private_loop",
    "duotone._bridge._shared_loop",
    "duotone._session._steps",
}
set_handler: Final[Callable[[int, Any], object]] = _signal.signal
get_handler: Final[Callable[[int], Any]] = _signal.getsignal

#: The calls under way in the main thread, outermost first.
calls: Final[list[_Interruptible]] = []
#: An interrupt that came before the first of them was under way, or after the last one.
late: Final[list[int]] = []


class _Again:
    """An interrupt that is to come again: it met the machinery below the user's code."""

    __slots__ = ("times",)

    def __init__(self) -> None:
        #: How often it has been sent; 0 when none is on its way.
        self.times = 0


# Of the thread, not of a call: it may come when another call is the innermost.
again: Final = _Again()


def reach_this_thread() -> bool:
    """Tell whether interrupts come to this thread: the main one, and of no subinterpreter."""
    if get_ident() != main_thread().ident:
        return False
    handler = get_handler(SIGINT)
    try:
        set_handler(SIGINT, handler)
    except (TypeError, ValueError):  # set by C code, which the bridge would not replace
        return False
    return True


def is_interrupting(handler: Any) -> bool:
    """Tell whether a handler of SIGINT means to raise `KeyboardInterrupt`, and is not ours."""
    if handler is default_int_handler:
        return True
    # What asyncio and trio set while they run; asyncio's is a partial.
    origin = getattr(handler, "func", handler)
    return getattr(origin, "__module__", None) in {"asyncio.runners", "trio._core._ki"}


def keep_handler(during: Any) -> None:
    """Leave the handler of SIGINT that was set during a call, if it is the user's.

    asyncio sets the default one when it takes back a handler of its own.
    """
    if during is not default_int_handler:
        set_handler(SIGINT, during)


def take_late(call: _Interruptible) -> None:
    """Give a call, which is under way now, the interrupt that came while it was prepared."""
    while late:
        late.pop()
        call.interrupts += 1  # no function is called in between, so no interrupt comes either


def raise_late() -> NoReturn:
    """Raise the interrupt that came when the call was over and not yet left."""
    late.clear()
    raise KeyboardInterrupt


def on_interrupt(number: int, frame: FrameType | None) -> None:
    """Raise the interrupt in the user's code, or note it and cancel the call."""
    times, again.times = again.times, 0
    if not calls:
        if frame is None or not _is_machinery(frame):
            raise KeyboardInterrupt
        late.append(number)
        return
    call = calls[-1]
    if frame is not None and _is_in_task(frame):
        is_users = not _is_machinery(frame)
        if is_users and (times == TIMES or not _is_coroutine_fresh()):
            raise KeyboardInterrupt
        if times < TIMES and _is_sent_again():
            again.times = times + 1
            return
    call.interrupts += 1
    if call.interrupts > PATIENCE:
        raise KeyboardInterrupt
    call.cancel()


def wait_for_interrupt() -> None:
    """Let an interrupt arrive that was to come again when the outermost call was over."""
    for _ in range(WAITS):
        if not again.times or get_handler(SIGINT) is not on_interrupt:
            break
        sleep(0.0005)
    else:
        late.append(SIGINT)  # this thread does not let it through
    again.times = 0


def is_sent_after_finalizer() -> bool:
    """Have an interrupt come when the main thread has left the finalizers that it runs.

    Python prints what is raised in a finalizer, and goes on. Tells whether that was possible.
    """
    return _is_started(_send_after_finalizer)


def _is_sent_again() -> bool:
    """Have the interrupt come again in a moment, and tell whether that was possible.

    Only another thread can send it: sent from here, it would meet this handler.
    """
    return _is_started(_send)


def _is_started(function: Callable[[], None]) -> bool:
    try:
        start_new_thread(function, ())
    except RuntimeError:
        return False
    return True


def _send_after_finalizer() -> None:
    while any(map(_is_finalizer, _frames_of_main_thread())):
        sleep(0.0005)
    _send()


def _is_finalizer(frame: FrameType) -> bool:
    """Tell whether Python prints what is raised here, and goes on."""
    module = frame.f_globals.get("__name__")
    return frame.f_code.co_name in _FINALIZERS or module in _WEAK_REFERENCES


def _frames_of_main_thread() -> Iterator[FrameType]:
    frame = sys._current_frames().get(_main_thread())  # pyright: ignore[reportPrivateUsage] - documented
    while frame is not None:
        yield frame
        frame = frame.f_back


def _send() -> None:
    if os.name == "posix":
        # The system's own signal also ends the wait of an event loop, or of a blocking call.
        _signal.pthread_kill(_main_thread(), SIGINT)
    else:
        interrupt_main()


def _main_thread() -> int:
    return main_thread().ident or 0  # it has one, since it runs


def _is_machinery(frame: FrameType) -> bool:
    return f"{frame.f_globals.get('__name__')}.".startswith(_MACHINERY)


def _is_in_task(frame: FrameType | None) -> bool:
    """Tell whether a frame was called by a coroutine, and not by a callback of the loop."""
    inner = None
    while frame is not None:
        if frame.f_globals.get("__name__") in _STEPS:
            return inner is not None and _is_coroutine(inner)
        inner, frame = frame, frame.f_back
    return False


def _is_coroutine(frame: FrameType) -> bool:
    return bool(frame.f_code.co_flags & _COROUTINE_LIKE)


def _is_coroutine_fresh() -> bool:
    """Tell whether a coroutine has just been made that has not begun: raising would lose it."""
    return any(
        type(thing) is CoroutineType and getcoroutinestate(thing) == CORO_CREATED
        for generation in (0, 1)
        for thing in gc.get_objects(generation)
    )
