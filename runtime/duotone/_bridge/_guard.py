"""How does other work in the main thread take Ctrl-C as a call on a private loop does?"""

from __future__ import annotations

from ._interrupts import (
    SIGINT,
    again,
    calls,
    get_handler,
    is_interrupting,
    keep_handler,
    on_interrupt,
    set_handler,
    take_late,
    wait_for_interrupt,
)
from ._thread_loops import is_main_thread

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import Any

    from typing_extensions import Self


class Guard:
    """A ``with`` block that an interrupt cancels; it is raised at the end of the block.

    Raises:
        KeyboardInterrupt: when Ctrl-C has met the block.
    """

    __slots__ = ("_before", "_cancel", "_is_in_main", "interrupts")

    def __init__(self) -> None:
        #: How often Ctrl-C has met the block.
        self.interrupts = 0
        self._cancel: Callable[[], object] = _nothing
        #: The handler of SIGINT to bring back, if it is replaced.
        self._before: Any = None
        self._is_in_main = is_main_thread()

    def __enter__(self) -> Self:
        if self._is_in_main:
            before = get_handler(SIGINT)
            if is_interrupting(before):
                self._before = before
                set_handler(SIGINT, on_interrupt)
            calls.append(self)
            take_late(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._cancel = _nothing  # what was cancelled is dropped here, while interrupts are noted
        if not self._is_in_main:
            return
        calls.pop()
        if self._before is not None:
            if again.times:
                wait_for_interrupt()
            during = set_handler(SIGINT, self._before)
            if during is not on_interrupt:
                keep_handler(during)
            take_late(self)
        if self.interrupts:
            raise KeyboardInterrupt

    def cancels_by(self, cancel: Callable[[], object]) -> None:
        """Say what an interrupt does from now on, and do it if one has come already."""
        self._cancel = cancel
        if self.interrupts:
            cancel()

    def cancel(self) -> None:
        """Make the work end soon."""
        self._cancel()

    def renew(self) -> None:
        """Do nothing: the steps of a session are those of one process."""


def _nothing() -> None:
    """Do nothing: there is nothing to cancel yet."""
