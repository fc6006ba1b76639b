"""Which context has been declared for this thread, loop and task?"""

from __future__ import annotations

import sys
from _thread import get_ident
from contextvars import ContextVar, copy_context
from functools import wraps

from ._errors import bad_source_answer, not_declarable
from ._kinds import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, code_flags, is_dual
from ._loops import current_trio_task, owner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator
    from contextvars import Context
    from types import TracebackType
    from typing import Any, Final, Literal, TypeAlias, TypeVar

    from ._loops import Owner

    Side: TypeAlias = Literal["sync", "async"]
    AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])

SYNC: Final = "sync"
ASYNC: Final = "async"


class _Declaration:
    """One declared context, linked to the one it was made in."""

    __slots__ = ("is_active", "outer", "owner", "side")

    def __init__(self, side: Side, made_by: Owner, outer: _Declaration | None) -> None:
        self.side: Side = side
        self.owner = made_by
        self.outer = outer
        # A callback scheduled inside inherits the variable; it must not see what has ended.
        self.is_active = True


_modules: Final = sys.modules
_declaration: ContextVar[_Declaration | None] = ContextVar("duotone_declaration", default=None)
_sources: list[Callable[[], Side | None]] = []

any_declaration: Final = _declaration.get
#: The context variable that declarations are kept in.
DECLARATION: Final[ContextVar[Any]] = _declaration

#: Called by the first declaration of the process: until then no call need ask for one.
on_first_declaration: Final[list[Callable[[], None]]] = []


def declared_side() -> Side | None:
    """Return the side declared by a context made in this thread, loop and task, if any."""
    declaration = _declaration.get()
    here = owner()
    while declaration is not None:
        if declaration.is_active and declaration.owner == here:
            return declaration.side
        declaration = declaration.outer
    return None


def side_from_sources() -> Side | None:
    """Return the first answer that a registered context source gives, if any."""
    for source in _sources:
        side = source()
        if side is None:
            continue
        if side not in (SYNC, ASYNC):  # no set: the answer may be unhashable
            raise TypeError(bad_source_answer(source, side))
        return side
    return None


def declare_sync_in_copy(loop: object, task: object) -> tuple[Context, _Declaration]:
    """Return a copy of this context that declares ``sync`` for a task which is about to run in it.

    The loop of the task is one of this thread. The caller ends the declaration.
    """
    trio_task = current_trio_task() if "trio" in _modules else None
    declaration = _Declaration(SYNC, (get_ident(), loop, task, trio_task), _declaration.get())
    # Here and back again: to enter the copy takes longer.
    token = _declaration.set(declaration)
    try:
        return copy_context(), declaration
    finally:
        _declaration.reset(token)


class DeclaredContext:
    """A stretch of code whose plain functions take one side; a ``with`` block and a decorator."""

    __slots__ = ("_side",)

    def __init__(self, side: Side) -> None:
        self._side: Side = side

    def __repr__(self) -> str:
        return f"duotone.{self._side}_context()"

    def __enter__(self) -> None:
        if on_first_declaration:
            on_first_declaration.pop()()
        _declaration.set(_Declaration(self._side, owner(), _declaration.get()))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        declaration = _declaration.get()
        if declaration is not None:
            declaration.is_active = False
            _declaration.set(declaration.outer)

    def __call__(self, function: AnyFunction) -> AnyFunction:
        """Declare the context for each run of a function.

        Raises:
            TypeError: when given something that is no function.
        """
        if is_dual(function) or not hasattr(function, "__code__"):
            raise TypeError(not_declarable(repr(self), function))
        flags = code_flags(function)
        if flags & CO_COROUTINE:
            around = self._around_coroutine
        elif flags & CO_ASYNC_GENERATOR:
            around = self._around_async_generator
        elif flags & CO_GENERATOR:
            around = self._around_generator
        else:
            around = self._around_call
        wrapped: AnyFunction = around(function)
        return wrapped

    def _around_call(self, function: Any) -> Any:
        @wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            with self:
                return function(*args, **kwargs)

        return call

    def _around_coroutine(self, function: Any) -> Any:
        @wraps(function)
        async def call(*args: Any, **kwargs: Any) -> Any:
            with self:
                return await function(*args, **kwargs)

        return call

    def _around_generator(self, function: Any) -> Any:
        # Each step declares anew: a generator may be resumed by another task or thread.
        @wraps(function)
        def generate(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
            generator = function(*args, **kwargs)
            step, value = generator.send, None
            while True:
                with self:
                    try:
                        item = step(value)
                    except StopIteration as stop:
                        return stop.value
                try:
                    value = yield item
                except GeneratorExit:
                    with self:
                        generator.close()
                    raise
                except BaseException as error:  # noqa: BLE001 - handed on to the generator
                    step, value = generator.throw, error
                else:
                    step = generator.send

        return generate

    def _around_async_generator(self, function: Any) -> Any:
        @wraps(function)
        async def generate(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
            generator = function(*args, **kwargs)
            step, value = generator.asend, None
            while True:
                with self:
                    try:
                        item = await step(value)
                    except StopAsyncIteration:
                        return
                try:
                    value = yield item
                except GeneratorExit:
                    with self:
                        await generator.aclose()
                    raise
                except BaseException as error:  # noqa: BLE001 - handed on to the generator
                    step, value = generator.athrow, error
                else:
                    step = generator.asend

        return generate


def sync_context() -> DeclaredContext:
    """Declare that implicit calls in plain functions give values here.

    The declaration belongs to the thread, event loop and task that make it. Calls written in
    ``async def`` give coroutines all the same.
    """
    return DeclaredContext(SYNC)


def async_context() -> DeclaredContext:
    """Declare that implicit calls in plain functions give coroutines here.

    The declaration belongs to the thread, event loop and task that make it. Calls written at a
    module's top level give values all the same.
    """
    return DeclaredContext(ASYNC)


class ContextSource:
    """A registered context source; `remove` takes it out again."""

    __slots__ = ("_source",)

    def __init__(self, source: Callable[[], Side | None]) -> None:
        self._source: Callable[[], Side | None] | None = source
        _sources.append(source)

    def remove(self) -> None:
        """Stop consulting the source; a second call does nothing."""
        if self._source is not None:
            _sources.remove(self._source)
            self._source = None


def context_source(source: Callable[[], Side | None]) -> ContextSource:
    """Register a framework's own tracker of what kind of code is running.

    The source is asked, without arguments, for each implicit call in a plain function under a
    running event loop that no `sync_context` or `async_context` covers. It answers ``"sync"``,
    ``"async"``, or None when it does not know. Sources are asked in the order of registration.

    Raises:
        TypeError: when `source` cannot be called; and at the call, when it gives another answer.
    """
    if not callable(source):
        raise TypeError(f"context_source() needs a function without parameters, not {source!r}")
    return ContextSource(source)
