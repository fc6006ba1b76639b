"""How is a plain generator iterated from async code, and a plain context manager entered?

Each step runs in a worker thread of anyio's, which need not be the same one each time.
"""

from __future__ import annotations

from _thread import allocate_lock
from contextvars import Context, copy_context

from ._bridge._library import mark_context
from ._bridge._thread_limit import thread_limiter
from ._outcome import Outcome, without_own_frame
from ._shared_context import SharedContext
from ._stepwise_errors import manager_is_not_entered, manager_is_used

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable
    from types import TracebackType
    from typing import Any


class _ThreadSteps:
    """The steps of one generator or context manager, one after the other, in one context."""

    __slots__ = ("_context", "_lock", "_shared")

    def __init__(self) -> None:
        self._shared = SharedContext()
        self._context = Context()
        # A cancelled await leaves its step running: the next one waits for it, in its thread.
        self._lock = allocate_lock()

    async def run(self, step: Callable[..., Any], *arguments: Any) -> Outcome:
        """Call a function in a worker thread and return what it ended with."""
        from anyio.to_thread import run_sync  # noqa: PLC0415 - imports asyncio

        outcome: Outcome = await run_sync(
            self._advance, copy_context(), step, arguments, limiter=thread_limiter()
        )
        self._shared.give_back(self._context)
        return outcome

    async def finish(self, step: Callable[..., Any], *arguments: Any) -> Outcome:
        """Call a function that cleans up, even if the task has been cancelled."""
        from anyio import CancelScope  # noqa: PLC0415 - imports asyncio

        outcome = Outcome()
        with CancelScope(shield=True):
            outcome = await self.run(step, *arguments)
        return outcome  # noqa: RET504 - to a type checker the scope may swallow an exception

    def _advance(
        self, outside: Context, step: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> Outcome:
        with self._lock:
            return self._context.run(self._call, outside, step, arguments)

    def _call(
        self, outside: Context, step: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> Outcome:
        self._shared.take(outside)
        # In the thread no event loop runs, whatever anyio has noted in the context.
        mark = mark_context(None)
        try:
            return Outcome(step(*arguments))
        except BaseException as error:  # noqa: BLE001 - raised in the task that waits
            return Outcome(error=without_own_frame(error))
        finally:
            mark_context(mark)


async def generate_in_threads(generator: Any) -> AsyncGenerator[Any, Any]:
    """Yield what a plain generator yields, with each of its steps in a worker thread."""
    steps = _ThreadSteps()
    step, argument = generator.send, None
    try:
        while True:
            outcome = await steps.run(step, argument)
            if isinstance(outcome.error, StopIteration):
                return
            if outcome.error is not None:
                raise outcome.take_error()
            try:
                argument = yield outcome.value
            except GeneratorExit:
                raise
            except BaseException as error:  # noqa: BLE001 - handed on to the generator
                step, argument = generator.throw, error
            else:
                step = generator.send
    finally:
        if generator.gi_frame is not None:
            outcome = await steps.finish(generator.close)
            if outcome.error is not None:
                raise outcome.take_error()


class ManagerInThreads:
    """A plain context manager as an async one: enter and exit each run in a worker thread."""

    __slots__ = ("_is_entered", "_is_used", "_manager", "_name", "_steps")

    def __init__(self, manager: Any, name: str) -> None:
        self._manager = manager
        self._name = name
        self._steps = _ThreadSteps()
        self._is_used = False
        self._is_entered = False

    async def __aenter__(self) -> Any:
        if self._is_used:
            raise RuntimeError(manager_is_used(self._name))
        self._is_used = True
        try:
            outcome = await self._steps.run(self._manager.__enter__)
        except BaseException:
            # Cancelled: the thread may have entered all the same, and nobody will exit.
            await self._steps.finish(self._manager.gen.close)
            raise
        if outcome.error is not None:
            raise outcome.take_error()
        self._is_entered = True
        return outcome.value

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        if not self._is_entered:
            raise RuntimeError(manager_is_not_entered(self._name))
        self._is_entered = False
        outcome = await self._steps.finish(self._manager.__exit__, kind, error, traceback)
        if outcome.error is not None:
            raise outcome.take_error()
        is_suppressed: bool | None = outcome.value
        return is_suppressed
