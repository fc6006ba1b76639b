"""How does a call run on a loop of asyncio's own make? Its first step at once, as a real task.

The loop is marked as running for that step, and entered only if the task has to wait.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
from asyncio import Task
from asyncio.selector_events import BaseSelectorEventLoop
from contextvars import copy_context
from threading import get_ident
from weakref import ref

from .._declared import DECLARATION, declare_sync_in_copy
from ._begin import IS_EAGER, TAKES_CONTEXT, FirstStep, initialise
from ._context import write_back
from ._interrupts import BLINK
from ._library import mark_context, marks
from ._private_loop import PrivateLoop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from .._declared import Side

_get_hooks: Final = sys.get_asyncgen_hooks
_set_hooks: Final = sys.set_asyncgen_hooks
_set_running_loop: Final = asyncio._set_running_loop
_new_task: Final[Callable[[type[Task[Any]]], Task[Any]]] = Task.__new__


class _BlinkingSelector(selectors.DefaultSelector):
    """A selector that returns every now and then, so that signals are looked for."""

    def select(self, timeout: float | None = None) -> list[Any]:
        return super().select(BLINK if timeout is None else min(timeout, BLINK))


class _Asked:
    """How often a loop was asked whether it runs: each task that is begun eagerly asks it once."""

    __slots__ = ("times",)

    def __init__(self) -> None:
        self.times = 0


class EagerLoop(PrivateLoop):
    """A private loop whose insides are asyncio's; in the main thread it looks for signals."""

    __slots__ = ("_asked", "_begun", "_first", "_hooks", "_note", "_signals", "_thread")

    def __init__(self, loop: Any, *, in_main: bool) -> None:
        super().__init__(loop, _let_go)
        if in_main and type(loop._selector) is selectors.DefaultSelector:
            loop._selector.__class__ = _BlinkingSelector
        self._thread = get_ident()
        self._first = FirstStep()
        self._note = self._first.note
        self._hooks = loop._asyncgen_firstiter_hook, loop._asyncgen_finalizer_hook
        self.generators = loop._asyncgens
        self._begun: set[Any] = loop._asyncgens.data  # inside the WeakSet, whose truth is slower
        self._signals: dict[int, Any] = getattr(loop, "_signal_handlers", {})
        self._asked = _count_questions(loop) if IS_EAGER else _Asked()

    def complete(  # noqa: C901, PLR0912, PLR0915 - each function more would cost a call two per cent
        self,
        function: Callable[..., Any],
        name: str | None,
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        declares: Side | None,
    ) -> Any:
        """Run a coroutine function to its end and return its result."""
        loop = self.loop
        # Made before it is initialised, so that an interrupt of its first step cannot lose it.
        task: Task[Any] = _new_task(Task)  # pyright: ignore[reportUnknownVariableType]
        declaration = None
        if declares is None:
            context = copy_context()
        else:
            context, declaration = declare_sync_in_copy(loop, task)
        mark = None
        if context and marks.variable is not None and context.get(marks.variable) is not None:
            mark = context.run(mark_context, None)
        hooks = _get_hooks()
        try:
            # An empty dictionary would be copied.
            coroutine = function(*args, **kwargs) if kwargs else function(*args)
            asked = self._asked
            asked.times = 0
            loop._stopping = False
            loop._thread_id = self._thread
            _set_running_loop(loop)
            _set_hooks(*self._hooks)
            try:
                if IS_EAGER:
                    initialise(
                        task, coroutine, loop=loop, name=name, context=context, eager_start=True
                    )
                else:
                    loop.call_soon = self._note
                    try:
                        if TAKES_CONTEXT:
                            initialise(task, coroutine, loop=loop, name=name, context=context)
                        else:
                            context.run(initialise, task, coroutine, loop=loop, name=name)
                    finally:
                        del loop.call_soon
                    first = self._first
                    # Known before the step, which may raise: it sets variables there.
                    context, step = first.context, first.take
                    first.context = first.take = None  # the task belongs to its call
                    context.run(step)
            except (KeyboardInterrupt, SystemExit):
                # A task keeps these two and raises them too; its result is asked for later.
                if not task.done():
                    raise
            finally:
                _set_running_loop(None)
                loop._thread_id = None
                _set_hooks(hooks[0], hooks[1])
            if not task.done():
                try:
                    self.finish(function, task)
                finally:
                    self._tidy()
            elif (
                loop._ready
                or loop._scheduled
                or self._begun
                # The coroutine may have begun a task itself, which waits and is scheduled nowhere.
                or asked.times > 1
                # What the user's code has set on the loop for good.
                or self._signals
                or loop._task_factory
                or loop._exception_handler
            ):
                self._tidy()
            return task.result()
        finally:
            # What it raises would hold this frame, and this frame the loop and what it raises.
            del self, task
            if mark is not None:
                context.run(mark_context, mark)
            if declaration is not None:
                declaration.end()
                if len(context) > 1:
                    write_back(context, DECLARATION)
            elif context:
                write_back(context)

    def renew(self) -> None:
        """Give the loop, which is running, files of its own in a forked process."""
        super().renew()
        if isinstance(self.loop, BaseSelectorEventLoop):
            _replace_selector(self.loop, _BlinkingSelector())
            self.loop._close_self_pipe()  # type: ignore[attr-defined]
            self.loop._make_self_pipe()  # type: ignore[attr-defined]

    def _tidy(self) -> None:
        """Bring the loop back to the state in which the next call should find it."""
        loop = self.loop
        for number in list(self._signals):
            loop.remove_signal_handler(number)
        loop.set_task_factory(None)
        if loop._ready or self._begun or asyncio.all_tasks(loop):
            self.end_leftovers()
            self.generators.clear()
        loop.set_exception_handler(None)


def _count_questions(loop: Any) -> _Asked:
    """Have a loop count how often it is asked whether it runs."""
    asked, weak = _Asked(), ref(loop)  # what the loop holds may not hold the loop

    def is_running() -> bool:
        asked.times += 1
        this = weak()
        return this is not None and this._thread_id is not None

    loop.is_running = is_running
    return asked


def _replace_selector(loop: Any, replacement: selectors.BaseSelector) -> None:
    """Let go of what is the parent's as well, without unregistering or ending anything."""
    loop._selector.close()
    loop._selector = replacement
    loop._default_executor = None  # its threads are in the parent alone


def _let_go(loop: Any) -> None:
    """Close what a forked process holds of a loop, without the parent noticing."""
    _replace_selector(loop, selectors.SelectSelector())
    loop.close()
