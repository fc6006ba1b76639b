"""What does a union of a value and its awaitable hold?

The shape ``T | Coroutine[Any, Any, T]``, also with ``Awaitable``, and inside ``Optional``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.subtypes import is_same_type
from mypy.types import (
    CallableType,
    Instance,
    NoneType,
    Overloaded,
    UnionType,
    flatten_nested_unions,
    get_proper_type,
)

from . import _names as names
from ._dual_type import coroutine_of

if TYPE_CHECKING:
    from mypy.types import Type

    from ._dual_type import NamedType

#: Full names of what can be awaited, each with the place of what awaiting gives.
_RESULTS: Final = {names.COROUTINE: 2, names.COROUTINE_TYPE: 2, names.AWAITABLE: 0}


class Sides(NamedTuple):
    """The types of the two sides."""

    value: Type
    awaitable: Type


def split(typ: Type) -> Sides | None:
    """Return the two sides that a union shows, None for any other type."""
    proper = get_proper_type(typ)
    if not isinstance(proper, UnionType):
        return None
    items = flatten_nested_unions(proper.items)
    awaitables = [item for item in items if awaited(item) is not None]
    value = UnionType.make_union([item for item in items if item not in awaitables])
    result = awaited(awaitables[0]) if len(awaitables) == 1 else None
    if result is None or len(awaitables) == len(items):
        return None
    if is_same_type(value, result):
        return Sides(value, awaitables[0])
    # In `Optional[T | Awaitable[T]]` the None belongs to either side.
    if is_same_type(value, UnionType.make_union([result, NoneType()])):
        return Sides(value, UnionType.make_union([awaitables[0], NoneType()]))
    return None


def sides_of_listed(typ: Type, named_type: NamedType) -> Sides:
    """Return the two sides of a function whose type shows only one of them."""
    result = awaited(typ)
    if result is not None:
        return Sides(result, typ)
    return split(typ) or Sides(typ, coroutine_of(typ, named_type))


def awaited(typ: Type) -> Type | None:
    """Return what awaiting gives, None for what is no coroutine or awaitable by its type."""
    proper = get_proper_type(typ)
    if not isinstance(proper, Instance) or proper.type.fullname not in _RESULTS:
        return None
    place = _RESULTS[proper.type.fullname]
    return proper.args[place] if len(proper.args) > place else None


def shows_union(typ: Type | None) -> bool:
    """Tell whether the type of a function is that of one that gives such a union."""
    proper = get_proper_type(typ)
    if isinstance(proper, Overloaded):
        return any(map(shows_union, proper.items))
    return isinstance(proper, CallableType) and split(proper.ret_type) is not None
