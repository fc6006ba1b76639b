"""Every text of an error about dual generators and context managers that a user reads."""

from __future__ import annotations

from ._kinds import name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def needs_async_generator(function: Any) -> str:
    """Say that `sync_compatible` was put on a plain generator function."""
    return (
        f'sync_compatible decorates an "async def", and "{name_of(function)}" is a plain "def" '
        f'with "yield": write "async def {function.__name__}", or decorate it with async_compatible'
    )


def needs_plain_generator(function: Any) -> str:
    """Say that `async_compatible` was put on an async generator function."""
    return (
        f'async_compatible decorates a plain "def", and "{name_of(function)}" is an "async def" '
        f'with "yield": write "def {function.__name__}", or decorate it with sync_compatible'
    )


def needs_async_manager(function: Any) -> str:
    """Say that `sync_compatible` was put on a plain context manager."""
    return (
        f'sync_compatible was put on "{name_of(function)}", a plain context manager: '
        "use asynccontextmanager, or decorate it with async_compatible"
    )


def needs_plain_manager(function: Any) -> str:
    """Say that `async_compatible` was put on an async context manager."""
    return (
        f'async_compatible was put on "{name_of(function)}", an async context manager: '
        "use contextmanager, or decorate it with sync_compatible"
    )


def takes_no_twin(keyword: str, function: Any) -> str:
    """Say that generators and context managers have no native pairs."""
    return (
        f'{keyword}= was given for "{name_of(function)}", a generator or context manager, whose '
        f"other side is always derived from it: remove {keyword}="
    )


def takes_no_sync(name: str, rest: str) -> str:
    """Say that a dual generator or context manager needs no `_sync`."""
    return (
        f"{name}() takes no _sync, because {rest}; for an object of one kind only "
        f"write {name}.sync() or {name}.aio()"
    )


def is_of_other_kind(name: str, began: str, wanted: str) -> str:
    """Say that one object was used from sync and from async code."""
    return (
        f"this object of {name}() was begun with `{began}` and cannot go on with `{wanted}`: "
        f"go on with `{began}`, or call {name}() again"
    )


def belongs_to_thread(name: str) -> str:
    """Say that another thread wanted to go on with a generator or context manager."""
    return (
        f"{name}() was begun in another thread, whose event loop it needs: "
        f"go on with it there, or call {name}() again in this thread"
    )


def belongs_to_process(name: str) -> str:
    """Say that a forked process wanted to go on with a generator or context manager."""
    return (
        f"{name}() was begun before this process was forked, on an event loop of its parent: "
        f"call {name}() again in this process"
    )


def is_under_way(name: str) -> str:
    """Say that a generator was advanced while it was running."""
    return f"{name}() is executing already: one step must end before the next one is asked for"


def loop_is_under_way(name: str) -> str:
    """Say that a generator cannot be advanced because its loop runs further out."""
    return (
        f"{name}() was begun on an event loop that is running now, further out in this call: "
        f"finish it where it was begun, or call {name}() again here"
    )


def manager_is_used(name: str) -> str:
    """Say that a context manager was entered twice."""
    return (
        f"this object of {name}() has been entered before, and serves one block only: "
        f"call {name}() again"
    )


def manager_is_not_entered(name: str) -> str:
    """Say that a context manager was left that had not been entered."""
    return f"this object of {name}() is not entered: use it in a `with` or `async with` block"
