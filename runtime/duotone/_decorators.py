"""What was decorated, and is it the right kind? Decided once, at decoration."""

from __future__ import annotations

from ._bridge import bridged_in_steps, checked_way, nothing_to_abandon, nothing_to_bridge
from ._decorated import async_pair, check_pair, dual_of, function_in, twin_in
from ._errors import needs_async_def, needs_plain_def, sync_twin_is_async
from ._kinds import is_async_generator_function, is_coroutine_function, is_stepwise
from ._light import partial
from ._sides import bridged_async, bridged_sync, native_pair

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ._bridge._way import WayName

_SYNC_COMPATIBLE: Final = "sync_compatible"
_ASYNC_COMPATIBLE: Final = "async_compatible"


def sync_compatible(
    function: Callable[..., Any] | None = None,
    /,
    *,
    sync_version: Callable[..., Any] | None = None,
    bridge: WayName | None = None,
) -> Any:
    """Make an ``async def`` callable from sync code as well.

    Without `sync_version` the sync side runs the coroutine on a private event loop of the calling
    thread, or as `bridge` says: ``"private"``, ``"shared"`` or ``"host"``. With it, the sync side
    is that function, and no event loop is touched.

    An ``async def`` with ``yield`` becomes a function whose result serves ``for`` as well as
    ``async for``; under ``asynccontextmanager`` it serves ``with`` as well as ``async with``.

    Raises:
        TypeError: when the function is no ``async def``, has a parameter ``_sync``, or takes
            other parameters than `sync_version`; when both keywords are given.
        ValueError: when `bridge` names no way of bridging.
    """
    if function is None:
        return partial(sync_compatible, sync_version=sync_version, bridge=bridge)
    inner, binding = function_in(function, _SYNC_COMPATIBLE)
    if is_stepwise(inner):
        if bridge is not None:
            raise TypeError(bridged_in_steps("bridge", inner))
        from ._stepwise import sync_compatible_factory  # noqa: PLC0415 - few modules need it

        return sync_compatible_factory(inner, binding, sync_version)
    if not is_coroutine_function(inner):
        raise TypeError(needs_async_def(inner))
    way = None if bridge is None else checked_way(bridge)
    if sync_version is None:
        return dual_of(bridged_sync(inner, way), binding)
    if way is not None:
        raise TypeError(nothing_to_bridge(inner))
    twin = twin_in(sync_version, "sync_version")
    if is_coroutine_function(twin) or is_async_generator_function(twin):
        raise TypeError(sync_twin_is_async(inner, twin))
    check_pair(inner, twin)
    return dual_of(native_pair(inner, sync=twin, aio=inner), binding)


def async_compatible(
    function: Callable[..., Any] | None = None,
    /,
    *,
    async_version: Callable[..., Any] | None = None,
    abandon_on_cancel: bool = False,
) -> Any:
    """Make a ``def`` awaitable from async code as well.

    Without `async_version` the async side runs the function in a worker thread. With it, the
    async side is that coroutine function, and no thread is used. A cancelled caller waits for
    the thread; with `abandon_on_cancel` it goes on, and what the thread returns is lost.

    A ``def`` with ``yield`` becomes a function whose result serves ``async for`` as well as
    ``for``; under ``contextmanager`` it serves ``async with`` as well as ``with``.

    Raises:
        TypeError: when the function is an ``async def``, has a parameter ``_sync``, or takes
            other parameters than `async_version`; when both keywords are given.
    """
    if function is None:
        return partial(
            async_compatible, async_version=async_version, abandon_on_cancel=abandon_on_cancel
        )
    inner, binding = function_in(function, _ASYNC_COMPATIBLE)
    if is_stepwise(inner):
        if abandon_on_cancel:
            raise TypeError(bridged_in_steps("abandon_on_cancel", inner))
        from ._stepwise import async_compatible_factory  # noqa: PLC0415 - few modules need it

        return async_compatible_factory(inner, binding, async_version)
    if is_coroutine_function(inner):
        raise TypeError(needs_plain_def(inner))
    if async_version is None:
        return dual_of(bridged_async(inner, abandon_on_cancel=abandon_on_cancel), binding)
    if abandon_on_cancel:
        raise TypeError(nothing_to_abandon(inner))
    return dual_of(async_pair(inner, async_version), binding)
