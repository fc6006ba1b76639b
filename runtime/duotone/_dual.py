"""The dual object: one callable, two sides, bound like a function.

A call goes straight from ``functools.partial``, which is implemented in C and adds no Python
frame, to the dispatcher. Binding puts the receiver before the arguments.
"""

from __future__ import annotations

from functools import partial, update_wrapper
from types import MethodType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, TypeVar

    from typing_extensions import ParamSpec

    from ._sides import Sides

    P = ParamSpec("P")
    T = TypeVar("T")


class Dual(partial[object]):
    """A function with a sync and an async side; ``Dual[P, T]`` in annotations.

    ``isinstance(f, Dual)`` tells at run time, for functions and for bound methods.
    """

    __slots__ = ()
    __duotone_dual__ = True

    if TYPE_CHECKING:
        # Set by `update_wrapper`. Properties: annotations would give the class `__annotations__`.
        @property
        def __name__(self) -> str: ...
        @property
        def __qualname__(self) -> str: ...
        @property
        def __wrapped__(self) -> Callable[..., Any]: ...

    def __new__(cls, dispatcher: Callable[..., Any], sides: Sides) -> Dual:  # noqa: PYI034
        """Make the dual object of a dispatcher; the decorators do this."""
        dual = super().__new__(cls, dispatcher)
        dispatcher.__duotone__ = dual  # type: ignore[attr-defined]
        update_wrapper(dual, sides.function)
        dual.__dict__["_sides"] = sides
        return dual

    @property
    def sync(self) -> Callable[..., Any]:
        """The sync side as a callable of its own."""
        side: Callable[..., Any] = self.__dict__["_sides"].sync
        return side

    @property
    def aio(self) -> Callable[..., Coroutine[Any, Any, Any]]:
        """The async side as a callable of its own."""
        side: Callable[..., Coroutine[Any, Any, Any]] = self.__dict__["_sides"].aio
        return side

    def __get__(self, instance: Any, owner: type | None = None) -> Dual:
        return self if instance is None else BoundDual(self.func, instance)

    def __repr__(self) -> str:
        return f"<dual function {self.__module__}.{self.__qualname__}>"

    def __copy__(self) -> Dual:
        return self

    def __deepcopy__(self, memo: object) -> Dual:
        return self

    def __reduce__(self) -> str | tuple[Any, ...]:
        return str(self.__qualname__)


class ClassDual(Dual):
    """A dual function over a classmethod."""

    __slots__ = ()

    def __get__(self, instance: Any, owner: type | None = None) -> Dual:
        return BoundDual(self.func, type(instance) if owner is None else owner)


class StaticDual(Dual):
    """A dual function over a staticmethod."""

    __slots__ = ()

    def __get__(self, instance: Any, owner: type | None = None) -> Dual:
        return self


class BoundDual(Dual):
    """A dual function bound to its receiver."""

    __slots__ = ()

    def __new__(cls, dispatcher: Callable[..., Any], receiver: Any) -> BoundDual:  # noqa: PYI034
        """Bind the dispatcher to an instance or a class."""
        return partial.__new__(cls, dispatcher, receiver)

    @property
    def sync(self) -> Callable[..., Any]:
        """The sync side, bound to the receiver."""
        return MethodType(self.__func__.sync, self.__self__)

    @property
    def aio(self) -> Callable[..., Coroutine[Any, Any, Any]]:
        """The async side, bound to the receiver."""
        return MethodType(self.__func__.aio, self.__self__)

    @property
    def __func__(self) -> Dual:
        """The unbound dual function."""
        dual: Dual = self.func.__duotone__  # type: ignore[attr-defined]
        return dual

    @property
    def __self__(self) -> Any:
        """The receiver: an instance, or the class of a classmethod."""
        return self.args[0]

    @property
    def __wrapped__(self) -> Callable[..., Any]:
        """The decorated function, bound; `inspect.signature` follows it."""
        return MethodType(self.__func__.__wrapped__, self.__self__)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__func__, name)

    def __get__(self, instance: Any, owner: type | None = None) -> Dual:
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoundDual):
            return NotImplemented
        return self.func is other.func and self.__self__ is other.__self__

    def __hash__(self) -> int:
        return hash((self.func, id(self.__self__)))

    def __repr__(self) -> str:
        return f"<bound dual method {self.__qualname__} of {self.__self__!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (self.__self__, self.__name__)


def _delegate(name: str) -> property:
    def read(self: BoundDual) -> Any:
        return getattr(self.__func__, name)

    return property(read)


# Written here because a class statement sets both names to its own.
BoundDual.__doc__ = _delegate("__doc__")  # type: ignore[assignment]
BoundDual.__module__ = _delegate("__module__")  # type: ignore[assignment]
