"""What is in the hands of a decorator, and do the two functions of a pair go together?"""

from __future__ import annotations

from ._assemble import assemble
from ._class_body import look_into_class
from ._errors import (
    async_twin_is_sync,
    is_dual_already,
    not_a_function,
    pair_differs,
    twin_is_dual,
    twin_is_opaque,
    twin_not_callable,
)
from ._kinds import METHOD, is_coroutine_function, is_dual, is_function, unwrap_descriptor
from ._sides import native_pair
from ._signature import differences, parameters_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ._dual import Dual
    from ._sides import Sides


def async_pair(
    function: Callable[..., Any], async_version: Any, *, may_differ: bool = False
) -> Sides:
    """Return the sides of a plain function with an async twin.

    Raises:
        TypeError: when the twin is no coroutine function, or takes other parameters and must not.
    """
    twin = twin_in(async_version, "async_version")
    if not is_coroutine_function(twin):
        raise TypeError(async_twin_is_sync(function, twin))
    if not may_differ:
        check_pair(function, twin)
    return native_pair(function, sync=function, aio=twin)


def function_in(candidate: Any, decorator: str) -> tuple[Any, str]:
    """Return the function to decorate, and how it binds."""
    function, binding = unwrap_descriptor(candidate)
    if is_dual(function):
        raise TypeError(is_dual_already(decorator, function))
    if not is_function(function):
        raise TypeError(not_a_function(decorator, candidate))
    return function, binding


def twin_in(candidate: Any, keyword: str) -> Any:
    """Return the function that is given as the other side."""
    twin, _ = unwrap_descriptor(candidate)
    if is_dual(twin):
        raise TypeError(twin_is_dual(keyword, twin))
    if not callable(twin):
        raise TypeError(twin_not_callable(keyword, twin))
    return twin


def check_pair(function: Any, twin: Any) -> None:
    """Refuse a pair whose two functions take different parameters."""
    try:
        parameters = parameters_of(twin)
    except ValueError as error:
        raise TypeError(twin_is_opaque(function, twin)) from error
    found = list(differences(parameters_of(function), parameters))
    if found:
        raise TypeError(pair_differs(function, twin, found))


def dual_of(sides: Sides, binding: str) -> Dual:
    """Return the dual object of these sides, which learns of the class that holds it."""
    dual = assemble(sides, binding)
    if binding == METHOD:
        look_into_class(dual)
    return dual
