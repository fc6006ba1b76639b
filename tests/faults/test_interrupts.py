"""Does Ctrl-C end a bridged call and leave nothing behind?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess

RunProgram = Callable[..., "subprocess.CompletedProcess[str]"]

INTERRUPTED = Path(__file__).with_name("interrupted.py")
INTERRUPTED_ANYWHERE = INTERRUPTED.with_name("interrupted_anywhere.py")
ROUNDS = 150


@pytest.mark.usefixtures("without_coverage")
@pytest.mark.parametrize(
    ("call", "way"),
    [
        ("trivial", "private"),
        ("waiting", "private"),
        ("computing", "private"),
        ("gathering", "private"),
        ("nesting", "private"),
        ("iterating", "private"),
        ("managing", "private"),
        ("trivial", "shared"),
        ("waiting", "shared"),
    ],
)
def test_interrupts_at_random_moments_leave_nothing_behind(
    run_program: RunProgram, call: str, way: str
) -> None:
    """Scenario 32: no coroutine in the middle or never awaited, no loop, no handler."""
    finished = run_program(INTERRUPTED, call, str(ROUNDS), way)
    assert (finished.stdout, finished.stderr) == (f"{ROUNDS} 7\n", "")


@pytest.mark.usefixtures("without_coverage")
@pytest.mark.parametrize(
    ("call", "step", "way"),
    [
        ("trivial", 1, "private"),
        ("waiting", 3, "private"),
        ("gathering", 13, "private"),
        ("nesting", 7, "private"),
        ("trivial", 3, "shared"),
        ("nesting", 5, "uvloop"),
        ("iterating", 13, "private"),
        ("dropping", 13, "private"),
        ("managing", 13, "private"),
        ("nesting_steps", 23, "private"),
        ("nesting_steps", 11, "uvloop"),
        ("calling_in_steps", 31, "private"),
    ],
)
def test_interrupt_at_any_instruction_of_the_machinery_leaves_nothing_behind(
    run_program: RunProgram, call: str, step: int, way: str
) -> None:
    """Of the bridge and of asyncio, counted out; `make soak` takes each one of all calls."""
    finished = run_program(INTERRUPTED_ANYWHERE, call, str(step), way)
    assert (finished.stdout, finished.stderr) == ("True 7\n", "")


@pytest.mark.usefixtures("without_coverage")
@pytest.mark.parametrize("milliseconds", [1, 5, 10, 20, 30, 40, 50, 60, 80, 120])
def test_interrupt_of_a_cold_interpreter_ends_it(
    run_program: RunProgram, milliseconds: int
) -> None:
    """Somewhere in the import of asyncio, in the making of the loop, or in the first wait."""
    program = """
    import os, signal, sys, threading, time
    import duotone
    inside = threading.Lock()  # both of its ends are made in C, where no interrupt comes between
    @duotone.sync_compatible
    async def forever():
        with inside:
            import asyncio
            await asyncio.Event().wait()
    def interrupt():
        time.sleep(int(sys.argv[1]) / 1000)
        os.kill(os.getpid(), signal.SIGINT)
    try:
        threading.Thread(target=interrupt).start()
        forever()
    except KeyboardInterrupt:
        print("interrupted", inside.locked())
    """
    finished = run_program(program, str(milliseconds))
    assert finished.stdout == "interrupted False\n"
    assert "never awaited" not in finished.stderr
    assert "was destroyed" not in finished.stderr


FIRST_CALL = """
import signal, sys, duotone
duotone.bridge(sys.argv[1]).use()
class Interrupting:  # the import, as often as it is told
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[3]:
            sys.meta_path.remove(self)
            for _ in range(int(sys.argv[4])):
                signal.raise_signal(signal.SIGINT)
@duotone.sync_compatible
async def load():
    return 7
@duotone.sync_compatible
async def numbers():
    yield 7
calls = {"load": load, "numbers": lambda: sum(numbers())}
sys.meta_path.insert(0, Interrupting())
try:
    calls[sys.argv[2]]()
except KeyboardInterrupt:
    print("interrupted", sys.argv[3] in sys.modules)
