"""Does an async class offer the same as the sync class that it is the twin of?"""

from __future__ import annotations

from ._errors import (
    PairError,
    class_pair_differs,
    is_async_in_sync_class,
    method_binds_otherwise,
    method_differs,
    method_is_extra,
    method_is_missing,
    needs_a_class,
)
from ._methods import SPECIAL_TWINS, methods_of
from ._signature import differences, parameters_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Final, TypeVar

    from ._methods import Method

    _AsyncClass = TypeVar("_AsyncClass", bound=type)

_CLOSE: Final = "close"
_ACLOSE: Final = "aclose"


def check_pair(sync_class: type, async_class: type) -> None:
    """Compare the public methods of a sync class and of its async twin.

    Every method of one is a method of the other, by the same name and with the same parameters:
    sync in the sync class, and async in the other, or plain in both. ``close`` may be ``aclose`` in
    the async class; the methods of context managers and iterators have their async names there.

    Raises:
        PairError: when they differ; it lists every difference.
        TypeError: when one of them is no class.
    """
    _refuse_others("check_pair", sync_class, async_class)
    found = list(_differences(sync_class, async_class))
    if found:
        raise PairError(class_pair_differs(sync_class, async_class, found), found)


def async_twin_of(sync_class: type) -> Callable[[_AsyncClass], _AsyncClass]:
    """Declare a class to be the async twin of a sync class, and compare the two.

    Put it on the async class: ``@async_twin_of(Client)`` above ``class AsyncClient``. The class
    comes back unchanged.

    Raises:
        PairError: when the two classes differ; it lists every difference.
        TypeError: when it is given, or put on, anything but a class.
    """
    _refuse_others("async_twin_of", sync_class)

    def check(async_class: _AsyncClass) -> _AsyncClass:
        check_pair(sync_class, async_class)
        return async_class

    return check


def _refuse_others(function: str, *classes: object) -> None:
    for given in classes:
        if not isinstance(given, type):
            raise TypeError(needs_a_class(function, given))


def _differences(sync_class: type, async_class: type) -> Iterator[str]:
    sync_methods, async_methods = methods_of(sync_class), methods_of(async_class)
    matched = set(sync_methods)
    for name, method in sync_methods.items():
        if name in SPECIAL_TWINS.values():
            continue
        twin_name = _twin_name(name, async_methods)
        matched.add(twin_name)
        twin = async_methods.get(twin_name)
        if twin is None:
            yield method_is_missing(name, twin_name)
        elif name not in SPECIAL_TWINS:
            # The interpreter calls the special methods, always in the same way.
            yield from _method_differences(sync_class, method, twin)
    for name in sorted(async_methods.keys() - matched - SPECIAL_TWINS.keys()):
        yield method_is_extra(name)


def _twin_name(name: str, async_methods: dict[str, Method]) -> str:
    if name == _CLOSE and _ACLOSE in async_methods:
        return _ACLOSE
    return SPECIAL_TWINS.get(name, name)


def _method_differences(sync_class: type, method: Method, twin: Method) -> Iterator[str]:
    if not method.is_sync:
        yield is_async_in_sync_class(method.name, sync_class)
    if method.binding != twin.binding:
        yield method_binds_otherwise(twin.name, method.binding, twin.binding)
        return
    found = differences(parameters_of(method.function), parameters_of(twin.function))
    for difference in sorted(found):
        yield method_differs(twin.name, difference)
