"""How does a dual function inside ``@classmethod`` stay bound on Python 3.13 and later?

Up to 3.12 a classmethod binds what it wraps through ``__get__``. From 3.13 on it makes a plain
method of it, whose ``.sync`` and ``.aio`` would be unbound. So the class body gets one more
entry, whose ``__set_name__`` puts a dual that binds by itself in the classmethod's place.
"""

from __future__ import annotations

import sys

from ._dual import ClassDual, Dual
from ._factory import DualFactory
from ._kinds import CLASSMETHOD, unwrap_descriptor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Final

_ENTRY: Final = "__duotone_classmethods__"
_NEEDS_HELP: Final = sys.version_info >= (3, 13)
_CO_OPTIMIZED: Final = 0x1


class _Binder:
    """The entry of a class body that binds its classmethods, and then leaves the class."""

    __slots__ = ()

    def __set_name__(self, owner: type, name: str) -> None:
        for attribute, value in list(vars(owner).items()):
            dual, binding = unwrap_descriptor(value)
            if binding == CLASSMETHOD and isinstance(dual, Dual):
                bound = ClassDual(dual.func, dual.__dict__["_sides"])
                # What decorators between the two have noted on it, such as abstractmethod.
                bound.__dict__.update(dual.__dict__)
                setattr(owner, attribute, bound)
            elif binding == CLASSMETHOD and isinstance(dual, DualFactory):
                setattr(owner, attribute, dual.for_classmethod())
        delattr(owner, name)


def bind_in_classmethods(dual: Dual | DualFactory) -> None:
    """See to it that a dual made in a class body is bound if a classmethod wraps it."""
    if not _NEEDS_HELP:
        return
    body = _class_body_of(sys._getframe(), dual.__qualname__)
    if body is not None:
        body.f_locals.setdefault(_ENTRY, _Binder())


def _class_body_of(frame: FrameType | None, qualified_name: str) -> FrameType | None:
    """Return the running class body in which a function of that name was written."""
    class_name = qualified_name.rpartition(".")[0]
    while frame is not None:
        if not frame.f_code.co_flags & _CO_OPTIMIZED and "__qualname__" in frame.f_locals:
            return frame if frame.f_locals["__qualname__"] == class_name else None
        frame = frame.f_back
    return None
