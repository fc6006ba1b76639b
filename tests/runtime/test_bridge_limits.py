"""Does a bridged call end well where the system or the user leaves it little?

The programs in ``tests/faults`` do the same to whole interpreters.
"""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from types import ModuleType, SimpleNamespace
from typing import Any, NoReturn

import pytest
from typing_extensions import override

import duotone
from duotone import sync_compatible
from duotone._bridge import (
    _asgiref,
    _eager_loop,
    _greenlets,
    _interrupts,
    _shared_loop,
    _thread_loops,
    _way,
)


@sync_compatible
async def load() -> int:
    await asyncio.sleep(0)
    return 7


def _forget_loops(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have this thread no loop of its own for the length of a test."""
    monkeypatch.setitem(_thread_loops.numbered, threading.get_ident(), _thread_loops.ThreadLoops())


@pytest.fixture
def no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the system refuse to open files for a loop."""

    def refuse() -> NoReturn:
        raise OSError(errno.EMFILE, "Too many open files")

    _forget_loops(monkeypatch)
    monkeypatch.setattr(asyncio, "new_event_loop", refuse)


def test_thread_that_has_ended_is_forgotten() -> None:
    """Also where an exception that somebody keeps leads to the frames of its calls."""

    @sync_compatible
    async def fail() -> None:
        raise KeyError

    def call() -> None:
        try:
            fail()
        except KeyError as error:
            kept.append(error)
        seen.append(_thread_loops.numbered[threading.get_ident()])

    kept: list[KeyError] = []
    seen: list[_thread_loops.ThreadLoops] = []
    for _ in range(2):
        thread = threading.Thread(target=call)
        thread.start()
        thread.join()
        assert thread.ident not in _thread_loops.numbered
    assert seen[0] is not seen[1]


def test_thread_that_ends_late_leaves_the_one_that_has_its_number_alone() -> None:
    late = _thread_loops._OfThisThread()
    late.number = -1
    other = _thread_loops.numbered[-1] = _thread_loops.ThreadLoops()
    del late
    assert _thread_loops.numbered.pop(-1) is other


@pytest.mark.usefixtures("no_files")
def test_timers_run_without_files() -> None:
    @sync_compatible
    async def timed() -> int:
        await asyncio.sleep(0)
        await asyncio.sleep(0.001)
        asyncio.get_running_loop().call_soon_threadsafe(int)
        await asyncio.sleep(0)
        return 7

    assert timed() == 7


@pytest.mark.usefixtures("no_files")
def test_wait_without_files_is_an_error_that_names_the_function() -> None:
    ended: list[str] = []

    @sync_compatible
    async def waiting() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("finally")

    with pytest.raises(RuntimeError, match='waiting" has to wait, and no event loop can be had'):
        waiting()
    assert ended == ["finally"]


@pytest.mark.usefixtures("no_files")
def test_error_of_a_coroutine_that_is_closed_is_reported(caplog: pytest.LogCaptureFixture) -> None:
    @sync_compatible
    async def waiting() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise KeyError("in closing")

    with pytest.raises(RuntimeError, match="has to wait"):
        waiting()
    assert "an error occurred while closing <coroutine object" in caplog.text


def test_system_that_cannot_block_runs_what_does_not_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _forget_loops(monkeypatch)
    monkeypatch.setattr(_thread_loops, "_HAS_LOOPS", False)
    assert load() == 7


def test_first_call_after_the_end_of_imports_is_an_error_that_names_the_function(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> NoReturn:
        raise ImportError("sys.meta_path is None, Python is likely shutting down")

    _forget_loops(monkeypatch)
    monkeypatch.setattr(asyncio, "new_event_loop", refuse)
    with pytest.raises(RuntimeError, match='load" was called while the interpreter ends'):
        load()


def test_way_that_was_never_used_is_refused_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_way.sys, "is_finalizing", lambda: True)  # type: ignore[attr-defined]
    with pytest.raises(RuntimeError, match='load" was called while the interpreter ends'):
        _way._run_on_host_loop(load.aio, None, (), {}, None)
    with duotone.bridge("shared"), pytest.raises(RuntimeError, match="while the interpreter ends"):
        load()


def test_call_that_meets_the_end_of_the_shared_loop_is_an_error_that_names_the_function() -> None:
    """As a daemon thread's may, when the interpreter ends."""
    call = _shared_loop._Call(_shared_loop._current.get(load.aio).loop, load.aio, None)
    _shared_loop.stop()
    with pytest.raises(RuntimeError, match='load" was called while the interpreter ends'):
        call.complete((), {}, None)
    with duotone.bridge("shared"):
        assert load() == 7


# Interrupts. A signal that is sent by its own thread is handled at the next call.


def interrupt() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@sync_compatible
async def forever() -> None:
    """Be interrupted while the loop waits."""
    asyncio.get_running_loop().call_soon(interrupt)
    await asyncio.Event().wait()


def test_interrupt_of_the_loop_cancels_the_coroutine() -> None:
    ended: list[str] = []

    @sync_compatible
    async def waiting() -> None:
        asyncio.get_running_loop().call_soon(interrupt)
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ended.append("cancelled")
            raise

    with pytest.raises(KeyboardInterrupt):
        waiting()
    assert ended == ["cancelled"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_interrupt_of_a_callback_cancels_the_coroutine() -> None:
    """What a callback raises would be logged by asyncio, and lost."""

    def callback() -> None:
        interrupt()

    @sync_compatible
    async def waiting() -> None:
        asyncio.get_running_loop().call_soon(callback)
        await asyncio.Event().wait()

    with pytest.raises(KeyboardInterrupt):
        waiting()


@pytest.mark.parametrize("system", ["posix", "nt"])
def test_interrupt_between_a_coroutine_and_its_first_step_comes_after_that(
    monkeypatch: pytest.MonkeyPatch, system: str
) -> None:
    """It is sent again, by whatever can send one."""
    monkeypatch.setattr(_interrupts, "os", SimpleNamespace(name=system))
    begun: list[str] = []

    async def inner() -> None:
        begun.append("inner")
        await asyncio.sleep(0)

    def make() -> Any:
        coroutine = inner()
        interrupt()
        return coroutine

    @sync_compatible
    async def outer() -> None:
        await make()

    with pytest.raises(KeyboardInterrupt):
        outer()
    assert begun == ["inner"]


def test_interrupt_that_nobody_can_send_again_ends_the_coroutine() -> None:
    begun: list[str] = []

    async def inner() -> None:
        begun.append("inner")
        await asyncio.Event().wait()

    def make() -> Any:
        coroutine = inner()
        threading.stack_size(1 << 46)  # too much for the system: no thread can be started
        try:
            interrupt()
        finally:
            threading.stack_size(0)
        return coroutine

    @sync_compatible
    async def outer() -> None:
        await make()

    with pytest.raises(KeyboardInterrupt):
        outer()
    assert begun == ["inner"]


def test_coroutine_that_is_kept_does_not_hold_an_interrupt_off_for_ever() -> None:
    kept: list[Any] = []

    @sync_compatible
    async def computing() -> None:
        kept.append(load.aio())
        interrupt()
        while True:
            len(kept)

    with pytest.raises(KeyboardInterrupt):
        computing()
    kept.pop().close()


@pytest.mark.parametrize("times", [1, 2, 3])
def test_interrupts_of_a_stubborn_coroutine_are_counted(times: int) -> None:
    """It may swallow two; the third gives it up, with what it has left behind."""
    left: list[asyncio.Task[Any]] = []

    @sync_compatible
    async def stubborn() -> int:
        left.append(asyncio.create_task(asyncio.sleep(3600)))
        for _ in range(times):
            asyncio.get_running_loop().call_soon(interrupt)
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()
        return 7

    with pytest.raises(KeyboardInterrupt):
        stubborn()
    assert left[0].cancelled() is (times < 3)
    assert load() == 7


def test_interrupt_of_stubborn_leftovers_gives_them_up() -> None:
    async def stubborn() -> None:
        for _ in range(3):
            asyncio.get_running_loop().call_soon(interrupt)
        while True:
            with suppress(asyncio.CancelledError):
                await asyncio.Event().wait()

    @sync_compatible
    async def spawning() -> None:
        tasks.append(asyncio.create_task(stubborn()))

    tasks: list[asyncio.Task[None]] = []
    with pytest.raises(KeyboardInterrupt):
        spawning()
    assert load() == 7


def test_interrupt_that_comes_when_the_call_is_over_is_raised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Interrupted(list[Any]):
        """Takes back the loop of a call, which is over then."""

        @override
        def append(self, private: Any) -> None:
            super().append(private)
            _interrupt_the_bridge()

    _forget_loops(monkeypatch)
    _thread_loops.loops_here().idle = Interrupted()
    with pytest.raises(KeyboardInterrupt):
        load()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_interrupt_that_comes_when_the_call_on_the_shared_loop_is_over_is_raised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def give_and_interrupt(*arguments: Any) -> int:
        _interrupt_the_bridge()
        return len(arguments)

    monkeypatch.setattr(_shared_loop, "_run_in_main", give_and_interrupt)
    with duotone.bridge("shared"), pytest.raises(KeyboardInterrupt):
        load()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def _interrupt_the_bridge() -> None:
    """Have an interrupt meet the bridge's own code."""
    on_interrupt = signal.getsignal(signal.SIGINT)
    assert callable(on_interrupt)
    namespace: dict[str, Any] = {"__name__": _eager_loop.__name__}
    exec("import sys\nframe = sys._getframe()", namespace)  # noqa: S102
    on_interrupt(signal.SIGINT, namespace["frame"])


def test_interrupt_without_any_call_is_an_ordinary_one() -> None:
    with pytest.raises(KeyboardInterrupt):
        _interrupts.on_interrupt(signal.SIGINT, None)


def test_interrupt_that_another_handler_takes_is_its_affair() -> None:
    noted: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: noted.append(number))

    @sync_compatible
    async def waiting() -> int:
        interrupt()
        await asyncio.sleep(0)
        return 7

    try:
        assert waiting() == 7
        with duotone.bridge("shared"):
            assert waiting() == 7
    finally:
        signal.signal(signal.SIGINT, before)
    assert noted == [signal.SIGINT, signal.SIGINT]


def test_handlers_that_the_coroutine_sets_on_its_loop_go_with_the_call() -> None:
    @sync_compatible
    async def setting() -> None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, int)
        asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, int)

    setting()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.getsignal(signal.SIGUSR1) is signal.SIG_DFL


