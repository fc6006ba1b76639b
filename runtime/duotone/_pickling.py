"""How is a dual function pickled? By name like any function, or by value where a function would be.

Picklers decide about functions by themselves: pickle takes the name, cloudpickle takes the value
where the name means nothing elsewhere (``__main__``, functions inside functions). So a dual
function is pickled by way of a stand-in that is a real function, reachable under the dual's name.
Taken by name, it leads to the dual function; taken by value, it carries what makes a new one.
"""

from __future__ import annotations

from importlib import import_module
from pickle import PicklingError
from types import FunctionType

from ._errors import cannot_be_pickled
from ._kinds import (
    CLASSMETHOD,
    STATICMETHOD,
    is_async_generator_function,
    is_coroutine_function,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ._dual import Dual
    from ._sides import Sides

_STAND_IN: Final = "_stand_in"  # the attribute that leads to it
_MADE: Final = "_made_stand_in"
_DOTTED_NAMES: Final = 4  # from this protocol on a name may lead through attributes
_OURS: Final = frozenset({"_sides", "__wrapped__", _MADE})


def reduce_dual(dual: Dual, protocol: int) -> tuple[Any, ...]:
    """Return what a pickle holds in the place of a dual function."""
    if protocol < _DOTTED_NAMES:
        return find_dual, _checked_name(dual)
    return restore_dual, (type(dual), stand_in_of(dual))


def find_dual(module: str, name: str) -> Dual:
    """Return the dual function of that name in a module."""
    found: Any = import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    dual: Dual = getattr(found, "__func__", found)  # a classmethod is found bound
    return dual


def restore_dual(kind: type[Dual], stand_in: FunctionType) -> Dual:
    """Return the dual function that a stand-in leads to, made anew if it came by value."""
    notes = stand_in.__dict__
    if "dual" not in notes:
        # A function that refers to itself: the stand-in has come, what it carries has not.
        return kind.__new__(kind, stand_in)
    dual: Dual = notes["dual"]
    if dual.func is stand_in:
        _refill(dual, notes)
    return dual


def stand_in_of(dual: Dual) -> FunctionType:
    """Return the function that stands in for a dual, with what makes the dual anew."""
    made: FunctionType | None = dual.__dict__.get(_MADE)
    # `functools.wraps` may have copied another one's.
    if made is None or made.__dict__["dual"] is not dual:
        made = FunctionType(_nothing.__code__, {}, _STAND_IN)
        made.__module__ = dual.__module__
        made.__qualname__ = f"{dual.__qualname__}.{_STAND_IN}"
        dual.__dict__[_MADE] = made
        # First of all the dual, so that what it refers to can refer back to it.
        made.__dict__["dual"] = dual
    sides = dual.__dict__["_sides"]
    made.__dict__["recipe"] = sides.recipe or (decorate_again, _decoration(dual, sides))
    made.__dict__["place"] = sides.attribute, sides.twin_name, _place_of(sides)
    made.__dict__["attributes"] = {k: v for k, v in dual.__dict__.items() if k not in _OURS}
    return made


def decorate_again(
    function: Callable[..., Any], twin: Any, binding: str, options: dict[str, Any]
) -> Dual:
    """Return the dual function that the decorators make of a function."""
    from ._decorators import async_compatible, sync_compatible  # noqa: PLC0415 - a cycle

    wrappers: dict[str, Any] = {CLASSMETHOD: classmethod, STATICMETHOD: staticmethod}
    wrap = wrappers.get(binding)
    decorated: Any = function if wrap is None else wrap(function)
    made: Dual
    if is_coroutine_function(function) or is_async_generator_function(function):
        made = sync_compatible(decorated, sync_version=twin, **options)
    else:
        made = async_compatible(decorated, async_version=twin, **options)
    return made


def _checked_name(dual: Dual) -> tuple[str, str]:
    name = str(dual.__module__), str(dual.__qualname__)
    try:
        found = find_dual(*name)
    except (ImportError, AttributeError) as error:
        raise PicklingError(cannot_be_pickled(dual)) from error
    if found is not dual:
        raise PicklingError(cannot_be_pickled(dual))
    return name


def _nothing() -> None:
    """Do nothing: only the name and the attributes of a stand-in count."""


def _decoration(dual: Dual, sides: Sides) -> tuple[Any, ...]:
    twin = None if sides.link is None else sides.link.twin
    return sides.function, twin, dual.binding, sides.options


def _place_of(sides: Sides) -> tuple[Any, ...] | None:
    link = sides.link
    return None if link is None else (link.attribute, link.twin_attribute, link.is_static)


def _refill(dual: Dual, notes: dict[str, Any]) -> None:
    """Make an empty dual function whole, with all that was known of the one pickled."""
    from ._dual import refill  # noqa: PLC0415 - a cycle

    make, arguments = notes["recipe"]
    source = make(*arguments)
    sides = source.__dict__["_sides"]
    sides.attribute, sides.twin_name, place = notes["place"]
    if place is not None:
        attribute, twin_attribute, is_static = place
        sides.link.place(attribute, twin_attribute, is_static=is_static)
    source.__dict__.update(notes["attributes"])
    refill(dual, source)
