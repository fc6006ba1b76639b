"""Which context has been declared for this thread, loop and task?"""

from __future__ import annotations

import sys
from _thread import get_ident
from contextvars import ContextVar, copy_context

from ._errors import bad_source_answer
from ._kinds import CO_ASYNC_GENERATOR, CO_GENERATOR
from ._loops import current_trio_task, owner

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context
    from types import CodeType, FrameType, TracebackType
    from typing import Any, Final, Literal, TypeAlias, TypeVar

    from ._loops import Owner

    Side: TypeAlias = Literal["sync", "async"]
    AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])

SYNC: Final = "sync"
ASYNC: Final = "async"


class _Declaration:
    """One declared context, linked to the one it was made in."""

    __slots__ = ("generator", "is_active", "maker", "outer", "owner", "side")

    def __init__(
        self,
        side: Side,
        owner: Owner,
        outer: _Declaration | None,
        maker: DeclaredContext | None = None,
        generator: CodeType | None = None,
    ) -> None:
        self.side: Side = side
        self.owner = owner
        self.outer = outer
        #: What ends it: a generator may have declared another context further in meanwhile.
        self.maker = maker
        #: The code of the generator whose ``with`` block it is: it means only what that runs.
        self.generator = generator
        # A callback scheduled inside inherits the variable; it must not see what has ended.
        self.is_active = True

    def end(self) -> None:
        """Declare nothing any more, and let go of the task: its own context holds this."""
        self.is_active = False
        self.owner = _NOBODY


_NOBODY: Final[Owner] = (0, None, None, None)
_modules: Final = sys.modules
_get_frame: Final = sys._getframe  # pyright: ignore[reportPrivateUsage] - sys documents it
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
        if (
            declaration.is_active
            and declaration.owner == here
            and (declaration.generator is None or _runs_here(declaration.generator))
        ):
            return declaration.side
        declaration = declaration.outer
    return None


def _generator_of(frame: FrameType | None) -> CodeType | None:
    is_generator = frame is not None and frame.f_code.co_flags & (CO_GENERATOR | CO_ASYNC_GENERATOR)
    return frame.f_code if frame is not None and is_generator else None


def _runs_here(code: CodeType) -> bool:
    """Tell whether a frame of this code is under way in this thread."""
    frame: FrameType | None = _get_frame()
    while frame is not None and frame.f_code is not code:
        frame = frame.f_back
    return frame is not None


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
        generator = _generator_of(_get_frame().f_back)
        outer = _declaration.get()
        _declaration.set(_Declaration(self._side, owner(), outer, self, generator))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        innermost = declaration = _declaration.get()
        while declaration is not None and declaration.maker is not self:
            declaration = declaration.outer
        if declaration is None:
            return  # another context was left: that of the thread or task that entered
        declaration.end()
        if declaration is innermost:
            _declaration.set(declaration.outer)

    def __call__(self, function: AnyFunction) -> AnyFunction:
        """Declare the context for each run of a function.

        Raises:
            TypeError: when given something that is no function.
        """
        from ._declared_function import declared_function  # noqa: PLC0415 - a cycle

        declared: AnyFunction = declared_function(self, function)
        return declared

    def steps(self) -> Steps:
        """Return a ``with`` block that declares the context for each step of one generator."""
        return Steps(self._side)


class Steps:
    """A context that is declared for a generator, step by step.

    What the generator declares further in goes on at its next step, and means nothing between.
    """

    __slots__ = ("_before", "_innermost", "_own")

    def __init__(self, side: Side) -> None:
        self._own = _Declaration(side, owner(), None)
        self._own.is_active = False
        self._innermost = self._own
        self._before: _Declaration | None = None

    def __enter__(self) -> None:
        if on_first_declaration:
            on_first_declaration.pop()()
        # The next step may be another task's, or another thread's.
        self._before = self._own.outer = _declaration.get()
        self._own.owner = owner()
        self._own.is_active = True
        _declaration.set(self._innermost)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._innermost = _declaration.get() or self._own
        self._own.end()
        _declaration.set(self._before)


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
