"""Which function does a property run, and how is another function put in its place?"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def getter_in(attribute: Any) -> Any:
    """Return the function that a property runs when it is read, None for any other attribute."""
    if issubclass(type(attribute), property):
        return attribute.fget
    if _is_cached(attribute):
        return attribute.func
    return None


def held_like(attribute: Any, function: Any, name: str) -> Any:
    """Return a function as a class holds another one: by itself, or in a property of that kind."""
    if getter_in(attribute) is None:
        return function
    made = _empty_as(attribute)
    if _is_cached(attribute):
        made.__dict__.update(attribute.__dict__, func=function)
        return made
    property.__init__(made, function, attribute.fset, attribute.fdel, attribute.__doc__)
    if type(attribute) is property:
        made.__set_name__(property, name)  # Python's own errors tell it
    else:
        made.__dict__.update(attribute.__dict__)
    return made


def _empty_as(attribute: object) -> Any:
    # Past what a kind of its own makes of its arguments: all that it noted is in its `__dict__`.
    kind = type(attribute)
    return property.__new__(kind) if issubclass(kind, property) else object.__new__(kind)


def _is_cached(attribute: object) -> bool:
    if "functools" not in sys.modules:
        return False  # whoever has one has imported it
    from functools import cached_property  # noqa: PLC0415 - is there already

    return issubclass(type(attribute), cached_property)
