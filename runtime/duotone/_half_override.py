"""What if a subclass overrides one half of a pair? The most derived half is the truth."""

from __future__ import annotations

from sys import _getframe  # pyright: ignore[reportPrivateUsage] - sys documents it

from ._assemble import assemble
from ._class_attribute import set_in_class
from ._getter import getter_in, held_like
from ._kinds import (
    METHOD,
    STATICMETHOD,
    dual_in,
    is_coroutine_function,
    is_dual,
    unwrap_descriptor,
)
from ._sides import bridged_async, bridged_sync
from ._twin_link import TwinLink, attribute_of
from ._warnings import HalfOverriddenWarning, half_overridden, twin_left_behind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ._dual import Dual
    from ._sides import Sides


def complete_pair(subclass: type, name: str) -> None:
    """Bridge the dual half of a pair from its twin where a subclass overrides only the twin.

    Issues a `HalfOverriddenWarning`; also where it overrides only the dual half, with another
    dual function: then the twin still runs the code of the base class.

    Raises:
        HalfOverriddenWarning: when the filters turn it into an error; then no class is made.
    """
    dual_at, attribute = attribute_of(subclass, name)
    dual = dual_in(attribute)
    if dual is None:
        return  # A plain override: Python gives the library no say.
    if dual_at == 0:
        _tell_of_twin_left_behind(subclass, name, dual)
    sides = _paired_sides(subclass, name)
    link = None if sides is None else sides.link
    if sides is None or link is None or link.twin_attribute is None:
        return
    twin_at, twin = attribute_of(subclass, link.twin_attribute)
    dual_at = _written_at(subclass, name, dual_at)
    if twin is None or twin_at >= dual_at:
        return
    bridged = _bridged_before(subclass, name, sides.attribute)
    if bridged is None:
        text = half_overridden(subclass, name, link, twin_at, dual_at, _holder_of(attribute, twin))
        _warn(subclass, twin, text)
        bridged = dual_from_twin(
            twin,
            link.twin_attribute,
            name,
            subclass.__qualname__,
            subclass.__module__,
            link.is_async,
            sides.receiver_in_aio,
            sides.is_twin_told,
        )
    set_in_class(subclass, name, held_like(attribute, bridged, name))


def _paired_sides(owner: type, name: str) -> Sides | None:
    """Return the sides of the first dual function in an MRO that has a twin.

    One without a twin that overrides it leaves the twin to the subclasses.
    """
    duals = (dual_in(vars(holder).get(name)) for holder in owner.__mro__)
    found = (dual.__dict__["_sides"] for dual in duals if dual is not None)
    return next((sides for sides in found if sides.link is not None), None)


def _written_at(owner: type, name: str, held_at: int) -> int:
    """Return which class of an MRO has written a dual function that one of them holds.

    A property that a subclass gives a setter still runs the getter of the base class.
    """
    held = [vars(holder).get(name) for holder in owner.__mro__]
    getter = getter_in(held[held_at])
    if getter is None:
        return held_at
    return max(index for index, attribute in enumerate(held) if getter_in(attribute) is getter)


def _holder_of(attribute: Any, twin: Any) -> str | None:
    """Return the decorator that the dual half of a pair needs above its own, if it needs one."""
    if getter_in(attribute) is not None:
        return type(attribute).__name__
    _, binding = unwrap_descriptor(twin)
    return None if binding == METHOD else binding


def _bridged_before(subclass: type, name: str, first_name: str | None) -> Any:
    """Return what was bridged under the first name of a dual function, if this is a second one."""
    if first_name is None or name == first_name:
        return None
    held = vars(subclass).get(first_name)
    bridged = getter_in(held) or held
    return bridged if is_dual(bridged) else None


def dual_from_twin(  # noqa: PLR0913, PLR0917 - plain values, for a pickle
    twin: Any,
    twin_attribute: str,
    name: str,
    owner: str,
    module: str,
    is_async: bool,  # noqa: FBT001 - as above
    receiver_in_aio: bool = False,  # noqa: FBT001, FBT002 - as above
    is_twin_told: bool = True,  # noqa: FBT001, FBT002 - as above
) -> Dual:
    """Return the dual half of a pair, both sides of which run the twin of a class."""
    function, binding = unwrap_descriptor(twin)
    link = TwinLink(function, is_async=is_async)
    link.place(name, twin_attribute, is_static=binding == STATICMETHOD)
    call = link.plain_by_name()
    call.__name__, call.__qualname__, call.__module__ = name, f"{owner}.{name}", module
    sides = bridged_sync(call) if is_async else bridged_async(call)
    if is_async:
        sides.aio, sides.implicit_aio = link.by_name(), call
    sides.link, sides.attribute = link, name
    sides.twin, sides.twin_name = ("async" if is_async else "sync"), twin_attribute
    sides.receiver_in_aio, sides.is_twin_told = receiver_in_aio, is_twin_told
    flags = (is_async, receiver_in_aio, is_twin_told)
    sides.recipe = dual_from_twin, (twin, twin_attribute, name, owner, module, *flags)
    return assemble(sides, binding)


def _tell_of_twin_left_behind(subclass: type, name: str, dual: Dual) -> None:
    base = dual_in(attribute_of(subclass, name, 1)[1])
    link = None if base is None else base.__dict__["_sides"].link
    twin = None if link is None else link.twin_attribute
    sides = dual.__dict__["_sides"]
    own_twin = None if sides.link is None else sides.link.twin_attribute
    if link is None or twin is None or twin == own_twin or twin in vars(subclass):
        return
    if sides.is_half_told:
        return
    is_like_twin = is_coroutine_function(sides.function) == link.is_async
    text = twin_left_behind(subclass, name, link, is_like_twin=is_like_twin)
    _warn(subclass, sides.function, text)
    sides.is_half_told = True


def _warn(subclass: type, half: Any, text: str) -> None:
    """Issue the warning at the half that was written, else where the class is being made."""
    import warnings  # noqa: PLC0415 - seldom needed

    function, _ = unwrap_descriptor(half)
    code = getattr(function, "__code__", None)
    if code is not None and function.__module__ == subclass.__module__:
        place, line, namespace = code.co_filename, code.co_firstlineno, function.__globals__
    else:
        frame: Any = _getframe()
        while frame.f_back is not None and frame.f_globals.get("__name__") != subclass.__module__:
            frame = frame.f_back
        place, line, namespace = frame.f_code.co_filename, frame.f_lineno, frame.f_globals
    registry = namespace.setdefault("__warningregistry__", {})
    warnings.warn_explicit(text, HalfOverriddenWarning, place, line, subclass.__module__, registry)
