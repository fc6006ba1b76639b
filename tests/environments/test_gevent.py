"""What works in gevent's greenlets, and does the rest say so?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drivers.program import output_of

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("gevent", reason="gevent is not installed")

_SET_UP = """\
from gevent import monkey

monkey.patch_all()
import asyncio

import gevent
from gevent.lock import Semaphore

from apps.shelf import count, fetch, given, load
from duotone import async_compatible, sync_compatible


begun = expected = 0


@sync_compatible
async def slow(number):
    await asyncio.sleep(0.001)
    while begun < expected:  # the other greenlets
        await asyncio.sleep(0.001)
    return number


# Starts greenlets: `slow` ends in none of them before all have begun.
def spawned(*functions):
    global expected
    expected += len(functions)

    def begin(function, number):
        global begun
        begun += 1
        return function(number)

    return [gevent.spawn(begin, function, number) for number, function in enumerate(functions)]


def in_greenlets(function):
    return [greenlet.get() for greenlet in spawned(function, function, function)]


def told(function, *args, **kwargs):
    try:
        return given(function(*args, **kwargs))
    except RuntimeError as error:
        return str(error)

"""


def shown(folder: Path, *lines: str) -> list[str]:
    """Run lines in a process that gevent has patched."""
    return output_of("\n".join([_SET_UP, *lines]), folder).splitlines()


def test_calls_one_after_the_other_give_values(tmp_path: Path) -> None:
    line = "print(slow(1), load(2), fetch(3), count(4), gevent.spawn(slow, 5).get())"
    assert shown(tmp_path, line) == ["1 2 3 4 5"]


def test_native_pairs_work_in_many_greenlets(tmp_path: Path) -> None:
    program = """
async def apause(number):
    await asyncio.sleep(0)
    return number

@async_compatible(async_version=apause)
def pause(number):
    gevent.sleep(0)
    return number

print(in_greenlets(pause))
"""
    assert shown(tmp_path, program) == ["[0, 1, 2]"]


def test_marks_of_greenlets_are_told_apart_although_gevent_came_after_the_first_call(
    tmp_path: Path,
) -> None:
    program = """
import asyncio
from duotone import sync_compatible

@sync_compatible
async def first():
    return 7

@sync_compatible
async def library():
    return sniffio.thread_local.name

first()
from gevent import monkey, spawn
monkey.patch_all()
import sniffio

def marked(name):
    sniffio.thread_local.name = name
    return library(), sniffio.thread_local.name

print(spawn(marked, None).get(), spawn(marked, "trio").get(), spawn(marked, None).get())
"""
    assert output_of(program, tmp_path).splitlines() == ["(None, None) (None, 'trio') (None, None)"]


def test_bridged_calls_work_in_real_threads(tmp_path: Path) -> None:
    program = """
def in_thread(number):
    return gevent.get_hub().threadpool.apply(slow, (number,))

print(in_greenlets(in_thread))
"""
    assert shown(tmp_path, program) == ["[0, 1, 2]"]


def test_bridged_calls_under_a_lock_work(tmp_path: Path) -> None:
    program = """
lock = Semaphore()

def in_turn(number):
    with lock:
        return slow(number)

print(in_greenlets(in_turn))
"""
    assert shown(tmp_path, program) == ["[0, 1, 2]"]


def test_forced_call_inside_a_bridged_one_works_where_gevent_came_late(tmp_path: Path) -> None:
    """What has been imported before keeps the threads that it knows."""
    program = """
    from apps.shelf import load
    from duotone import sync_compatible

    @sync_compatible
    async def outer():
        return load(7, _sync=True)

    outer()
    from gevent import monkey

    monkey.patch_all()
    import gevent

    print(gevent.spawn(outer).get(), outer())
    """
    assert output_of(program, tmp_path, "-W", "ignore:Monkey-patching") == "7 7"


def test_generator_beside_a_bridged_call_is_refused(tmp_path: Path) -> None:
    program = """
@sync_compatible
async def numbers(number):
    await asyncio.sleep(0)
    yield number

first, second = spawned(slow, lambda number: told(lambda: list(numbers(number))))
print(first.get())
print(second.get())
print(list(numbers(3)))
"""
    value, refusal, after = shown(tmp_path, program)
    assert (value, after) == ("0", "[3]")
    assert refusal.startswith('the coroutine of "numbers" cannot run in this greenlet')


def test_call_beside_a_bridged_one_explains_itself(tmp_path: Path) -> None:
    """asyncio's loop runs in the thread that the greenlets share."""
    program = "print(in_greenlets(lambda number: told(slow, number)))"
    assert shown(tmp_path, program) == ["['value 0', 'ambiguous', 'ambiguous']"]


def test_forced_call_beside_a_bridged_one_is_refused_and_ruins_nothing(tmp_path: Path) -> None:
    program = """
first, *others = in_greenlets(lambda number: told(slow, number, _sync=True))
print(first)
for text in others:
    print(text)
print(in_greenlets(lambda number: told(count, number, _sync=True)))

async def main():
    return await slow(4)

print(slow(3), asyncio.run(main()))
"""
    refusal = (
        'the coroutine of "slow" cannot run in this greenlet, because another greenlet of the '
        "same thread is running one: give the function a sync side of its own (sync_version=), "
        "or make the call in a real thread, for example with gevent.get_hub().threadpool.apply"
    )
    assert shown(tmp_path, program) == [
        "value 0",
        refusal,
        refusal,
        "['value 0', 'value 1', 'value 2']",
        "3 4",
    ]
