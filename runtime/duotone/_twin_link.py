"""How is a twin called that is an attribute of a class? By its name, through the receiver."""

from __future__ import annotations

from functools import wraps

from ._kinds import dual_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ._dual import Dual


def attribute_of(owner: type, name: str, start: int = 0) -> tuple[int, Any]:
    """Return which class of an MRO holds an attribute, and the attribute unbound; -1 for none."""
    for index, holder in enumerate(owner.__mro__[start:], start):
        if name in vars(holder):
            return index, vars(holder)[name]
    return -1, None


class TwinLink:
    """The way from a dual function to its twin; the class that holds both completes it."""

    __slots__ = ("attribute", "dual", "is_async", "is_static", "twin", "twin_attribute")

    def __init__(self, twin: Callable[..., Any], *, is_async: bool) -> None:
        self.twin = twin
        self.is_async = is_async
        #: Static methods have no receiver to ask.
        self.is_static = False
        #: The names of the class attributes that hold the dual function and its twin.
        self.attribute: str | None = None
        self.twin_attribute: str | None = None
        #: What a class that holds the dual function gives for that name, unless it binds it.
        self.dual: Dual | None = None

    def by_name(self) -> Callable[..., Any]:
        """Return a function that calls the twin as the receiver has it."""
        if not self.is_async:
            return self.plain_by_name()

        @wraps(self.twin)
        async def twin(*args: Any, **kwargs: Any) -> Any:
            named = self._twin_of(args)
            if named is None:
                return await self.twin(*args, **kwargs)
            return await named(*args[1:], **kwargs)

        return twin

    def plain_by_name(self) -> Callable[..., Any]:
        """Return it as a plain ``def``, which hands on the coroutine of an async twin."""

        @wraps(self.twin)
        def twin(*args: Any, **kwargs: Any) -> Any:
            named = self._twin_of(args)
            if named is None:
                return self.twin(*args, **kwargs)
            return named(*args[1:], **kwargs)

        return twin

    def _twin_of(self, args: tuple[Any, ...]) -> Any:
        """Return the receiver's twin, None for a call past an override, as `super` makes it."""
        if self.twin_attribute is None or self.is_static or not args:
            return None
        receiver = args[0]
        owner = _class_of(receiver)
        if getattr(owner, str(self.attribute), self) is self.dual:
            return getattr(receiver, self.twin_attribute)
        if self._is_current_in(owner):
            return getattr(receiver, self.twin_attribute)
        if isinstance(receiver, type) and self._is_current_in(receiver):
            return getattr(receiver, self.twin_attribute)
        return None

    def _is_current_in(self, owner: type) -> bool:
        dual = dual_in(attribute_of(owner, str(self.attribute))[1])
        return dual is not None and dual.__dict__["_sides"].link is self


def _class_of(value: object) -> type[object]:
    return type(value)
