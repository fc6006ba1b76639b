"""Which public methods does a class offer, and how is each of them called?"""

from __future__ import annotations

from ._kinds import (
    is_async_generator_function,
    is_coroutine_function,
    is_dual,
    unwrap_descriptor,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

#: The methods that the interpreter calls in sync code, with those it calls in async code.
SPECIAL_TWINS: Final = {
    "__enter__": "__aenter__",
    "__exit__": "__aexit__",
    "__iter__": "__aiter__",
    "__next__": "__anext__",
}
_SPECIAL: Final = frozenset(SPECIAL_TWINS) | frozenset(SPECIAL_TWINS.values())


class Method:
    """One method of a class."""

    __slots__ = ("binding", "function", "is_async", "is_sync", "name")

    def __init__(self, name: str, function: Any, binding: str) -> None:
        self.name = name
        self.function = function
        #: How it binds: "method", "classmethod" or "staticmethod".
        self.binding = binding
        forms = {_is_async(form) for form in _wrappers_of(function)}
        #: Whether a call may give a value, and whether it may give something to await; a wrapper
        #: that hides another kind of function, and a dual function, may give both.
        self.is_sync = False in forms or is_dual(function)
        self.is_async = True in forms or is_dual(function)


def methods_of(cls: type) -> dict[str, Method]:
    """Return the public methods of a class by name, inherited ones as well."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__[:-1]):
        found.update(vars(base))
    return {
        name: Method(name, *unwrap_descriptor(value))
        for name, value in found.items()
        if _is_public(name) and _is_method(value)
    }


def _is_public(name: str) -> bool:
    return not name.startswith("_") or name in _SPECIAL


def _is_method(candidate: Any) -> bool:
    """Tell whether this was written in Python as a function, whatever wraps it now."""
    function, _ = unwrap_descriptor(candidate)
    is_written = hasattr(function, "__code__") or hasattr(function, "__wrapped__")
    return is_written and callable(function) and not isinstance(function, type)


def _wrappers_of(function: Any) -> list[Any]:
    wrappers = [function]
    while hasattr(wrappers[-1], "__wrapped__"):
        wrappers.append(wrappers[-1].__wrapped__)
    return wrappers


def _is_async(function: Any) -> bool:
    return is_coroutine_function(function) or is_async_generator_function(function)