@pytest.mark.parametrize("way", ["private", "shared"])
def test_handler_that_the_program_sets_during_a_call_stays(way: Any) -> None:
    """In the handler of another signal, since a coroutine on the shared loop cannot."""
    is_set = threading.Event()

    def stop_asking(*_: Any) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        is_set.set()

    @sync_compatible(bridge=way)
    async def waiting() -> bool:
        os.kill(os.getpid(), signal.SIGUSR1)
        return await asyncio.get_running_loop().run_in_executor(None, is_set.wait, 30)

    before = signal.signal(signal.SIGUSR1, stop_asking)
    try:
        assert waiting()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGUSR1, before)
        signal.signal(signal.SIGINT, signal.default_int_handler)


def test_handler_that_is_no_pythons_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python knows nothing of one that C code has set before, and cannot set it again."""
    monkeypatch.setattr(_interrupts, "get_handler", lambda _: None)
    assert not _interrupts.reach_this_thread()


def test_interrupt_of_a_shared_call_cancels_its_coroutine() -> None:
    ended = threading.Event()

    @sync_compatible(bridge="shared")
    async def waiting() -> None:
        asyncio.get_running_loop().call_soon(interrupt)
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    with pytest.raises(KeyboardInterrupt):
        waiting()
    assert ended.is_set()


class TooLongError(Exception):
    """Raised by the handler of a signal, as time limits are often made."""


def limit(*_: Any) -> NoReturn:
    raise TooLongError


def strike(caller: int) -> None:
    """Send the signal of a time limit when a thread waits in the bridge; at last without that."""
    for _ in range(20_000):
        if sys._current_frames()[caller].f_code.co_name in {"select", "_sleep"}:
            break
        time.sleep(0.001)
    os.kill(os.getpid(), signal.SIGUSR1)


def test_exception_of_a_signal_handler_gives_up_leftovers_that_do_not_end() -> None:
    async def stubborn(caller: int) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            threading.Thread(target=strike, args=(caller,)).start()
            await asyncio.Event().wait()

    @sync_compatible
    async def spawning() -> None:
        tasks.append(asyncio.create_task(stubborn(threading.get_ident())))
        await asyncio.sleep(0)

    tasks: list[asyncio.Task[None]] = []
    before = signal.signal(signal.SIGUSR1, limit)
    try:
        with pytest.raises(TooLongError):
            spawning()
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert load() == 7


def test_exception_of_a_signal_handler_ends_a_shared_call() -> None:
    caller = threading.get_ident()
    before = signal.signal(signal.SIGUSR1, limit)
    ended: list[str] = []

    async def waiting() -> None:
        # It strikes when the caller waits: in a callback of the loop asyncio would log it.
        threading.Thread(target=strike, args=(caller,)).start()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("finally")

    try:
        for way in ("private", "shared"):
            with pytest.raises(TooLongError):
                sync_compatible(bridge=way)(waiting)()
    finally:
        signal.signal(signal.SIGUSR1, before)
    assert ended == ["finally", "finally"]


def test_asgiref_that_is_still_being_imported_has_no_threads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(_asgiref.found, "of_thread", None)
    monkeypatch.setitem(sys.modules, "asgiref.sync", ModuleType("asgiref.sync"))
    assert _asgiref.hide_asgirefs_thread() is None
    assert load() == 7


def test_loop_that_was_entered_under_gevents_number_of_this_thread_can_be_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading, "get_ident", lambda: 7)
    _greenlets.refuse_beside_another(SimpleNamespace(_thread_id=7), "load")
    with pytest.raises(RuntimeError, match="greenlet"):
        _greenlets.refuse_beside_another(SimpleNamespace(_thread_id=8), "load")
