"""Which event loop and which task run in this thread?"""

from __future__ import annotations

import sys
from _thread import get_ident

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    # thread, asyncio loop, asyncio task, trio task
    Owner: TypeAlias = tuple[int, object | None, object | None, object | None]


def running_loop() -> object | None:
    """Return the asyncio loop that runs in this thread, without importing asyncio."""
    events = sys.modules.get("asyncio.events")
    # While asyncio itself is being imported the module is there, its functions are not.
    look_up = getattr(events, "_get_running_loop", None)
    return None if look_up is None else look_up()


def is_trio_running() -> bool:
    """Tell whether a task of trio's runs in this thread, without importing trio.

    A run alone is no sign: as the guest of another loop it leaves the thread to its host between
    two steps.
    """
    return current_trio_task() is not None


def is_loop_running() -> bool:
    """Tell whether any event loop (asyncio, uvloop, trio) runs in this thread."""
    return running_loop() is not None or is_trio_running()


def owner() -> Owner:
    """Return what a declaration made here belongs to."""
    return get_ident(), running_loop(), current_asyncio_task(), current_trio_task()


def current_asyncio_task() -> object | None:
    """Return the asyncio task that runs in this thread, if any."""
    loop = running_loop()
    if loop is None:
        return None
    task: object | None = sys.modules["asyncio.tasks"].current_task(loop)
    return task


def current_trio_task() -> object | None:
    """Return the trio task that runs in this thread, if any."""
    lowlevel = _trio_lowlevel()
    if lowlevel is None or not _may_be_in_trio(lowlevel):
        return None
    try:
        task: object = lowlevel.current_task()
    except RuntimeError:
        return None
    return task


def _trio_lowlevel() -> Any | None:
    # A half-imported trio has no `lowlevel` yet, and then no run can be under way.
    return getattr(sys.modules.get("trio"), "lowlevel", None)


def _may_be_in_trio(lowlevel: Any) -> bool:
    """Tell at little cost that no trio run is under way; an old trio does not tell."""
    in_trio_run = getattr(lowlevel, "in_trio_run", None)
    return in_trio_run is None or in_trio_run()
