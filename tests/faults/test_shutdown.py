"""Does a call at the end of the interpreter work, or fail at once, and never hang?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess

RunProgram = Callable[..., "subprocess.CompletedProcess[str]"]

HEAD = """
import asyncio, atexit, os, sys, threading, duotone
duotone.bridge(sys.argv[1]).use()
@duotone.sync_compatible
async def load(number):
    await asyncio.sleep(0)
    return number
"""

WAYS = ["private", "shared"]


@pytest.mark.parametrize("way", WAYS)
def test_call_at_exit_works(run_program: RunProgram, way: str) -> None:
    """Scenario 25."""
    finished = run_program(HEAD + "atexit.register(lambda: print(load(7)))\nload(1)\n", way)
    assert (finished.stdout, finished.stderr, finished.returncode) == ("7\n", "", 0)


def test_first_call_at_exit_works(run_program: RunProgram) -> None:
    finished = run_program(HEAD + "atexit.register(lambda: print(load(7)))\n", "private")
    assert (finished.stdout, finished.stderr, finished.returncode) == ("7\n", "", 0)


def test_first_shared_call_at_exit_works_or_says_why_not(run_program: RunProgram) -> None:
    """From 3.12 on Python starts no thread any more."""
    program = HEAD + (
        "def late():\n"
        "    try:\n"
        "        print(load(7))\n"
        "    except RuntimeError as error:\n"
        "        print(error)\n"
        "atexit.register(late)\n"
    )
    finished = run_program(program, "shared")
    assert finished.stdout == "7\n" or "whose thread cannot be started here" in finished.stdout
    assert (finished.stderr, finished.returncode) == ("", 0)


IN_DEL = """
class Resource:
    def __del__(self):
        try:
            print("got", load(7), flush=True)
        except RuntimeError as error:
            print("error", error, flush=True)
resource = Resource()
"""


@pytest.mark.parametrize("warm", ["", "load(1)\n"])
@pytest.mark.parametrize("kept", ["", "resource.itself = resource\n"])
@pytest.mark.parametrize("way", WAYS)
def test_call_in_a_finaliser_at_exit_works_or_says_why_not(
    run_program: RunProgram, way: str, kept: str, warm: str
) -> None:
    finished = run_program(HEAD + IN_DEL + kept + warm, way)
    assert finished.returncode == 0
    problem = finished.stdout + finished.stderr
    assert finished.stdout == "got 7\n" or "while the interpreter ends" in problem, problem


TITLE = """
def title(number):
    return load(number).upper()
def keep():
    kept.append(load(7))
kept = []
async def main():
    keep() if sys.argv[2] == "kept" else title(7)
asyncio.run(main())
"""


@pytest.mark.parametrize(("how", "call"), [("used", "number"), ("kept", "7")])
def test_ambiguous_coroutine_that_python_drops_at_its_end_is_told(
    run_program: RunProgram, how: str, call: str
) -> None:
    """The traceback of an error that nobody catches holds it, or a global variable does."""
    finished = run_program(HEAD + TITLE, "private", how)
    # As written where the source of a command can be read (3.13), and is read in time.
    told = rf"AmbiguousDispatchWarning: `load\(({call}|\.\.\.)\)` in the plain function"
    assert re.search(told, finished.stderr), finished.stderr
    assert "Exception ignored" not in finished.stderr
    assert ('no attribute "upper"' in finished.stderr) is (how == "used")


@pytest.mark.parametrize("way", WAYS)
def test_interpreter_ends_while_other_threads_call(run_program: RunProgram, way: str) -> None:
    program = """
def work():
    started.release()
    while True:
        load(1)
started = threading.Semaphore(0)
for _ in range(8):
    threading.Thread(target=work, daemon=True).start()
    started.acquire()
print(load(7), flush=True)
"""
    finished = run_program(HEAD + program, way)
    assert finished.stdout == "7\n"
    assert finished.returncode == 0


def test_what_is_left_on_the_shared_loop_ends_with_the_interpreter(
    run_program: RunProgram,
) -> None:
    program = """
async def background():
    try:
        await asyncio.Event().wait()
    finally:
        await asyncio.sleep(0)
        print("background out", flush=True)
async def numbers():
    try:
        yield 1
    finally:
        print("generator out", flush=True)
kept = []
@duotone.sync_compatible
async def start():
    kept.append(asyncio.create_task(background()))
    kept.append(numbers())
    await kept[1].__anext__()
start()
load(1)
print("end", flush=True)
"""
    finished = run_program(HEAD + program, "shared")
    assert finished.stdout.splitlines() == ["end", "background out", "generator out"]
    assert finished.stderr == ""


def test_task_that_does_not_end_does_not_keep_the_interpreter(run_program: RunProgram) -> None:
    program = """
from duotone._bridge import _shared_loop
_shared_loop.FAREWELL = 0.1  # seconds, of 5
async def stubborn():
    while True:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            print("no", flush=True)
kept = []
@duotone.sync_compatible
async def start():
    kept.append(asyncio.create_task(stubborn()))
    await asyncio.sleep(0)
start()
"""
    finished = run_program(HEAD + program, "shared")
    assert finished.stdout == "no\n"
    assert finished.returncode == 0


STILL_HELD = {
    "nothing": "",
    "a_thread": "thread = threading.Thread(target=load, args=(1,)); thread.start(); thread.join()",
    "a_nested_call": "asyncio.run(load.aio(1)); asyncio.run(nested())",
    "a_generator_half_way": "kept = count(); next(kept)",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("line", STILL_HELD.values(), ids=STILL_HELD)
def test_interpreter_in_its_development_mode_has_nothing_to_say_at_exit(
    run_program: RunProgram, monkeypatch: pytest.MonkeyPatch, way: str, line: str
) -> None:
    """Every loop and file is closed, by a finalizer that complains of nothing."""
    # On a busy machine asyncio tells in this mode of steps that take a tenth of a second.
    program = """
import logging
logging.getLogger("asyncio").addFilter(lambda told: not told.msg.startswith("Executing "))
@duotone.sync_compatible
async def count():
    for number in range(3):
        await asyncio.sleep(0)
        yield number
async def nested():
    return load(2, _sync=True)
print(load(7))
"""
    monkeypatch.setenv("PYTHONDEVMODE", "1")
    monkeypatch.setenv("PYTHONWARNINGS", "error")
    finished = run_program(HEAD + program + line + "\n", way)
    assert (finished.stdout, finished.stderr, finished.returncode) == ("7\n", "", 0)
