"""How is a generic class written without typing, which `import duotone` must not load?

While types are checked its base is ``typing.Generic``; at run time it is this one.
"""

from __future__ import annotations

from types import GenericAlias


class Subscriptable:
    """A class that can be subscripted, as can those that inherit from it."""

    __slots__ = ()

    def __class_getitem__(cls, arguments: object, /) -> GenericAlias:
        return GenericAlias(cls, arguments)


class T:
    """Stands for the type variable in ``Generic[T]``."""
