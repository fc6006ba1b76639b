"""Is everything let go of when a call is over, or is something left for the garbage collector?"""

from __future__ import annotations

import asyncio
import gc
import threading
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any
from weakref import ref

import pytest

import duotone
from duotone import sync_compatible

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Iterator

    from duotone import Dual


class Held:
    """Something that the frame of a user's function holds."""

    made: list[ref[Held]] = []  # noqa: RUF012 - emptied by each test

    def __init__(self) -> None:
        self.made.append(ref(self))


@sync_compatible
async def returns(pauses: int, _: type[BaseException]) -> None:
    _held = Held()
    for _pause in range(pauses):
        await asyncio.sleep(0)


@sync_compatible
async def raises(pauses: int, kind: type[BaseException]) -> None:
    _held = Held()
    for _pause in range(pauses):
        await asyncio.sleep(0)
    raise kind


@sync_compatible
async def is_cancelled(pauses: int, _: type[BaseException]) -> None:
    _held = Held()
    task = asyncio.current_task()
    assert task is not None
    task.cancel()
    del task
    await asyncio.sleep(pauses)


@sync_compatible
async def numbers(pauses: int) -> AsyncGenerator[int]:
    _held = Held()
    for number in range(3):
        yield number
        for _pause in range(pauses):
            await asyncio.sleep(0)


@sync_compatible
@asynccontextmanager
async def resource(pauses: int) -> AsyncGenerator[None]:
    _held = Held()
    for _pause in range(pauses):
        await asyncio.sleep(0)
    yield


def leaves_a_loop(pauses: int, kind: type[BaseException]) -> None:
    _held = Held()
    for _number in numbers(pauses):
        raise kind


def leaves_a_block(pauses: int, kind: type[BaseException]) -> None:
    _held = Held()
    with resource(pauses):
        raise kind


def inside_a_call(function: Callable[..., Any]) -> Dual[[int, type[BaseException]], None]:
    """Return a function that makes another call where a coroutine runs for a sync caller."""

    @sync_compatible
    async def outer(pauses: int, kind: type[BaseException]) -> None:
        _held = Held()
        for _pause in range(pauses):
            await asyncio.sleep(0)
        function(pauses, kind)

    return outer


CALLS: dict[str, Callable[..., Any]] = {
    "returns": returns,
    "raises": raises,
    "is cancelled": is_cancelled,
    "leaves a loop": leaves_a_loop,
    "leaves a block": leaves_a_block,
    "inner returns": inside_a_call(returns.sync),
    "inner raises": inside_a_call(raises.sync),
    "inner leaves a loop": inside_a_call(leaves_a_loop),
    "inner leaves a block": inside_a_call(leaves_a_block),
    "inner of inner raises": inside_a_call(inside_a_call(raises.sync).sync),
}


#: With "uvloop", private loops of its make. What a coroutine on the shared loop raises as an
#: interrupt meets another thread than that of its caller.
WAYS = [
    ("private", ValueError),
    ("private", KeyboardInterrupt),
    ("shared", ValueError),
    ("uvloop", ValueError),
    ("uvloop", KeyboardInterrupt),
]


@pytest.fixture
def without_collector() -> Iterator[None]:
    gc.collect()
    gc.freeze()  # or each test would look through all that pytest holds
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.mark.usefixtures("without_collector")
@pytest.mark.parametrize(("way", "kind"), WAYS)
@pytest.mark.parametrize("pauses", [0, 2])
@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
def test_call_that_is_over_holds_nothing(
    call: Callable[..., Any],
    pauses: int,
    way: Any,
    kind: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if way == "uvloop":
        uvloop = pytest.importorskip("uvloop", reason="uvloop does not run on Windows")
        monkeypatch.setattr(asyncio, "new_event_loop", uvloop.new_event_loop)
        way = "private"
    left = []

    def work() -> None:
        """Make the call twice: the first one imports what it needs, and makes a loop."""
        for _ in range(2):
            Held.made.clear()
            with suppress(kind, asyncio.CancelledError), duotone.bridge(way):
                call(pauses, kind)
            left.append(sum(made() is not None for made in Held.made))

    # The loops of a new thread are made for it.
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert left[1:] == [0]


RAISING = ["raises", "leaves a loop", "leaves a block", "inner raises", "inner leaves a loop"]


@pytest.mark.usefixtures("without_collector")
@pytest.mark.parametrize("maker", ["asyncio", "uvloop"])
@pytest.mark.parametrize("pauses", [0, 2])
@pytest.mark.parametrize("call", RAISING)
def test_loops_of_a_thread_are_closed_with_it_whoever_keeps_what_it_has_raised(
    call: str, pauses: int, maker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = pytest.importorskip(maker, reason="uvloop does not run on Windows")
    loops: list[asyncio.AbstractEventLoop] = []
    kept: list[ValueError] = []
    make = module.new_event_loop

    def make_and_note() -> asyncio.AbstractEventLoop:
        loops.append(make())
        return loops[-1]

    monkeypatch.setattr(asyncio, "new_event_loop", make_and_note)

    def work() -> None:
        try:
            CALLS[call](pauses, ValueError)
        except ValueError as error:
            kept.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(kept) == 1
    assert loops
    assert all(loop.is_closed() for loop in loops)
