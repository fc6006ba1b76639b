"""What was decorated, and is it the right kind? Decided once, at decoration."""

from __future__ import annotations

from functools import partial, wraps

from ._assemble import assemble
from ._bridge import bridged_in_steps, checked_way, nothing_to_abandon, nothing_to_bridge
from ._class_body import look_into_class
from ._errors import (
    async_twin_is_sync,
    is_dual_already,
    needs_async_def,
    needs_plain_def,
    not_a_function,
    pair_differs,
    sync_twin_is_async,
    twin_is_dual,
    twin_is_opaque,
    twin_not_callable,
)
from ._kinds import (
    METHOD,
    is_async_generator_function,
    is_coroutine_function,
    is_dual,
    is_function,
    unwrap_descriptor,
)
from ._sides import bridged_async, bridged_sync, native_pair
from ._signature import differences, parameters_of
from ._stepwise import async_compatible_factory, is_stepwise, sync_compatible_factory

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ._bridge._way import WayName
    from ._dual import Dual
    from ._sides import Sides

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
        return sync_compatible_factory(inner, binding, sync_version)
    if not is_coroutine_function(inner):
        raise TypeError(needs_async_def(inner))
    way = None if bridge is None else checked_way(bridge)
    if sync_version is None:
        return dual_of(bridged_sync(inner, way), binding)
    if way is not None:
        raise TypeError(nothing_to_bridge(inner))
    twin = _twin_in(sync_version, "sync_version")
    if is_coroutine_function(twin) or is_async_generator_function(twin):
        raise TypeError(sync_twin_is_async(inner, twin))
    _check_pair(inner, twin)
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
        return async_compatible_factory(inner, binding, async_version)
    if is_coroutine_function(inner):
        raise TypeError(needs_plain_def(inner))
    if async_version is None:
        return dual_of(bridged_async(inner, abandon_on_cancel=abandon_on_cancel), binding)
    if abandon_on_cancel:
        raise TypeError(nothing_to_abandon(inner))
    return dual_of(async_pair(inner, async_version), binding)


def async_pair(
    function: Callable[..., Any], async_version: Any, *, may_differ: bool = False
) -> Sides:
    """Return the sides of a plain function with an async twin.

    Raises:
        TypeError: when the twin is no coroutine function, or takes other parameters and must not.
    """
    twin = _twin_in(async_version, "async_version")
    if not is_coroutine_function(twin):
        raise TypeError(async_twin_is_sync(function, twin))
    if not may_differ:
        _check_pair(function, twin)
    elif _are_different(function, twin):
        function = _taking_anything(function)
    return native_pair(function, sync=function, aio=twin)


def function_in(candidate: Any, decorator: str) -> tuple[Any, str]:
    """Return the function to decorate, and how it binds."""
    function, binding = unwrap_descriptor(candidate)
    if is_dual(function):
        raise TypeError(is_dual_already(decorator, function))
    if not is_function(function):
        raise TypeError(not_a_function(decorator, candidate))
    return function, binding


def _twin_in(candidate: Any, keyword: str) -> Any:
    twin, _ = unwrap_descriptor(candidate)
    if is_dual(twin):
        raise TypeError(twin_is_dual(keyword, twin))
    if not callable(twin):
        raise TypeError(twin_not_callable(keyword, twin))
    return twin


def _check_pair(function: Any, twin: Any) -> None:
    try:
        parameters = parameters_of(twin)
    except ValueError as error:
        raise TypeError(twin_is_opaque(function, twin)) from error
    found = list(differences(parameters_of(function), parameters))
    if found:
        raise TypeError(pair_differs(function, twin, found))


def _are_different(function: Any, twin: Any) -> bool:
    try:
        return any(differences(parameters_of(function), parameters_of(twin)))
    except ValueError:
        return True  # the parameters of a twin written in C cannot be read


def _taking_anything(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that takes any arguments, and shows the parameters of this one."""

    @wraps(function)
    def take(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return take


def dual_of(sides: Sides, binding: str) -> Dual:
    """Return the dual object of these sides, which learns of the class that holds it."""
    dual = assemble(sides, binding)
    if binding == METHOD:
        look_into_class(dual)
    return dual
