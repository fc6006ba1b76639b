"""How is an async generator iterated from sync code, and an async context manager entered?"""

from __future__ import annotations

from ._outcome import Outcome
from ._stepwise_errors import manager_is_not_entered, manager_is_used

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from types import TracebackType
    from typing import Any

    from ._bridge._guard import Guard
    from ._session import Session


class GeneratorOnLoop:
    """An async generator as a plain one: each step runs in one task on the thread's private loop.

    It is closed when it is dropped half way. Another thread than that of the first step cannot
    go on with it.
    """

    __slots__ = ("_generator", "_is_finished", "_name", "_session")

    def __init__(self, generator: Any, name: str) -> None:
        self._generator = generator
        self._name = name
        self._session: Session | None = None
        self._is_finished = False

    def __iter__(self) -> GeneratorOnLoop:
        return self

    def __next__(self) -> Any:
        outcome = self._step(self._generator.__anext__)
        if outcome.error is not None:
            raise outcome.take_error()
        return outcome.value

    def send(self, value: Any) -> Any:
        """Go on with the value of the pending ``yield`` and return the next one that is yielded."""
        outcome = self._step(self._generator.asend, value)
        if outcome.error is not None:
            raise outcome.take_error()
        return outcome.value

    def throw(self, *error: Any) -> Any:
        """Raise an exception at the pending ``yield`` and return the next value yielded."""
        if self._is_over():
            return _nothing().throw(*error)
        outcome = self._step(self._generator.athrow, *error)
        if outcome.error is not None:
            raise outcome.take_error()
        return outcome.value

    def close(self) -> None:
        """Raise GeneratorExit at the pending ``yield``, and run the generator's cleanup."""
        if self._session is not None:
            self._session.close()
        self._is_finished = True

    def __del__(self) -> None:
        session = getattr(self, "_session", None)  # an interrupt may come before there is one
        if session is not None:
            session.drop()

    def __repr__(self) -> str:
        return f"<generator {self._name} on a private loop>"

    def _is_over(self) -> bool:
        return self._is_finished or (self._session is not None and self._session.is_over)

    def _step(self, operation: Any, *arguments: Any) -> Outcome:
        if self._is_over():
            return Outcome(error=StopIteration())
        with _guard() as guard:
            if self._session is None:
                self._session = _begin_session(self._name, self._generator.aclose)
            try:
                outcome = self._session.run(guard, operation, *arguments)
            finally:
                if self._generator.ag_frame is None:
                    self._session.end(guard)
            if guard.interrupts:
                # The value is lost; nobody may come to close what has yielded it.
                self._session.close_now()
        if isinstance(outcome.error, StopAsyncIteration):
            outcome.error = StopIteration()
        return outcome


class ManagerOnLoop:
    """An async context manager as a plain one: enter and exit run in one task on one loop."""

    __slots__ = ("_manager", "_name", "_session")

    def __init__(self, manager: Any, name: str) -> None:
        self._manager = manager
        self._name = name
        self._session: Session | None = None

    def __enter__(self) -> Any:
        if self._session is not None:
            raise RuntimeError(manager_is_used(self._name))
        with _guard() as guard:
            self._session = _begin_session(self._name, self._manager.gen.aclose)
            outcome = self._session.run(guard, self._manager.__aenter__)
            if outcome.error is not None:
                self._session.end(guard)
            elif guard.interrupts:
                self._session.close_now()  # nobody enters the block that would do it
        if outcome.error is not None:
            raise outcome.take_error()
        return outcome.value

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        if self._session is None or self._session.is_over:
            raise RuntimeError(manager_is_not_entered(self._name))
        with _guard() as guard:
            outcome = self._session.run(guard, self._manager.__aexit__, kind, error, traceback)
            self._session.end(guard)
        if outcome.error is not None:
            raise outcome.take_error()
        is_suppressed: bool | None = outcome.value
        return is_suppressed

    def __del__(self) -> None:
        session = getattr(self, "_session", None)  # an interrupt may come before there is one
        if session is not None:
            session.drop()


def _begin_session(name: str, close: Any) -> Session:
    from ._session import Session  # noqa: PLC0415 - imports the bridge, which declares contexts

    return Session(name, close)


def _guard() -> Guard:
    from ._bridge._guard import Guard  # noqa: PLC0415 - imports the bridge, as above

    return Guard()


def _nothing() -> Generator[None, None, None]:
    return (None for _ in range(0))
