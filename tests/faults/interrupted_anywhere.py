"""A program that interrupts a call at one instruction of the bridge and of asyncio after the other.

Arguments: what is called, that only each n-th instruction is interrupted, and the way of bridging,
or "uvloop" for private loops of uvloop's. It prints whether all interrupts were raised, the result
of a last call, and each problem that an interrupt left behind, with the line that it met.
"""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
import time
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).parent))

import interrupted
import uvloop

import duotone

if TYPE_CHECKING:
    from collections.abc import Callable

BRIDGE = "duotone._bridge"
#: How many times the program waits for an interrupt that a finalizer has put off.
SOON = 500
#: What is raised in a finalizer is lost before any code of ours runs, and after it. None runs where
#: no interrupt is noted, unless something is dropped half way.
FINALIZERS = {"__del__", "drop", "_remove"}
DROPPING = "dropping"
# Python 3.12 does not tell of the instructions of a frame that has been entered already.
INSTRUCTION = "line" if sys.version_info[:2] == (3, 12) else "opcode"
#: Fewer interrupts would mean that they have not come where they were meant to.
FEWEST = 20
MACHINERY = (
    f"{BRIDGE}.",
    "duotone._on_private_loop.",
    "duotone._session.",
    "duotone._shared_context.",
    "asyncio.",
    "selectors.",
    "_weakrefset.",
)


class Countdown:
    """How many instructions are left until the interrupt comes, and what it met."""

    left = 0
    line = ""
    is_dropping = False


def watch(frame: Any, _: str, __: object) -> Any:
    """Have the instructions of the machinery counted down."""
    is_finalizer = Countdown.is_dropping and frame.f_code.co_name in FINALIZERS
    # What calls itself is a look at the room that is left on the stack: seventy times the same.
    is_again = frame.f_back.f_code is frame.f_code
    is_of_machinery = f"{frame.f_globals.get('__name__')}.".startswith(MACHINERY)
    return None if is_finalizer or is_again or not is_of_machinery else count(frame, "", None)


def count(frame: Any, event: str, _: object) -> Any:
    """Count an instruction, and interrupt at zero."""
    if event == INSTRUCTION:
        Countdown.left -= 1
        if Countdown.left == 0:
            Countdown.line = f"{frame.f_globals['__name__']}:{frame.f_lineno}"
            sys.settrace(None)
            signal.raise_signal(signal.SIGINT)
    else:
        frame.f_trace_opcodes = True
    return count


# The interrupt comes while these functions run: they have to look like the bridge's own code.
as_if_in_bridge: dict[str, Any] = globals() | {"__name__": BRIDGE}
for function in (watch, count):
    as_if_in_bridge[function.__name__] = FunctionType(function.__code__, as_if_in_bridge)


def call_interrupted(call: Callable[[], int], instructions: int) -> bool:
    """Interrupt a call after so many instructions, and tell whether it had as many."""
    Countdown.left = instructions
    sys.settrace(as_if_in_bridge["watch"])
    try:
        call()
        if Countdown.left <= 0:
            # Often: an interrupt just before a wait does not end it.
            for _ in range(SOON):
                time.sleep(0.01)
    finally:
        sys.settrace(None)
    return Countdown.left <= 0


def main(name: str, step: int, way: Any) -> None:
    call = getattr(interrupted, name)
    Countdown.is_dropping = name == DROPPING
    if way == "uvloop":
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    else:
        duotone.bridge(way).use()
    call()  # imports what it needs; an interrupted import is Python's own affair
    interrupted.listen()
    gc.collect()
    gc.freeze()  # what is there for good takes no time then
    interrupts, raised, is_reached = -1, 0, True
    while is_reached:
        interrupts += 1
        # What an interrupt has left to tidy up would lengthen the next call: its last instructions
        # would not be met.
        gc.collect()
        call()
        try:
            is_reached = call_interrupted(call, 1 + interrupts * step)
        except KeyboardInterrupt:
            raised += 1
        interrupted.look_around()
        if interrupted.problems:
            interrupted.problems.add(Countdown.line)
            break
    gc.collect()
    is_each_raised = raised == interrupts >= FEWEST
    print(is_each_raised, call(), *sorted(interrupted.problems))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
