"""What is one side of a dual function that is bound to its receiver?

It is called as a bound method is. A method would be pickled by the name of its function, which
leads to the dual function and not to the side.
"""

from __future__ import annotations

from ._delegated import delegated
from ._light import MethodType, partial

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

SIDES: Final = frozenset({"sync", "aio"})


class BoundSide(partial[object]):
    """A side of a dual function, bound to an instance or to the class of a classmethod."""

    # Its name, and the bound dual function that has it.
    __slots__ = ("place",)

    @property
    def __func__(self) -> Callable[..., Any]:
        """The side as a function."""
        return self.func

    @property
    def __self__(self) -> Any:
        """The receiver."""
        return self.args[0]

    @property
    def __wrapped__(self) -> Callable[..., Any]:
        """The side as a method; `inspect.signature` follows it."""
        return MethodType(self.func, self.__self__)

    def __get__(self, instance: Any, owner: type | None = None) -> BoundSide:
        return self

    def __getattr__(self, name: str) -> Any:
        return getattr(self.func, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoundSide):
            return NotImplemented
        return self.func is other.func and self.__self__ is other.__self__

    def __hash__(self) -> int:
        return hash((self.func, id(self.__self__)))

    def __repr__(self) -> str:
        name, dual = self.place
        return f"<{name} side of {dual!r}>"

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        name, dual = self.place
        return getattr, (dual, name)


def bind_side(function: Callable[..., Any], dual: Any, name: str) -> Callable[..., Any]:
    """Return the side that a bound dual function has under a name."""
    side = BoundSide(function, dual.__self__)
    side.place = name, dual  # type: ignore[attr-defined] # annotated, it would hide the side's
    return side


BoundSide.__doc__ = delegated("__doc__")
BoundSide.__module__ = delegated("__module__")
