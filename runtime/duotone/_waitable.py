"""How do sync and async code wait for one result that comes from another thread or loop?"""

from __future__ import annotations

from _thread import TIMEOUT_MAX, allocate_lock

from ._loops import is_loop_running
from ._outcome import Outcome
from ._waitable_errors import (
    is_cancelled,
    is_settled_already,
    not_an_exception,
    stop_iteration_is_no_result,
    took_too_long,
    waits_in_its_loop,
)
from ._wake import waker_of_this_task

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any, Final, Generic, TypeAlias, TypeVar

    from typing_extensions import Self

    T = TypeVar("T")
    Wake: TypeAlias = Callable[[], object]
else:
    from ._subscript import Subscriptable as Generic
    from ._subscript import T

_OUTCOME: Final = "outcome"
_CANCELLED: Final = Outcome()


class Waitable(Generic[T]):
    """A result that is set once, from any thread or loop, and that any number of callers wait for.

    Sync code calls `wait` or `result`, async code writes ``await future``; a base class for
    futures, whose ``__init__`` takes no argument. A cancelled *wait* ends only that wait: the
    future and its other waiters go on. A cancelled *future* raises
    ``concurrent.futures.CancelledError`` wherever it is waited for, in async code as well.
    """

    __slots__ = ("__weakref__", "_settled", "_waiters")

    def __init__(self) -> None:
        # `dict.setdefault` is atomic: of many threads that settle the future, one wins. There is
        # no lock that a signal handler or a destructor could find taken by its own thread.
        self._settled: dict[str, Outcome] = {}
        self._waiters: dict[object, Wake] = {}

    def done(self) -> bool:
        """Tell whether the future has a result, an exception, or has been cancelled."""
        return _OUTCOME in self._settled

    def cancelled(self) -> bool:
        """Tell whether the future has been cancelled."""
        return self._settled.get(_OUTCOME) is _CANCELLED

    def wait(self, timeout: float | None = None) -> None:
        """Block this thread until the future is done, whatever its outcome is.

        Args:
            timeout: in seconds; None waits without end, 0 only looks.

        Raises:
            TimeoutError: when the future is not done in time.
            RuntimeError: when an event loop runs in this thread, and would stand still.
        """
        if self.done():
            return
        if timeout is None or timeout > 0:
            self._block(timeout)
        if not self.done():
            raise TimeoutError(took_too_long(self, timeout))

    def result(self, timeout: float | None = None) -> T:
        """Wait as `wait` does and return the result.

        Raises:
            BaseException: the exception that was set instead of a result.
            concurrent.futures.CancelledError: when the future has been cancelled.
            TimeoutError: when the future is not done in time.
            RuntimeError: when an event loop runs in this thread, and would stand still.
        """
        self.wait(timeout)
        return self._outcome()

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait as `wait` does and return the exception that was set, None for a result.

        Raises:
            concurrent.futures.CancelledError: when the future has been cancelled.
            TimeoutError: when the future is not done in time.
            RuntimeError: when an event loop runs in this thread, and would stand still.
        """
        self.wait(timeout)
        self._refuse_if_cancelled()
        return self._settled[_OUTCOME].error

    def __await__(self) -> Generator[Any, Any, T]:
        if not self.done():
            yield from self._until_done().__await__()
        return self._outcome()

    def add_done_callback(self, callback: Callable[[Self], object], /) -> None:
        """Call a function with the future once it is done; at once if it is done already.

        It is called in the thread that settles the future. An exception that it raises is logged
        under ``duotone``, and keeps no other callback or waiter from going on.
        """

        def call() -> None:
            try:
                callback(self)
            except Exception as error:  # noqa: BLE001 - whoever settles it is not to blame
                _log(callback, error)

        self._when_done(call)

    def set_result(self, result: T, /) -> None:
        """Give the future its result, from any thread or loop.

        Raises:
            concurrent.futures.InvalidStateError: when the future is done already.
        """
        self._settle_or_refuse(Outcome(result))

    def set_exception(self, error: BaseException, /) -> None:
        """Give the future an exception that every waiter gets raised, from any thread or loop.

        Raises:
            concurrent.futures.InvalidStateError: when the future is done already.
            TypeError: when `error` is no exception, or a StopIteration.
        """
        if not _is_exception(error):
            raise TypeError(not_an_exception(error))
        if isinstance(error, StopIteration):
            raise TypeError(stop_iteration_is_no_result())
        self._settle_or_refuse(Outcome(error=error))

    def cancel(self) -> bool:
        """Cancel the future unless it is done; tell whether it is cancelled now.

        It stops nothing that works towards the result: a subclass that can overrides this.
        """
        return self._settle(_CANCELLED) is _CANCELLED

    def __repr__(self) -> str:
        return f"<{type(self).__qualname__} {self._state()}>"

    def _state(self) -> str:
        outcome = self._settled.get(_OUTCOME)
        if outcome is None:
            return "pending"
        if outcome is _CANCELLED:
            return "cancelled"
        return f"result={outcome.value!r}" if outcome.error is None else f"error={outcome.error!r}"

    def _outcome(self) -> T:
        self._refuse_if_cancelled()
        outcome = self._settled[_OUTCOME]
        if outcome.error is not None:
            # Each waiter raises the same object: its traceback starts anew for each of them.
            raise outcome.error.with_traceback(outcome.trace)
        value: T = outcome.value
        return value

    def _refuse_if_cancelled(self) -> None:
        if self.cancelled():
            from concurrent.futures import CancelledError  # noqa: PLC0415 - imports logging

            raise CancelledError(is_cancelled(self))

    def _settle(self, outcome: Outcome) -> Outcome:
        """Settle the future unless it is; return the outcome that it has now."""
        settled = self._settled.setdefault(_OUTCOME, outcome)
        self._wake_all()
        return settled

    def _settle_or_refuse(self, outcome: Outcome) -> None:
        if self._settle(outcome) is not outcome:
            from concurrent.futures import InvalidStateError  # noqa: PLC0415 - imports logging

            raise InvalidStateError(is_settled_already(self))

    def _wake_all(self) -> None:
        """Call each waiter once, in the order of their arrival, even if one of them is stopped."""
        stopped: BaseException | None = None
        while self._waiters:
            for waiter in list(self._waiters):
                try:
                    self._wake(waiter)
                except BaseException as error:  # noqa: BLE001, PERF203 - raised when all are called
                    stopped = stopped or error
        if stopped is not None:
            raise stopped

    def _wake(self, waiter: object) -> None:
        wake = self._waiters.pop(waiter, None)
        if wake is not None:
            wake()

    def _when_done(self, wake: Wake) -> object:
        """Have a function called once the future is done; return what takes it back."""
        waiter = object()
        self._waiters[waiter] = wake
        # Looked at after it was noted: whoever settles the future in between calls it.
        if self.done():
            self._wake(waiter)
        return waiter

    def _block(self, timeout: float | None) -> None:
        if is_loop_running():
            raise RuntimeError(waits_in_its_loop(self))
        lock = allocate_lock()
        lock.acquire()
        waiter = self._when_done(lock.release)
        try:
            lock.acquire(timeout=-1 if timeout is None else min(timeout, TIMEOUT_MAX))
        finally:
            self._waiters.pop(waiter, None)

    async def _until_done(self) -> None:
        sleep, wake = waker_of_this_task()
        waiter = self._when_done(wake)
        try:
            await sleep()
        finally:
            self._waiters.pop(waiter, None)


def _is_exception(candidate: object) -> bool:
    return isinstance(candidate, BaseException)


def _log(callback: object, error: Exception) -> None:
    import logging  # noqa: PLC0415 - `import duotone` does without

    logging.getLogger("duotone").error("a done callback failed: %r", callback, exc_info=error)
