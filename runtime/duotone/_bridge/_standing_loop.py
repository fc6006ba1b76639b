"""On what does a coroutine run where no real event loop can be had?"""

from __future__ import annotations

import asyncio
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class CannotWait(Exception):  # noqa: N818 - never reaches a user
    """The loop has nothing to do and cannot be told of anything."""


class StandingLoop(asyncio.BaseEventLoop):
    """An event loop without files and threads: it can run tasks and timers, not wait for I/O."""

    def __init__(self, cause: object) -> None:
        super().__init__()
        #: Why there is no real loop.
        self.cause = cause
        self._selector = self

    def select(self, timeout: float | None) -> list[Any]:
        """Wait for the next timer; there are no files to look at."""
        if timeout is None:
            raise CannotWait
        if timeout > 0:
            time.sleep(timeout)
        return []

    def _process_events(self, events: list[Any]) -> None:
        """Do nothing: there are no events."""

    def _write_to_self(self) -> None:
        """Do nothing: the loop never sleeps while another thread could wake it."""
