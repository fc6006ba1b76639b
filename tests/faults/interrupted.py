"""A program that is interrupted at random moments, and tells what the interrupts left behind.

Arguments: what is called, how often it is interrupted, the way of bridging. It prints the number
of interrupts it got and each problem that it found.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import random
import signal
import sys
import threading
import time
import warnings
from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import duotone
from duotone import sync_compatible

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

problems: set[str] = set()
# Held while a coroutine runs: both of its ends are made in C, where no interrupt comes between.
inside = threading.Lock()


@sync_compatible
async def trivial() -> int:
    with inside:
        return 7


@sync_compatible
async def waiting() -> int:
    with inside:
        await asyncio.sleep(0.0003)
        await asyncio.sleep(0)
        return 7


@sync_compatible
async def computing() -> int:
    with inside:
        return 7 if sum(n * n for n in range(20_000)) else 0


@sync_compatible
async def gathering() -> int:
    with inside:
        await asyncio.gather(*(asyncio.sleep(0.0001) for _ in range(5)))
        return 7


@sync_compatible
async def nesting() -> int:
    return waiting(_sync=True) + trivial(_sync=True) - 7


@sync_compatible
async def numbers() -> AsyncGenerator[int]:
    with inside:
        for number in (3, 4):
            await asyncio.sleep(0)
            yield number


@sync_compatible
@asynccontextmanager
async def resource() -> AsyncGenerator[int]:
    with inside:
        await asyncio.sleep(0)
        yield 7
        await asyncio.sleep(0)


def iterating() -> int:
    return sum(numbers())


def dropping() -> int:
    return next(number + 4 for number in numbers())


@sync_compatible
async def nesting_steps() -> int:
    return iterating()


@sync_compatible
async def results() -> AsyncGenerator[int]:
    yield trivial(_sync=True)
    yield waiting(_sync=True) - 7


@sync_compatible
async def calling_in_steps() -> int:
    return sum(results())


def managing() -> int:
    with resource() as number:
        return number


def listen() -> None:
    """Note everything that Python and asyncio would complain about."""
    warnings.simplefilter("error")
    sys.unraisablehook = lambda problem: problems.add(repr(problem.exc_value))
    handler = logging.Handler()
    handler.emit = lambda record: problems.add(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("asyncio").addHandler(handler)


def send_interrupts(rounds: int, ready: threading.Semaphore) -> None:
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    for _ in range(rounds):
        ready.acquire()
        time.sleep(chance.random() * 0.004)
        os.kill(os.getpid(), signal.SIGINT)


def look_around() -> None:
    """Note what differs from an interpreter in which nothing runs."""
    from duotone._bridge import _interrupts  # noqa: PLC0415 - imports asyncio, as a call does

    found = SimpleNamespace(
        a_coroutine_in_the_middle=inside.locked(),
        a_running_loop=asyncio._get_running_loop() is not None,
        hooks_of_generators=sys.get_asyncgen_hooks() != (None, None),
        a_handler=signal.getsignal(signal.SIGINT) is not signal.default_int_handler,
        a_call=bool(_interrupts.calls or _interrupts.late),
    )
    problems.update(name for name, is_there in vars(found).items() if is_there)


def main(name: str, rounds: int, way: Any) -> None:
    call = globals()[name]
    duotone.bridge(way).use()
    call()  # imports what it needs; an interrupted import is Python's own affair
    listen()
    ready = threading.Semaphore(0)
    threading.Thread(target=send_interrupts, args=(rounds, ready), daemon=True).start()
    got = 0
    for _ in range(rounds):
        try:
            ready.release()
            while True:
                call()
        except KeyboardInterrupt:
            got += 1
        look_around()
    gc.collect()
    print(got, call(), *sorted(problems))  # noqa: T201 - what the test reads


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
