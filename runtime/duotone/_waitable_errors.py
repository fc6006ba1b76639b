"""Every text of an error about futures that a user reads."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def waits_in_its_loop(future: Any) -> str:
    """Say that a future would be waited for by blocking a running event loop."""
    return (
        f"{future!r} would block the event loop that runs in this thread, and perhaps is needed "
        "to finish it: write `await future` in an async def, or wait in another thread"
    )


def took_too_long(future: Any, timeout: float | None) -> str:
    """Say that a future was not done in time."""
    return f"{future!r} is not done after {timeout} seconds"


def is_cancelled(future: Any) -> str:
    """Say that a future has been cancelled."""
    return f"{future!r} has no result: it was cancelled before it was done"


def is_settled_already(future: Any) -> str:
    """Say that a future was settled twice."""
    return f"{future!r} is done already: a future is settled once, see done()"


def not_an_exception(given: Any) -> str:
    """Say that `set_exception` was given something that cannot be raised."""
    return f"set_exception() takes an exception such as ValueError(), not {given!r}"


def stop_iteration_is_no_result() -> str:
    """Say that a StopIteration cannot be raised out of an await."""
    return "set_exception() cannot take a StopIteration, which ends the await: wrap it in another"


def awaits_nowhere() -> str:
    """Say that a future was awaited by a task of no known library."""
    return "a future can be awaited in tasks of asyncio and trio only: use wait() elsewhere"
