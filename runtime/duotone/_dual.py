"""The dual object: one callable, two sides, bound like a function.

A call goes from ``functools.partial``, which is implemented in C and adds no Python frame, to the
dispatcher. Binding puts the receiver before the arguments: a bound dual is a partial of its dual.

A compiled twin of this module replaces it whole. What it must provide:

- the classes `Dual`, `ClassDual`, `StaticDual`, `BoundDual`, the last three subclasses of the
  first, none of them adding a Python frame to a call, and ``Dual.__duotone_dual__``;
- ``Dual(dispatcher)``, and `describe(dual, sides)`, which gives it its looks and its sides;
- on a dual: ``sync``, ``aio``, ``func`` (the dispatcher), a writable ``__dict__`` that holds the
  sides under ``_sides``, weak references, ``__get__``, ``__set_name__`` (`note_attribute`),
  ``__reduce_ex__`` (`reduce_dual`), ``_stand_in`` (`stand_in_of`), ``__copy__``, ``__deepcopy__``;
- `refill(dual, source)`: makes an empty dual, as a pickle leaves it, equal to another one;
- on any dual: a ``__class__`` that is `functools.partial`, for pydantic;
- on any dual: ``sync`` and ``aio`` that refuse to be set (`side_is_fixed`);
- on a bound dual: ``sync`` and ``aio`` bound (`bind_side`), ``func`` and ``__func__`` (the dual),
  ``__self__``, ``__wrapped__`` bound, equality and hash by dual and identity of the receiver, any
  other attribute of the dual, and no ``__dict__`` entry while nobody has set an attribute.
"""

from __future__ import annotations

from ._bound_side import SIDES, bind_side
from ._delegated import delegated
from ._errors import side_is_fixed
from ._kinds import CLASSMETHOD, METHOD, STATICMETHOD
from ._light import MethodType, partial, update_wrapper

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

    # No `__new__` either: written in Python it would cost each access to a method 100 ns.
    __slots__ = ()
    __duotone_dual__ = True
    binding = METHOD
    if TYPE_CHECKING:
        # Set by `describe`. Properties: annotations would give the class `__annotations__`.
        @property
        def __name__(self) -> str: ...
        @property
        def __qualname__(self) -> str: ...
        @property
        def __wrapped__(self) -> Callable[..., Any]: ...

    @property  # type: ignore[misc]  # read only, as that of a partial is
    def __class__(self) -> type[object]:  # type: ignore[override]
        # pydantic takes what a model's class body holds for a field, but for functions and what
        # functools makes; `type(f)` and `isinstance` go by the class that it is.
        return partial

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
        return self if instance is None else BoundDual(self, instance)

    def __setattr__(self, name: str, value: object) -> None:
        if name in SIDES:
            raise AttributeError(side_is_fixed(self, name))
        super().__setattr__(name, value)

    def __set_name__(self, owner: type, name: str) -> None:
        from ._pair_in_class import note_attribute  # noqa: PLC0415 - a cycle: it makes duals

        note_attribute(owner, name, self)

    def __repr__(self) -> str:
        return f"<dual function {self.__module__}.{self.__qualname__}>"

    def __copy__(self) -> Dual:
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> Dual:
        return self

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        from ._pickling import reduce_dual  # noqa: PLC0415 - seldom needed

        return reduce_dual(self, protocol)

    @property
    def _stand_in(self) -> Any:
        """The function that a pickle names in the place of the dual."""
        from ._pickling import stand_in_of  # noqa: PLC0415 - seldom needed

        return stand_in_of(self)


class ClassDual(Dual):
    """A dual function over a classmethod."""

    __slots__ = ()
    binding = CLASSMETHOD

    def __get__(self, instance: Any, owner: type | None = None) -> Dual:
        return BoundDual(self, type(instance) if owner is None else owner)


class StaticDual(Dual):
    """A dual function over a staticmethod."""

    __slots__ = ()
    binding = STATICMETHOD

    def __get__(self, instance: Any, owner: type | None = None) -> Dual:
        return self


class BoundDual(Dual):
    """A dual function bound to its receiver: an instance, or the class of a classmethod."""

    __slots__ = ()

    @property
    def sync(self) -> Callable[..., Any]:
        """The sync side, bound to the receiver."""
        return bind_side(self.func.sync, self, "sync")  # type: ignore[attr-defined]

    @property
    def aio(self) -> Callable[..., Coroutine[Any, Any, Any]]:
        """The async side, bound to the receiver."""
        return bind_side(self.func.aio, self, "aio")  # type: ignore[attr-defined]

    @property
    def __func__(self) -> Dual:
        """The unbound dual function."""
        dual: Dual = self.func  # type: ignore[assignment]
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

    def __set_name__(self, owner: type, name: str) -> None:
        """Stay what it is: bound already, it belongs to no class."""

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoundDual):
            return NotImplemented
        return self.func is other.func and self.__self__ is other.__self__

    def __hash__(self) -> int:
        return hash((self.func, id(self.__self__)))

    def __repr__(self) -> str:
        return f"<bound dual method {self.__qualname__} of {self.__self__!r}>"

    def __deepcopy__(self, memo: dict[int, Any]) -> Dual:
        from copy import deepcopy  # noqa: PLC0415 - whoever deep-copies has it

        return BoundDual(self.func, deepcopy(self.__self__, memo))

    @property
    def _stand_in(self) -> Any:
        return self.__func__._stand_in

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return getattr, (self.__self__, self._sides.attribute or self.__name__)


def describe(dual: Dual, sides: Sides) -> Dual:
    """Give a new dual the looks of the decorated function, and its sides."""
    update_wrapper(dual, sides.function)
    dual.__dict__["_sides"] = sides
    return dual


def refill(dual: Dual, source: Dual) -> None:
    """Make an empty dual, as a pickle leaves it, equal to another one."""
    dual.__setstate__((source.func, (), {}, source.__dict__))  # type: ignore[attr-defined]


BoundDual.__doc__ = delegated("__doc__")
BoundDual.__module__ = delegated("__module__")
