"""Which dual functions does a class hold inside a ``classmethod``, ``staticmethod`` or property?

Python tells what is inside of those nothing of the class. So the class body gets one more entry,
whose ``__set_name__`` looks at them and then takes itself out again. From Python 3.13 on it also
puts a dual that binds by itself in the place of a classmethod: up to 3.12 a classmethod binds what
it wraps through ``__get__``, later it makes a plain method of it, whose sides would be unbound.
"""

from __future__ import annotations

import sys

from ._assemble import kind_of
from ._class_attribute import remove_from_class, set_in_class
from ._dual import Dual, describe
from ._getter import getter_in
from ._kinds import CLASSMETHOD, dual_in, is_factory, unwrap_descriptor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any, Final

    from ._factory import DualFactory

_ENTRY: Final = "__duotone_class_body__"
_CLASSMETHOD_NEEDS_HELP: Final = sys.version_info >= (3, 13)
_CO_OPTIMIZED: Final = 0x1


class _Entry:
    """The entry of a class body that looks at its attributes, and then leaves the class."""

    __slots__ = ()

    def __set_name__(self, owner: type, name: str) -> None:
        if _CLASSMETHOD_NEEDS_HELP:
            _replace_classmethods(owner)
        for attribute, dual in _duals_in(owner):
            dual.__set_name__(owner, attribute)
        remove_from_class(owner, name)


def look_into_class(dual: Dual | DualFactory) -> None:
    """See to it that a dual made in a class body learns of its class if something wraps it."""
    sides = dual.__dict__.get("_sides")
    if not _CLASSMETHOD_NEEDS_HELP and (sides is None or sides.link is None):
        return
    body = _class_body_around(sys._getframe())  # pyright: ignore[reportPrivateUsage] - sys documents it
    if body is not None:
        body.f_locals.setdefault(_ENTRY, _Entry())


def _replace_classmethods(owner: type) -> None:
    for attribute, value in list(vars(owner).items()):
        function, binding = unwrap_descriptor(value)
        if binding != CLASSMETHOD:
            continue
        if is_factory(function) or dual_in(value) is not None:
            set_in_class(owner, attribute, _bound_by_itself(function))


def _duals_in(owner: type) -> list[tuple[str, Dual]]:
    """Return the dual functions of a class by name, those that can be called first.

    One that a property runs may be a method as well, and is known by the name of that.
    """
    attributes = sorted(vars(owner).items(), key=lambda item: getter_in(item[1]) is not None)
    found = [(name, getter_in(value) or unwrap_descriptor(value)[0]) for name, value in attributes]
    # By their type: an attribute may be anything, and fail when it is asked.
    return [(name, dual) for name, dual in found if issubclass(type(dual), Dual)]


def _bound_by_itself(dual: Any) -> Dual | DualFactory:
    if is_factory(dual):
        factory: DualFactory = dual
        return factory.for_classmethod()
    sides = dual.__dict__["_sides"]
    bound = kind_of(sides, CLASSMETHOD)(dual.func)
    describe(bound, sides)
    # What decorators between the two have noted on it, such as abstractmethod.
    bound.__dict__.update(dual.__dict__)
    return bound


def _class_body_around(frame: FrameType | None) -> FrameType | None:
    """Return the running class body in which a function is made, there or in what it calls.

    Whether the class will hold the function is not known yet; an entry too many does no harm.
    """
    while frame is not None:
        if not frame.f_code.co_flags & _CO_OPTIMIZED:
            # Else it is a module, which may well be imported by a class body.
            return frame if "__qualname__" in frame.f_locals else None
        frame = frame.f_back
    return None