print(calls[sys.argv[2]](), signal.getsignal(signal.SIGINT) is signal.default_int_handler)
"""


@pytest.mark.parametrize("times", ["1", "2"])
@pytest.mark.parametrize(
    ("way", "call", "module"),
    [
        ("private", "load", "asyncio.tasks"),
        ("private", "load", "duotone._bridge._eager_loop"),
        ("private", "numbers", "asyncio.tasks"),
        ("private", "numbers", "duotone._session._steps"),
        ("shared", "load", "asyncio.tasks"),
    ],
)
def test_interrupt_in_what_a_first_call_imports_is_raised_when_that_is_done(
    run_program: RunProgram, way: str, call: str, module: str, times: str
) -> None:
    """In the middle Python may lose it, and asyncio could not be imported any more."""
    finished = run_program(FIRST_CALL, way, call, module, times)
    assert (finished.stdout, finished.stderr) == ("interrupted True\n7 True\n", "")


def test_third_interrupt_does_not_wait_for_an_import(run_program: RunProgram) -> None:
    finished = run_program(FIRST_CALL, "private", "load", "asyncio.tasks", "3")
    assert finished.stdout.splitlines()[0] == "interrupted False"


def test_first_call_in_another_thread_leaves_the_handler_of_interrupts(
    run_program: RunProgram,
) -> None:
    program = """
    import signal, threading, duotone
    @duotone.sync_compatible
    async def load():
        return signal.getsignal(signal.SIGINT) is signal.default_int_handler
    thread = threading.Thread(target=lambda: print(load()))
    thread.start()
    thread.join()
    """
    finished = run_program(program)
    assert (finished.stdout, finished.stderr) == ("True\n", "")


@pytest.mark.parametrize(
    ("way", "moment"), [("private", "new_event_loop"), ("shared", "complete"), ("shared", "_wait")]
)
def test_interrupt_before_the_coroutine_has_begun_ends_the_call(
    run_program: RunProgram, way: str, moment: str
) -> None:
    """The moment is the call of a function of asyncio's or of the bridge's."""
    program = """
    import asyncio, signal, sys, duotone
    duotone.bridge(sys.argv[1]).use()
    @duotone.sync_compatible
    async def load():
        return 7
    @duotone.sync_compatible
    async def forever():
        await asyncio.Event().wait()
    if sys.argv[1] == "shared":
        load()
    def interrupt(frame, event, argument):
        if event == "call" and frame.f_code.co_name == sys.argv[2]:
            sys.setprofile(None)
            signal.raise_signal(signal.SIGINT)
    # As if it came in the middle of asyncio, where no user's code is.
    names = {"__name__": "asyncio", "sys": sys, "signal": signal}
    sys.setprofile(type(interrupt)(interrupt.__code__, names))
    try:
        forever()
    except KeyboardInterrupt:
        print("interrupted")
    print(load())
    """
    finished = run_program(program, way, moment)
    assert (finished.stdout, finished.stderr) == ("interrupted\n7\n", "")


def test_interrupt_of_asyncio_inside_the_first_step_ends_the_wait(run_program: RunProgram) -> None:
    """It is sent again, and arrives when the event loop waits already."""
    program = """
    import asyncio, signal, sys, duotone
    @duotone.sync_compatible
    async def forever():
        await asyncio.Event().wait()
    def interrupt(frame, event, argument):
        if event == "call" and frame.f_code is asyncio.Event.wait.__code__:
            sys.setprofile(None)
            signal.raise_signal(signal.SIGINT)
    sys.setswitchinterval(60)  # no other thread comes before this one waits
    # As if it came in the middle of asyncio, where no user's code is.
    names = {"__name__": "asyncio", "sys": sys, "signal": signal, "asyncio": asyncio}
    sys.setprofile(type(interrupt)(interrupt.__code__, names))
    try:
        forever()
    except KeyboardInterrupt:
        print("interrupted")
    """
    finished = run_program(program)
    assert (finished.stdout, finished.stderr) == ("interrupted\n", "")


@pytest.mark.usefixtures("without_coverage")
@pytest.mark.parametrize("library", ["asyncio", "uvloop"])
def test_interrupt_of_a_tracer_while_leftovers_are_ended_leaves_none(
    run_program: RunProgram, library: str
) -> None:
    """A debugger's function is no machinery: the interrupt is raised in the task that ends them."""
    program = """
    import asyncio, signal, sys, threading, uvloop, duotone
    if sys.argv[1] == "uvloop":
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
    inside = threading.Lock()  # both of its ends are made in C, where no interrupt comes between
    async def lingering():
        with inside:
            await asyncio.Event().wait()
    @duotone.sync_compatible
    async def load():
        load.left = asyncio.ensure_future(lingering())
        await asyncio.sleep(0)
        return 7
    def trace(frame, event, argument):
        is_made = frame.f_back and frame.f_back.f_code.co_name == "end_leftovers"
        if frame.f_code is end_leftovers.__code__ and not is_made:
            sys.settrace(None)
            signal.raise_signal(signal.SIGINT)
    load()
    from duotone._bridge._leftovers import end_leftovers
    sys.settrace(trace)
    try:
        load()
    except KeyboardInterrupt:
        print("interrupted", inside.locked())
    print(load(), inside.locked())
    """
    finished = run_program(program, library)
    assert (finished.stdout, finished.stderr) == ("interrupted False\n7 False\n", "")


