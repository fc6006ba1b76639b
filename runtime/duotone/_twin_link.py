"""How is a twin called that is an attribute of a class? By its name, through the receiver."""

from __future__ import annotations

from ._kinds import dual_in, is_dual
from ._light import MethodType, wraps

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

    __slots__ = (
        "_name_in_receiver",
        "attribute",
        "dual",
        "is_async",
        "is_static",
        "twin",
        "twin_attribute",
    )

    def __init__(self, twin: Callable[..., Any], *, is_async: bool) -> None:
        self.twin = twin
        self.is_async = is_async
        #: What a class that holds the dual function gives for that name, unless it binds it.
        self.dual: Dual | None = None
        self.place(None, None, is_static=False)

    def place(self, attribute: str | None, twin_attribute: str | None, *, is_static: bool) -> None:
        """Note the names of the class attributes that hold the dual function and its twin."""
        self.attribute = attribute
        self.twin_attribute = twin_attribute
        self.is_static = is_static
        # Static methods have no receiver to ask.
        self._name_in_receiver = None if is_static else twin_attribute

    def by_name(self) -> Callable[..., Any]:
        """Return a function of the twin's kind that calls the twin as the receiver has it."""
        call = self.plain_by_name()
        if not self.is_async:
            return call

        @wraps(self.twin)
        async def twin(*args: Any, **kwargs: Any) -> Any:
            return await call(*args, **kwargs)

        return twin

    def plain_by_name(self) -> Callable[..., Any]:
        """Return it as a plain ``def``, which hands on the coroutine of an async twin."""
        written = self.twin

        @wraps(written)
        def twin(*args: Any, **kwargs: Any) -> Any:
            name = self._name_in_receiver
            if name is None or not args:
                return written(*args, **kwargs)
            receiver = args[0]
            try:
                named = getattr(receiver, name)
            except AttributeError:
                if self._is_current_for(receiver):
                    raise
                return written(*args, **kwargs)
            is_written_one = (
                type(named) is MethodType
                and named.__func__ is written
                and named.__self__ is receiver
            )
            # That one is meant in any case; asking whose pair it is takes longer than the call.
            if is_written_one or not self._is_current_for(receiver):
                return written(*args, **kwargs)
            # Of a dual function the side is told: to its rule this frame would be the caller.
            dual: Any = named if is_dual(named) else None
            if dual is not None:
                named = dual.aio if self.is_async else dual.sync
            return named(*args[1:], **kwargs)

        return twin

    def _is_current_for(self, receiver: Any) -> bool:
        """Tell whether the receiver has this pair; a call past an override has not, as `super`."""
        owner = _class_of(receiver)
        if getattr(owner, str(self.attribute), self) is self.dual:
            return True
        return (isinstance(receiver, type) and self._is_current_in(receiver)) or (
            self._is_current_in(owner)
        )

    def _is_current_in(self, owner: type) -> bool:
        dual = dual_in(attribute_of(owner, str(self.attribute))[1])
        return dual is not None and dual.__dict__["_sides"].link is self


def _class_of(value: object) -> type[object]:
    return type(value)
