"""What is a private event loop, and how does it run a task to its end?"""

from __future__ import annotations

import asyncio
import os
from abc import ABC, abstractmethod
from weakref import ref

from .._kinds import CO_COROUTINE
from ._errors import loop_stopped, no_loop
from ._leftovers import end_leftovers
from ._standing_loop import CannotWait, StandingLoop
from ._whole_import import PATIENCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import Callable
    from types import FrameType
    from typing import Any, Final

    from .._declared import Side

# Loops of another make, whose files a forked process can neither use nor let go of.
inherited: Final[list[Any]] = []


class _Held:
    """An event loop that is closed when the private loop around it is gone.

    It is not left to a finalizer: of garbage that refers to itself, the files of the loop might be
    finalized first, and complain.
    """

    __slots__ = ("let_go", "loop", "pid")

    def __init__(self, loop: Any, let_go: Callable[[Any], object]) -> None:
        self.loop = loop
        #: What is done about the loop in a forked process.
        self.let_go = let_go
        self.pid = os.getpid()


_held: Final[dict[ref[Any], _Held]] = {}


def _give_back(gone: ref[Any]) -> None:
    held = _held.pop(gone)
    if held.pid == os.getpid():
        held.loop.close()
    else:
        held.let_go(held.loop)


class PrivateLoop(ABC):
    """An event loop that one call at a time runs on; it is closed when its thread ends."""

    __slots__ = (
        "__weakref__",
        "_held",
        "_is_given_up",
        "generators",
        "interrupts",
        "is_closed",
        "is_reusable",
        "loop",
        "task",
    )

    def __init__(self, loop: Any, let_go: Callable[[Any], object] = inherited.append) -> None:
        self.loop = loop
        self._held = _held[ref(self, _give_back)] = _Held(loop, let_go)
        #: The async generators that have been begun on the loop.
        self.generators: Any = ()
        #: The task of the call that uses the loop, once it waits for something.
        self.task: Task[Any] | None = None
        #: How often Ctrl-C has met the call.
        self.interrupts = 0
        self.is_closed: Callable[[], bool] = loop.is_closed
        #: Whether another call can use the loop.
        self.is_reusable = not isinstance(loop, StandingLoop)
        self._is_given_up = False

    @abstractmethod
    def complete(
        self,
        function: Callable[..., Any],
        name: str | None,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        declares: Side | None,
        /,
    ) -> Any:
        """Run a coroutine function to its end and return its result; name its task."""

    def cancel(self) -> None:
        """Cancel the call that uses the loop; made for a signal handler."""
        # Left to the loop: here a callback may be about to settle what the task waits for.
        self.loop.call_soon_threadsafe(_wake_up if self.task is None else self.task.cancel)

    def renew(self) -> None:
        """Let the loop, which is running, go on in a forked process."""
        self._held.pid = os.getpid()
        asyncio._set_running_loop(self.loop)

    def finish(self, function: Callable[..., Any], task: Task[Any]) -> None:
        """Let the loop run until a task is done, whatever comes between."""
        self.task = task
        if self.interrupts:
            task.cancel()
        task.add_done_callback(_stop_loop)
        try:
            try:
                self.loop.run_forever()
            except CannotWait:
                self._give_up(task)
                raise RuntimeError(no_loop(function, self.loop.cause)) from None
            except BaseException as error:
                _clear_frames_of_loop(error)
                if not task.done():
                    self._end(task)
                # The task's own interrupt is raised by asking for its result.
                if not task.done() or task.cancelled() or task.exception() is not error:
                    raise
            if not task.done():
                self._end(task)
                raise RuntimeError(loop_stopped(function))
        finally:
            del self, task  # what it raises holds the frames that it has run under

    def end_leftovers(self) -> None:
        """Cancel the tasks that a call has left behind, and close its async generators."""
        if self._is_given_up:
            return
        interrupt: BaseException | None = None
        while True:
            task = self.loop.create_task(end_leftovers(self.generators))
            task.add_done_callback(_stop_loop)
            interrupt = self._run_until_done(task) or interrupt
            if task.cancelled() or not _is_interrupt(task.exception()):
                break
        if interrupt is not None:
            raise interrupt
        if not task.cancelled():
            task.result()

    def _end(self, task: Task[Any]) -> None:
        """Cancel a task and let it come to its end, unless the user has lost patience."""
        if self.interrupts > PATIENCE:
            self._give_up(task)
            return
        task.cancel()
        self._run_until_done(task)
        if not task.cancelled():
            task.exception()  # or asyncio logs that nobody has looked at it

    def _run_until_done(self, task: Task[Any]) -> BaseException | None:
        """Let the loop run until a task is done; return an interrupt that another task raised."""
        interrupt: BaseException | None = None
        while not task.done():
            try:
                self.loop.run_forever()
            except (KeyboardInterrupt, SystemExit) as error:  # noqa: PERF203 - seldom more than once
                interrupt = error
                if self.interrupts > PATIENCE:
                    self._give_up(task)
                    raise
            except BaseException:
                self._give_up(task)
                raise
        return interrupt

    def _give_up(self, task: Task[Any]) -> None:
        """Close the coroutine of a task that does not end, and never use the loop again."""
        self._is_given_up, self.is_reusable = True, False
        for left in asyncio.all_tasks(self.loop):
            left._log_destroy_pending = False  # type: ignore[attr-defined]
        coroutine: Any = task.get_coro()
        try:
            coroutine.close()
        except Exception as error:  # noqa: BLE001 - the user's, from a `finally`
            message = f"an error occurred while closing {coroutine!r}"
            self.loop.call_exception_handler({"message": message, "exception": error})


def _stop_loop(task: Task[Any]) -> None:
    task.get_loop().stop()


def _clear_frames_of_loop(error: BaseException) -> None:
    """Let the frames of the loop under which an interrupt was raised hold no task any more.

    It holds the interrupt, which holds them. asyncio takes care of this where it goes on itself.
    """
    trace = error.__traceback__ and error.__traceback__.tb_next
    while trace is not None and _is_of_loop(trace.tb_frame):
        trace.tb_frame.clear()
        trace = trace.tb_next


def _is_of_loop(frame: FrameType) -> bool:
    is_asyncios = str(frame.f_globals.get("__name__")).startswith("asyncio.")
    return is_asyncios and not frame.f_code.co_flags & CO_COROUTINE


def _is_interrupt(error: BaseException | None) -> bool:
    """Tell whether a task was left half done: asyncio lets these two go on to its caller."""
    return isinstance(error, (KeyboardInterrupt, SystemExit))


def _wake_up() -> None:
    """Do nothing: the loop looks at its tasks again."""