@pytest.mark.usefixtures("without_coverage")
def test_interrupt_of_an_import_between_two_steps_closes_the_generator(
    run_program: RunProgram,
) -> None:
    """It is one of the bridge's own, though Python runs it, and below the user's code."""
    program = """
    import signal, sys, threading, duotone
    inside = threading.Lock()  # both of its ends are made in C, where no interrupt comes between
    @duotone.sync_compatible
    async def numbers():
        with inside:
            yield 3
            sys.setprofile(type(interrupt)(interrupt.__code__, names))
            yield 4
    @duotone.sync_compatible
    async def nesting():
        iterator = iter(numbers())
        next(iterator)
        next(iterator)
        next(iterator)
    def interrupt(frame, event, argument):
        if event == "call" and frame.f_code.co_name == "parent":
            sys.setprofile(None)
            signal.raise_signal(signal.SIGINT)
    names = {"__name__": "importlib._bootstrap", "sys": sys, "signal": signal}
    try:
        nesting()
    except KeyboardInterrupt:
        print("interrupted", sys.getprofile(), inside.locked())
    """
    finished = run_program(program)
    assert (finished.stdout, finished.stderr) == ("interrupted None False\n", "")


@pytest.mark.parametrize("way", ["private", "shared"])
def test_interrupt_that_wakes_nobody_is_seen_soon(run_program: RunProgram, way: str) -> None:
    """As one that the system gives to another thread, or that comes just before the wait."""
    program = """
    import _thread, asyncio, sys, threading, duotone
    duotone.bridge(sys.argv[1]).use()
    waits = threading.Event()
    @duotone.sync_compatible
    async def forever():
        asyncio.get_running_loop().call_soon(waits.set)
        await asyncio.Event().wait()
    def interrupt():
        waits.wait()
        _thread.interrupt_main()
    threading.Thread(target=interrupt).start()
    try:
        forever()
    except KeyboardInterrupt:
        print("interrupted")
    """
    finished = run_program(program, way)
    assert (finished.stdout, finished.stderr) == ("interrupted\n", "")


@pytest.mark.parametrize("runner", ["asyncio", "trio"])
def test_interrupt_of_a_forced_call_under_a_loop_ends_both(
    run_program: RunProgram, runner: str
) -> None:
    program = """
    import asyncio, os, signal, sys, duotone
    @duotone.sync_compatible
    async def forever():
        asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGINT)
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            print("inner out")
    async def main():
        try:
            forever(_sync=True)
        finally:
            print("outer out")
    handler = signal.getsignal(signal.SIGINT)
    try:
        if sys.argv[1] == "asyncio":
            asyncio.run(main())
        else:
            import trio
            trio.run(main)
    except KeyboardInterrupt:
        print("interrupted")
    print(signal.getsignal(signal.SIGINT) is handler)
    """
    finished = run_program(program, runner)
    assert finished.stdout.split("\n") == ["inner out", "outer out", "interrupted", "True", ""]
    assert finished.stderr == ""


@pytest.mark.parametrize("way", ["private", "shared"])
def test_third_interrupt_gives_up_a_coroutine_that_does_not_end(
    run_program: RunProgram, way: str
) -> None:
    program = """
    import asyncio, os, signal, sys, threading, duotone
    duotone.bridge(sys.argv[1]).use()
    @duotone.sync_compatible
    async def stubborn():
        for _ in range(3):
            asyncio.get_running_loop().call_soon(os.kill, os.getpid(), signal.SIGINT)
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                print("no", flush=True)
        await asyncio.Event().wait()
    try:
        stubborn()
    except KeyboardInterrupt:
        print("interrupted")
    @duotone.sync_compatible
    async def load():
        await asyncio.sleep(0)
        return 7
    print(load(), flush=True)
    import duotone._bridge._shared_loop
    duotone._bridge._shared_loop.FAREWELL = 0.1  # seconds, of 5
    """
    finished = run_program(program, way)
    # On the shared loop it goes on, until that is stopped at the end of the interpreter.
    assert finished.stdout.splitlines()[:4] == ["no", "no", "interrupted", "7"]


