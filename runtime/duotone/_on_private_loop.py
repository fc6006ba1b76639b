"""How is an async generator iterated from sync code, and an async context manager entered?"""

from __future__ import annotations

import sys

from ._bridge._whole_import import WholeImport
from ._outcome import Outcome
from ._stepwise_errors import manager_is_not_entered, manager_is_used

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator
    from types import TracebackType
    from typing import Any, Final

    from ._bridge._guard import Guard
    from ._session import Session

_GUARD: Final = "duotone._bridge._guard"


class _HalfWay:
    """Holds a session, and closes it when nobody holds it any more.

    The rest of what users hold has no finalizer. Python loses an interrupt that is raised in one,
    so one that ends in time runs where the step ends, under its guard.
    """

    __slots__ = ("session",)

    def __init__(self, session: Session) -> None:
        self.session = session

    def __del__(self) -> None:
        self.session.drop()


class GeneratorOnLoop:
    """An async generator as a plain one: each step runs in one task on the thread's private loop.

    It is closed when it is dropped half way. Another thread than that of the first step cannot
    go on with it.
    """

    __slots__ = ("_generator", "_half_way", "_is_finished", "_name")

    def __init__(self, generator: Any, name: str) -> None:
        self._generator: Any = generator
        self._name = name
        self._half_way: _HalfWay | None = None
        self._is_finished = False

    def __iter__(self) -> GeneratorOnLoop:
        return self

    def __next__(self) -> Any:
        outcome = self._step("__anext__")
        if outcome.error is not None:
            raise outcome.take_error()
        return outcome.value

    def send(self, value: Any) -> Any:
        """Go on with the value of the pending ``yield`` and return the next one that is yielded."""
        outcome = self._step("asend", value)
        if outcome.error is not None:
            raise outcome.take_error()
        return outcome.value

    def throw(self, *error: Any) -> Any:
        """Raise an exception at the pending ``yield`` and return the next value yielded."""
        if self._is_over():
            return _nothing().throw(*error)
        outcome = self._step("athrow", *error)
        if outcome.error is not None:
            raise outcome.take_error()
        return outcome.value

    def close(self) -> None:
        """Raise GeneratorExit at the pending ``yield``, and run the generator's cleanup."""
        if self._half_way is not None:
            with _guard():
                try:
                    self._half_way.session.close()
                finally:
                    self._let_go_if_over()
        self._is_finished = True

    def __repr__(self) -> str:
        return f"<generator {self._name} on a private loop>"

    def _is_over(self) -> bool:
        return self._is_finished or (self._half_way is not None and self._half_way.session.is_over)

    def _step(self, name: str, *arguments: Any) -> Outcome:
        if self._is_over():
            return Outcome(error=StopIteration())
        with _guard() as guard:
            if self._half_way is None:
                self._half_way = _begin_session(self._name, self._generator.aclose)
            try:
                operation = getattr(self._generator, name)
                outcome = self._half_way.session.run(guard, operation, *arguments)
            finally:
                if self._generator.ag_frame is None:
                    self._half_way.session.end(guard)
            if guard.interrupts:
                # The value is lost; nobody may come to close what has yielded it.
                self._half_way.session.close_now()
            del operation
            self._let_go_if_over()
        if isinstance(outcome.error, StopAsyncIteration):
            outcome.error = StopIteration()
        return outcome

    def _let_go_if_over(self) -> None:
        """Drop under the guard what has finalizers: the session and its generator."""
        if self._half_way is not None and self._half_way.session.is_over:
            self._is_finished = True
            self._half_way = self._generator = None


class ManagerOnLoop:
    """An async context manager as a plain one: enter and exit run in one task on one loop."""

    __slots__ = ("_half_way", "_is_used", "_manager", "_name")

    def __init__(self, manager: Any, name: str) -> None:
        self._manager: Any = manager
        self._name = name
        self._half_way: _HalfWay | None = None
        self._is_used = False

    def __enter__(self) -> Any:
        if self._is_used:
            raise RuntimeError(manager_is_used(self._name))
        with _guard() as guard:
            self._half_way = _begin_session(self._name, self._manager.gen.aclose)
            self._is_used = True
            outcome = self._half_way.session.run(guard, self._manager.__aenter__)
            if outcome.error is not None:
                self._half_way.session.end(guard)
            elif guard.interrupts:
                self._half_way.session.close_now()  # nobody enters the block that would do it
            self._let_go_if_over()
        if outcome.error is not None:
            raise outcome.take_error()
        return outcome.value

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> bool | None:
        if self._half_way is None or self._half_way.session.is_over:
            raise RuntimeError(manager_is_not_entered(self._name))
        with _guard() as guard:
            session = self._half_way.session
            outcome = session.run(guard, self._manager.__aexit__, kind, error, traceback)
            session.end(guard)
            del session
            self._let_go_if_over()
        if outcome.error is not None:
            raise outcome.take_error()
        is_suppressed: bool | None = outcome.value
        return is_suppressed

    def _let_go_if_over(self) -> None:
        """Drop under the guard what has finalizers: the session and its manager."""
        if self._half_way is not None and self._half_way.session.is_over:
            self._half_way = self._manager = None


def _begin_session(name: str, close: Any) -> _HalfWay:
    from ._session import Session  # noqa: PLC0415 - imports the bridge, which declares contexts

    return _HalfWay(Session(name, close))


def _guard() -> Guard:
    if _GUARD not in sys.modules:
        with WholeImport():
            __import__(_GUARD)
    from ._bridge._guard import Guard  # noqa: PLC0415 - imports the bridge, as above

    return Guard()


def _nothing() -> Generator[None, None, None]:
    return (None for _ in range(0))
