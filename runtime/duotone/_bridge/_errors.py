"""Every text of an error of the bridge that a user reads."""

from __future__ import annotations

from .._kinds import name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def no_such_way(way: object, ways: list[str]) -> str:
    """Say that a way of bridging does not exist."""
    names = " or ".join(f'"{name}"' for name in ways)
    return f"bridge must be {names}, not {way!r}"


def nothing_to_bridge(function: Any) -> str:
    """Say that a native pair was given a way of bridging."""
    return (
        f'"{name_of(function)}" has a sync_version, so its sync side needs no event loop: '
        "remove bridge= or sync_version="
    )


def nothing_to_abandon(function: Any) -> str:
    """Say that a native pair was told what to do with a worker thread."""
    return (
        f'"{name_of(function)}" has an async_version, so its async side needs no worker thread: '
        "remove abandon_on_cancel= or async_version="
    )


def bridged_in_steps(option: str, function: Any) -> str:
    """Say that a generator or context manager has no choice of its bridge."""
    return (
        f'"{name_of(function)}" gives a generator or a context manager, whose steps are always '
        f"bridged in the same way: remove {option}="
    )


def not_awaitable(function: Any, result: object) -> str:
    """Say that a function marked as coroutine function gave something else."""
    return (
        f'"{name_of(function)}" is marked as a coroutine function and returned {result!r}, which '
        "cannot be awaited: return a coroutine, or remove the mark"
    )


def waits_for_another_library(function: Any, cause: object) -> str:
    """Say that a coroutine waited for something that asyncio's loop does not know."""
    name = name_of(function)
    return (
        f'"{name}" waits for another library than asyncio, and its sync side runs on an event loop '
        f"of asyncio's kind ({cause}): let it wait by way of anyio, or call "
        f"`trio.run({name.rpartition('.')[2]}.aio)`"
    )


def awaited_already(function: Any) -> str:
    """Say that a function gave a coroutine for the second time."""
    return (
        f'"{name_of(function)}" returned a coroutine that has been awaited already: make a new '
        "one in each call"
    )


def loop_stopped(function: Any) -> str:
    """Say that the user's code stopped the private loop."""
    return (
        f'the event loop of "{name_of(function)}" was stopped before the coroutine had ended, and '
        "the coroutine was cancelled: remove the call of `loop.stop()`"
    )


def no_loop(function: Any, cause: object) -> str:
    """Say that a coroutine must wait and no event loop can be had."""
    return (
        f'"{name_of(function)}" has to wait, and no event loop can be had here ({cause}): '
        f"free what is missing, or await it in an `async def`"
    )


def no_loop_at_exit(function: Any) -> str:
    """Say that the interpreter is ending and nothing can be started any more."""
    name = function if isinstance(function, str) else name_of(function)
    return (
        f'"{name}" was called while the interpreter ends, when no event loop can be '
        "had any more: call it earlier, for example in a function registered with `atexit`"
    )


def no_shared_loop(function: Any, cause: object) -> str:
    """Say that the shared loop cannot be made."""
    return (
        f'"{name_of(function)}" is bridged to the shared event loop, which cannot be made here '
        f"({cause}): free what is missing, or await it in an `async def`"
    )


def no_thread(function: Any, cause: object) -> str:
    """Say that the shared loop's thread cannot be started."""
    return (
        f'"{name_of(function)}" is bridged to the shared event loop, whose thread cannot be '
        f'started here ({cause}): use `duotone.bridge("private")`, which needs no thread'
    )


def no_worker_thread(function: Any, cause: object) -> str:
    """Say that no worker thread can be started for a plain function."""
    return (
        f'"{name_of(function)}" is awaited in a worker thread, and none can be started here '
        f"({cause}): call `.sync`, which blocks the event loop, or give it an async_version"
    )


def no_host(function: Any) -> str:
    """Say that there is no host loop for a call."""
    return (
        f'"{name_of(function)}" is bridged to the host event loop, and this is no worker thread '
        "of anyio's: call it from a function that `anyio.to_thread.run_sync` runs, or use "
        '`duotone.bridge("private")`'
    )


def bad_thread_limit(limit: object) -> str:
    """Say that a number of threads is none."""
    return (
        f"set_thread_limit() needs a whole number of at least 1, or `math.inf` for no limit, "
        f"not {limit!r}"
    )


def no_limiter() -> str:
    """Say that a limiter was asked for outside every event loop."""
    return (
        "thread_limiter() belongs to an event loop, and none runs in this thread: call it in an "
        '"async def", or use set_thread_limit(), which holds for every loop'
    )


def greenlets_meet(function: Any) -> str:
    """Say that a coroutine cannot run beside that of another greenlet."""
    name = function if isinstance(function, str) else name_of(function)
    return (
        f'the coroutine of "{name}" cannot run in this greenlet, because another greenlet of the '
        "same thread is running one: give the function a sync side of its own (sync_version=), "
        "or make the call in a real thread, for example with gevent.get_hub().threadpool.apply"
    )
