"""What runs inside a session? One task, which awaits one request of the sync code at a time."""

from __future__ import annotations

import asyncio
from contextvars import Context, copy_context

from .._bridge._whole_import import PATIENCE
from .._declared import SYNC, DeclaredContext
from .._outcome import Outcome, without_own_frame
from .._shared_context import SharedContext
from ._belongings import Belongings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, CancelledError, Future, Task
    from collections.abc import Awaitable, Callable
    from typing import Any, Final, TypeAlias

    from .._bridge._guard import Guard

    Operation: TypeAlias = Callable[..., Awaitable[Any]]

# Python 3.10 does not count the cancellations of a task; `id` does nothing to it.
_uncancel: Final[Callable[[Any], object]] = getattr(asyncio.Task, "uncancel", id)
_SYNC_EXTENT: Final = DeclaredContext(SYNC)


class _Request:
    """Something to await in the task, or the end of the task."""

    __slots__ = ("arguments", "context", "done", "operation", "outcome")

    def __init__(
        self, operation: Operation | None, arguments: tuple[Any, ...], done: Future[None]
    ) -> None:
        self.operation = operation
        self.arguments = arguments
        self.context = copy_context()
        self.done = done
        self.outcome = Outcome()


# Nothing can close an async generator in the middle of a step, so nothing may try to.
_given_up: Final[list[Steps]] = []


class Steps:
    """The task of a session, as the sync code outside sees it."""

    __slots__ = ("_belongings", "_loop", "_request", "_shared", "_task", "_wake", "is_given_up")

    def __init__(self, loop: AbstractEventLoop) -> None:
        self._loop = loop
        self._belongings = Belongings(loop)
        self._shared = SharedContext()
        self._request: _Request | None = None
        #: Whether the user has lost patience with what is being awaited.
        self.is_given_up = False
        self._wake: Future[None] = loop.create_future()
        # It takes every variable from the caller, step by step, and so can give each back.
        self._task: Task[None] = Context().run(loop.create_task, self._serve())
        self._belongings.keep(self._task)

    def run(self, guard: Guard, operation: Operation | None, *arguments: Any) -> Outcome:
        """Await something in the task and return what it ended with; without it, end the task."""
        self._belongings.show()
        try:
            guard.cancels_by(self._cancel_soon)
            if self._request is not None:
                self._run_until(self._request.done)
            request = self.ask(operation, *arguments)
            if guard.interrupts:
                self._cancel_soon()
            return self._run_request(guard, request)
        finally:
            self._belongings.hide()

    def ask(self, operation: Operation | None, *arguments: Any) -> _Request:
        """Have the task await something the next time that the loop runs."""
        request = _Request(operation, arguments, self._loop.create_future())
        self._request = request
        if not self._wake.done():
            self._wake.set_result(None)
        return request

    def forget(self) -> None:
        """Have nothing said about the task, which nobody waits for any more."""
        task: Any = self._task
        task._log_destroy_pending = False

    def _run_request(self, guard: Guard, request: _Request) -> Outcome:
        try:
            self._run_until(request.done)
        except BaseException:
            # KeyboardInterrupt and the like leave what is being awaited half done.
            if guard.interrupts > PATIENCE:
                self._give_up(request)
            elif not request.done.done():
                self._task.cancel()
                self._run_until(request.done)
            raise
        finally:
            self._shared.give_back(request.context)
        return request.outcome

    def _give_up(self, request: _Request) -> None:
        """Have no more to do with what is being awaited: it does not let itself be cancelled."""
        self.is_given_up = True
        request.done.remove_done_callback(_stop_loop)
        self.forget()
        _given_up.append(self)

    def _cancel_soon(self) -> None:
        """Cancel what is being awaited; made for a signal handler."""
        self._loop.call_soon_threadsafe(self._cancel)

    def _cancel(self) -> None:
        # What ends the session is not cancelled: it cancels.
        if self._request is not None and self._request.operation is not None:
            self._task.cancel()

    def _run_until(self, done: Future[None]) -> None:
        done.add_done_callback(_stop_loop)
        # A callback that an interrupt has left behind may stop the loop too soon.
        while not done.done():
            self._loop.run_forever()

    async def _serve(self) -> None:
        is_open = True
        while is_open:
            request = await self._next_request()
            is_open = request.operation is not None
            try:
                if request.operation is None:
                    await self._belongings.end()
                else:
                    await self._perform(request, request.operation)
            finally:
                self._request = None
                request.done.set_result(None)

    async def _next_request(self) -> _Request:
        """Wait for the sync code; keep a cancellation for what it asks next."""
        cancelled: CancelledError | None = None
        while self._request is None:
            self._wake = self._loop.create_future()
            try:
                await self._wake
            except asyncio.CancelledError as error:
                cancelled = error
        if cancelled is not None and self._request.operation is not None:
            _cancel_again(self._task, cancelled)
        return self._request

    async def _perform(self, request: _Request, operation: Operation) -> None:
        self._shared.take(request.context)
        try:
            with self._belongings, _SYNC_EXTENT:
                request.outcome.value = await operation(*request.arguments)
        except BaseException as error:  # noqa: BLE001 - raised where the sync code asked
            request.outcome.error = without_own_frame(error)
        request.context = copy_context()


def _stop_loop(done: Future[None]) -> None:
    done.get_loop().stop()


def _cancel_again(task: Task[None], error: CancelledError) -> None:
    """Have a cancellation that was caught raised at the task's next await."""
    _uncancel(task)  # a task counts them, and this one is counted already
    task.cancel(*error.args)
