"""How does a library make its own decorator one of ours, and keep what its users call?"""

from __future__ import annotations

from ._bridge import checked_way
from ._decorated import async_pair, dual_of, function_in
from ._errors import (
    adoption_bridges_nothing,
    adoption_needs_async_def,
    adoption_needs_plain_def,
    adoption_needs_twin,
    unknown_adoption,
)
from ._kinds import CLASSMETHOD, STATICMETHOD, is_coroutine_function, unwrap_descriptor
from ._sides import bridged_sync

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final, Literal, TypeAlias

    from ._bridge._way import WayName
    from ._dual import Dual
    from ._sides import Sides

    Taken: TypeAlias = Literal["function", "async_version"]

_NAME: Final = "adopt()"
_WRAPPERS: Final[dict[str, Any]] = {CLASSMETHOD: classmethod, STATICMETHOD: staticmethod}


def adopt(
    takes: Taken,
    /,
    *,
    receiver_in_aio: bool = False,
    warns: bool = False,
    bridge: WayName | None = None,
) -> Any:
    """Return a decorator to put in the place of one that a library had of its own.

    With ``"function"`` it decorates an ``async def``, whose sync side is bridged, as `bridge`
    says. With ``"async_version"`` it is given the ``async def`` and returns what decorates the
    plain function: ``@decorator(aload)``. Where the two take different parameters, a call gives
    its arguments to the side that runs, as they are.

    With `receiver_in_aio` a bound ``.aio`` also takes the receiver as its first argument, as an
    attribute of a plain function does: ``obj.load.aio(obj)``. An `ImplicitDispatchWarning` is
    issued only where the decorator `warns`.

    Raises:
        TypeError: when `takes` is neither of the two, or `bridge` is given for a pair; and at the
            decoration, as `sync_compatible` and `async_compatible` do.
        ValueError: when `bridge` names no way of bridging.
    """
    ways = {"function": _of_function, "async_version": _of_async_version}
    if takes not in ways:
        raise TypeError(unknown_adoption(takes, list(ways)))
    if bridge is not None and takes != "function":
        raise TypeError(adoption_bridges_nothing())
    way = None if bridge is None else checked_way(bridge)
    return ways[takes](_Adoption(way, receiver_in_aio=receiver_in_aio, warns=warns))


class _Adoption:
    """What a library keeps of its own decorator."""

    __slots__ = ("receiver_in_aio", "warns", "way")

    def __init__(self, way: str | None, *, receiver_in_aio: bool, warns: bool) -> None:
        self.way = way
        self.receiver_in_aio = receiver_in_aio
        self.warns = warns

    def dual(self, sides: Sides, twin: Any, binding: str) -> Dual:
        """Return the dual object of these sides, as the library wants it."""
        sides.receiver_in_aio = self.receiver_in_aio
        sides.is_twin_told = self.warns
        given = (self.way, self.receiver_in_aio, self.warns)
        sides.recipe = _adopt_again, (sides.function, twin, binding, *given)
        return dual_of(sides, binding)


def _of_function(adoption: _Adoption) -> Callable[[Any], Any]:
    def decorate(function: Callable[..., Any], /) -> Any:
        inner, binding = function_in(function, _NAME)
        if not is_coroutine_function(inner):
            raise TypeError(adoption_needs_async_def(inner))
        return adoption.dual(bridged_sync(inner, adoption.way), None, binding)

    return decorate


def _of_async_version(adoption: _Adoption) -> Callable[[Any], Any]:
    def take(async_version: Callable[..., Any] | None = None) -> Any:
        twin, _ = unwrap_descriptor(async_version)
        if not is_coroutine_function(twin):
            raise TypeError(adoption_needs_twin(twin))

        def decorate(function: Callable[..., Any], /) -> Any:
            inner, binding = function_in(function, _NAME)
            if is_coroutine_function(inner):
                raise TypeError(adoption_needs_plain_def(inner))
            sides = async_pair(inner, async_version, may_differ=True)
            return adoption.dual(sides, async_version, binding)

        return decorate

    return take


def _adopt_again(  # noqa: PLR0913, PLR0917 - plain values, for a pickle
    function: Any,
    twin: Any,
    binding: str,
    way: WayName | None,
    receiver_in_aio: bool,  # noqa: FBT001 - as above
    warns: bool,  # noqa: FBT001 - as above
) -> Dual:
    """Return the dual function that an adopted decorator makes of a function."""
    wrap = _WRAPPERS.get(binding)
    decorated = function if wrap is None else wrap(function)
    adopted = adopt(
        "function" if twin is None else "async_version",
        receiver_in_aio=receiver_in_aio,
        warns=warns,
        bridge=way,
    )
    made: Dual = adopted(decorated) if twin is None else adopted(twin)(decorated)
    return made
