"""The dual object of an adopted decorator whose ``.aio`` was an attribute of a plain function."""

from __future__ import annotations

from functools import wraps

from ._dual import BoundDual, ClassDual, Dual, StaticDual
from ._kinds import CLASSMETHOD, METHOD, STATICMETHOD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, Final


class _AdoptedDual(Dual):
    """A dual function whose bound ``.aio`` also takes the receiver."""

    __slots__ = ()

    def __get__(self, instance: Any, owner: type | None = None) -> Dual:
        return self if instance is None else _AdoptedBoundDual(self, instance)


class _AdoptedClassDual(ClassDual):
    """The same over a classmethod."""

    __slots__ = ()

    def __get__(self, instance: Any, owner: type | None = None) -> Dual:
        return _AdoptedBoundDual(self, type(instance) if owner is None else owner)


class _AdoptedBoundDual(BoundDual):
    """The same, bound to its receiver."""

    __slots__ = ()

    @property
    def aio(self) -> Callable[..., Coroutine[Any, Any, Any]]:
        """The async side, bound to the receiver, which it may be given all the same."""
        side, receiver = self.__func__.aio, self.__self__

        @wraps(side)
        def aio(*args: Any, **kwargs: Any) -> Coroutine[Any, Any, Any]:
            rest = args[1:] if args and args[0] is receiver else args
            return side(receiver, *rest, **kwargs)

        return aio


ADOPTED_DUALS: Final = {
    METHOD: _AdoptedDual,
    CLASSMETHOD: _AdoptedClassDual,
    STATICMETHOD: StaticDual,
}