def test_handler_of_the_users_is_left_alone(run_program: RunProgram) -> None:
    """A server's handler that only notes the wish to end does not end a call."""
    program = """
    import asyncio, os, signal, duotone
    noted = []
    def note(*arguments):
        noted.append(arguments)
    signal.signal(signal.SIGINT, note)
    @duotone.sync_compatible
    async def load():
        os.kill(os.getpid(), signal.SIGINT)
        await asyncio.sleep(0)
        return 7
    print(load(), len(noted), signal.getsignal(signal.SIGINT) is note)
    """
    assert run_program(program).stdout == "7 1 True\n"


def test_handler_set_by_the_coroutine_stays(run_program: RunProgram) -> None:
    program = """
    import signal, duotone
    def mine(*arguments): ...
    @duotone.sync_compatible
    async def load():
        signal.signal(signal.SIGINT, mine)
    load()
    print(signal.getsignal(signal.SIGINT) is mine)
    """
    assert run_program(program).stdout == "True\n"


def test_handler_that_the_coroutine_gave_to_its_loop_goes_with_the_call(
    run_program: RunProgram,
) -> None:
    """As at the end of `asyncio.run`, which closes the loop."""
    program = """
    import asyncio, signal, duotone
    @duotone.sync_compatible
    async def load():
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, print)
        loop.add_signal_handler(signal.SIGTERM, print)
    load()
    print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
    print(signal.getsignal(signal.SIGTERM) is signal.SIG_DFL)
    """
    assert run_program(program).stdout == "True\nTrue\n"


def test_exception_of_a_signal_handler_ends_the_coroutine(run_program: RunProgram) -> None:
    """Time limits are often made so."""
    program = """
    import asyncio, os, signal, sys, threading, duotone
    duotone.bridge(sys.argv[1]).use()
    class TooLong(Exception): ...
    def limit(*arguments):
        raise TooLong
    signal.signal(signal.SIGUSR1, limit)
    begun = threading.Event()
    @duotone.sync_compatible
    async def forever():
        try:
            begun.set()
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            print("out", flush=True)
    @duotone.sync_compatible
    async def warm():
        await asyncio.sleep(0)
    def strike():
        begun.wait()
        begun.clear()
        os.kill(os.getpid(), signal.SIGUSR1)
    warm()
    for _ in range(3):
        threading.Thread(target=strike).start()
        try:
            forever()
        except TooLong:
            print("too long", flush=True)
    """
    for way in ("private", "shared"):
        finished = run_program(program, way)
        assert finished.stdout == "out\ntoo long\n" * 3, finished.stderr


def test_signal_reaches_the_main_thread_while_others_call(run_program: RunProgram) -> None:
    program = """
    import asyncio, os, signal, threading, duotone
    inside, release = threading.Event(), threading.Event()
    @duotone.sync_compatible
    async def load():
        inside.set()
        while not release.is_set():
            await asyncio.sleep(0)
        return 7
    results = []
    thread = threading.Thread(target=lambda: results.append(load()))
    thread.start()
    inside.wait()
    try:
        os.kill(os.getpid(), signal.SIGINT)
        threading.Event().wait()
    except KeyboardInterrupt:
        release.set()
    thread.join()
    print(results)
    """
    assert run_program(program).stdout == "[7]\n"


@pytest.mark.skipif(sys.version_info < (3, 12), reason="subinterpreters cannot be tried in Python")
def test_call_in_a_subinterpreter_needs_no_signals(run_program: RunProgram) -> None:
    program = """
    import importlib
    names = ["_interpreters", "_xxsubinterpreters"]
    for name in names:
        try:
            interpreters = importlib.import_module(name)
            break
        except ImportError:
            continue
    one = interpreters.create()
    problem = interpreters.run_string(one, '''if True:
        import duotone
        @duotone.sync_compatible
        async def load():
            return 7
        print(load(), flush=True)
    ''')
    print(problem)
    """
    finished = run_program(program)
    assert finished.stdout == "7\nNone\n", finished.stderr


def test_interrupt_that_the_main_thread_blocks_is_raised_all_the_same(
    run_program: RunProgram,
) -> None:
    """Another thread has let it in; sent again to the main thread, it is held up."""
    program = """
    import _thread, asyncio, signal, sys, duotone
    @duotone.sync_compatible
    async def load():
        return 7
    load()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    @duotone.sync_compatible
    async def outer():
        return load(_sync=True)
    def interrupt(frame, event, argument):
        if event == "call" and frame.f_code.co_name == "leave":
            sys.setprofile(None)
            _thread.interrupt_main()
    names = {"__name__": "asyncio", "sys": sys, "_thread": _thread}
    sys.setprofile(type(interrupt)(interrupt.__code__, names))
    try:
        print(outer())
    except KeyboardInterrupt:
        print("interrupted")
    """
    finished = run_program(program)
    assert (finished.stdout, finished.stderr) == ("interrupted\n", "")
