"""Can a forked process make bridged calls, and does its parent go on?"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess

RunProgram = Callable[..., "subprocess.CompletedProcess[str]"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")

HEAD = """
import asyncio, os, signal, sys, threading, warnings
warnings.simplefilter("ignore", DeprecationWarning)  # Python's, of forks with threads
import duotone
duotone.bridge(sys.argv[1]).use()
@duotone.sync_compatible
async def load(number=1):
    await asyncio.sleep(0.0001)
    await asyncio.get_running_loop().run_in_executor(None, int)
    return number
def fork(in_child):
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        signal.alarm(15)  # a child that hangs dies of it
        try:
            os._exit(in_child())
        finally:
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
"""

WAYS = ["private", "shared"]


@pytest.mark.parametrize("way", WAYS)
def test_child_of_a_fork_between_calls_works_and_so_does_its_parent(
    run_program: RunProgram, way: str
) -> None:
    """Scenario 25: parent's and child's loops are told of events apart."""
    program = """
    print(load(1), fork(lambda: load(7)), load(8), fork(lambda: fork(lambda: load(9))), load(10))
    """
    finished = run_program(HEAD + _dedented(program), way)
    assert (finished.stdout, finished.stderr) == ("1 7 8 9 10\n", "")


@pytest.mark.parametrize("way", WAYS)
def test_child_of_a_fork_with_busy_threads_works(run_program: RunProgram, way: str) -> None:
    program = """
    load()  # a fork while another thread imports, here asyncio, is beyond Python
    stop = threading.Event()
    def work():
        while not stop.is_set():
            load()
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    print([fork(lambda: load(7)) for _ in range(10)])
    stop.set()
    for thread in threads:
        thread.join()
    print(load(8))
    """
    finished = run_program(HEAD + _dedented(program), way)
    assert finished.stdout == f"{[7] * 10}\n8\n", finished.stderr
    assert finished.stderr == ""


def test_loops_of_threads_that_a_fork_leaves_behind_are_nobodys(run_program: RunProgram) -> None:
    """Such a thread never ends, and its number is given to a thread of the child."""
    program = """
    from duotone._bridge._thread_loops import numbered
    begun, forked = threading.Event(), threading.Event()
    @duotone.sync_compatible
    async def hold():
        load(7, _sync=True)  # which needs a second loop, idle afterwards
        begun.set()
        forked.wait()
    thread = threading.Thread(target=hold)
    thread.start()
    begun.wait()
    print(fork(lambda: load(7) - 7 + (set(numbered) == {threading.get_ident()})))
    forked.set()
    thread.join()
    """
    finished = run_program(HEAD + _dedented(program), "private")
    assert (finished.stdout, finished.stderr) == ("1\n", "")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("waits", ["False", "True"])
def test_child_of_a_fork_inside_a_coroutine_makes_calls(
    run_program: RunProgram, way: str, waits: str
) -> None:
    program = """
    @duotone.sync_compatible
    async def forking(waits):
        if waits:
            await asyncio.sleep(0)
        return fork(lambda: load(7, _sync=True))
    print(forking(sys.argv[2] == "True"), load(8))
    """
    finished = run_program(HEAD + _dedented(program), way, waits)
    assert (finished.stdout, finished.stderr) == ("7 8\n", "")


@pytest.mark.parametrize("waits", ["False", "True"])
def test_child_of_a_fork_inside_a_coroutine_goes_on_with_it(
    run_program: RunProgram, waits: str
) -> None:
    """The private loop gets files of its own in the child, and its parent's stay as they are."""
    program = """
    @duotone.sync_compatible
    async def forking(waits):
        if waits:
            await asyncio.sleep(0)
        sys.stdout.flush()
        child = os.fork()
        await asyncio.sleep(0.001)
        await asyncio.get_running_loop().run_in_executor(None, int)
        return child
    for _ in range(3):
        child = forking(sys.argv[2] == "True")
        if child == 0:
            os._exit(load(7))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), load(8))
    """
    finished = run_program(HEAD + _dedented(program), "private", waits)
    assert (finished.stdout, finished.stderr) == ("7 8\n" * 3, "")


@pytest.mark.parametrize("waits", ["False", "True"])
def test_call_in_which_a_thread_has_forked_is_over_in_the_child_too(
    run_program: RunProgram, waits: str
) -> None:
    program = """
    from duotone._bridge._interrupts import calls
    @duotone.sync_compatible
    async def forking(waits):
        if waits:
            await asyncio.sleep(0)
        child = os.fork()
        await asyncio.sleep(0)
        return child, len(calls)
    def work():
        child, under_way = forking(sys.argv[2] == "True")
        if child == 0:
            os._exit(10 * under_way + len(calls))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), under_way, len(calls))
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    """
    finished = run_program(HEAD + _dedented(program), "private", waits)
    assert (finished.stdout, finished.stderr) == ("10 0 0\n", "")


