"""What makes of a generator or context manager function one object for sync and async code?"""

from __future__ import annotations

from ._class_body import look_into_class
from ._factory import DualFactory
from ._forms import over_async_generator, over_async_manager, over_generator, over_manager
from ._kinds import (
    METHOD,
    is_async_generator_function,
    is_async_manager_function,
    is_generator_function,
    is_manager_function,
)
from ._stepwise_errors import (
    needs_async_generator,
    needs_async_manager,
    needs_plain_generator,
    needs_plain_manager,
    takes_no_twin,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

_ASYNC: Final = {
    is_async_generator_function: over_async_generator,
    is_async_manager_function: over_async_manager,
}
_PLAIN: Final = {
    is_generator_function: over_generator,
    is_manager_function: over_manager,
}
_NEEDS_ASYNC: Final = {
    is_generator_function: needs_async_generator,
    is_manager_function: needs_async_manager,
}
_NEEDS_PLAIN: Final = {
    is_async_generator_function: needs_plain_generator,
    is_async_manager_function: needs_plain_manager,
}


def sync_compatible_factory(function: Any, binding: str, sync_version: object) -> DualFactory:
    """Return the dual of a function that gives an async generator or context manager.

    Raises:
        TypeError: when it gives a plain one, or is given a twin.
    """
    if sync_version is not None:
        raise TypeError(takes_no_twin("sync_version", function))
    return _factory(function, binding, _ASYNC, _NEEDS_ASYNC)


def async_compatible_factory(function: Any, binding: str, async_version: object) -> DualFactory:
    """Return the dual of a function that gives a plain generator or context manager.

    Raises:
        TypeError: when it gives an async one, or is given a twin.
    """
    if async_version is not None:
        raise TypeError(takes_no_twin("async_version", function))
    return _factory(function, binding, _PLAIN, _NEEDS_PLAIN)


def _factory(function: Any, binding: str, accepted: Any, refused: Any) -> DualFactory:
    for is_kind, say_what_is_wrong in refused.items():
        if is_kind(function):
            raise TypeError(say_what_is_wrong(function))
    make = next(make for is_kind, make in accepted.items() if is_kind(function))
    factory = DualFactory(make(function), binding)
    if binding == METHOD:
        look_into_class(factory)
    return factory