@pytest.mark.parametrize("waits", ["False", "True"])
def test_plain_function_in_a_child_of_a_coroutine_gets_what_it_gets_in_the_parent(
    run_program: RunProgram, waits: str
) -> None:
    """The child is a copy, in the middle of the coroutine; so its loop runs there too."""
    program = """
    def kind_of_call():
        result = load(7)
        result.close()
        return type(result).__name__
    @duotone.sync_compatible
    async def forking(waits):
        if waits:
            await asyncio.sleep(0)
        in_parent = kind_of_call()
        return fork(lambda: kind_of_call() == in_parent == "AmbiguousCoroutine")
    print(forking(sys.argv[2] == "True"))
    """
    finished = run_program(HEAD + _dedented(program), "private", waits)
    assert (finished.stdout, finished.stderr) == ("1\n", "")


@pytest.mark.parametrize("waits", ["False", "True"])
def test_target_of_a_process_forked_inside_a_coroutine_gets_values(
    run_program: RunProgram, waits: str
) -> None:
    """As it does inside a coroutine that asyncio itself runs: there no loop runs in the child."""
    program = """
    import multiprocessing
    async def main():
        return await load(8)
    def target():
        print(load(7), asyncio.run(main()), flush=True)
    @duotone.sync_compatible
    async def starting(waits):
        if waits:
            await asyncio.sleep(0)
        process = multiprocessing.get_context("fork").Process(target=target)
        process.start()
        process.join()
        return process.exitcode
    async def native():
        return await starting(False)
    print(starting(sys.argv[2] == "True"), flush=True)
    print(asyncio.run(native()), load(9))
    """
    finished = run_program(HEAD + _dedented(program), "private", waits)
    assert finished.stdout.splitlines() == ["7 8", "0", "7 8", "0 9"], finished.stderr
    assert finished.stderr == ""


@pytest.mark.parametrize("is_bridged", ["False", "True"])
def test_target_of_a_process_forked_under_trio_counts_as_inside_it(
    run_program: RunProgram, is_bridged: str
) -> None:
    """For trio it is, and trio cannot be run in it; a call that names its side works."""
    program = """
    import multiprocessing, trio
    def target():
        result = load(7)
        result.close()
        print(type(result).__name__, load(8, _sync=True), flush=True)
    @duotone.sync_compatible
    async def starting():
        process = multiprocessing.get_context("fork").Process(target=target)
        process.start()
        process.join()
        return process.exitcode
    async def main():
        return starting(_sync=True) if sys.argv[2] == "True" else await starting()
    print(trio.run(main), load(9))
    """
    finished = run_program(HEAD + _dedented(program), "private", is_bridged)
    assert finished.stdout == "AmbiguousCoroutine 8\n0 9\n", finished.stderr


def test_child_of_a_fork_in_a_thread_works(run_program: RunProgram) -> None:
    """In the child that thread is the main one."""
    program = """
    def in_child():
        try:
            interrupted()
        except KeyboardInterrupt:
            return load(7)
    @duotone.sync_compatible
    async def interrupted():
        asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGINT)
        await asyncio.Event().wait()
    codes = []
    def work():
        load()
        codes.append(fork(in_child))
    load()
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    print(codes, load(8))
    """
    finished = run_program(HEAD + _dedented(program), "private")
    assert (finished.stdout, finished.stderr) == ("[7] 8\n", "")


def test_child_that_ends_by_itself_leaves_the_parents_loop_alone(run_program: RunProgram) -> None:
    """Closing a loop would unregister its files for the parent as well."""
    program = """
    load()
    sys.stdout.flush()
    if (child := os.fork()) == 0:
        load()
        sys.exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), [load(n) for n in range(3)])
    """
    finished = run_program(HEAD + _dedented(program), "private")
    assert (finished.stdout, finished.stderr) == ("0 [0, 1, 2]\n", "")


def test_child_of_multiprocessing_works(run_program: RunProgram) -> None:
    program = """
    import multiprocessing
    load()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        print(pool.map(load, range(4)), load(8))
    """
    finished = run_program(HEAD + _dedented(program), "private")
    assert (finished.stdout, finished.stderr) == ("[0, 1, 2, 3] 8\n", "")


def test_child_lets_a_loop_of_uvloops_be(run_program: RunProgram) -> None:
    program = """
    import uvloop
    warnings.simplefilter("ignore")
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    load()
    asyncio.set_event_loop_policy(None)
    print(fork(lambda: load(7)), load(8))
    """
    finished = run_program(HEAD + _dedented(program), "private")
    assert (finished.stdout, finished.stderr) == ("7 8\n", "")


def _dedented(program: str) -> str:
    return "\n".join(line[4:] for line in program.split("\n"))
