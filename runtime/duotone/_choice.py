"""Which callable does an implicit call run, once the rule has given its verdict?"""

from __future__ import annotations

from ._errors import sync_is_no_bool
from ._light import wraps
from ._place import written_frame
from ._rule import AMBIGUOUS, verdict_at
from ._strict import strict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any

    from ._dispatcher import Choose
    from ._sides import Sides


def make_choice(sides: Sides) -> Choose:
    """Return the function that gives the side for a calling frame.

    It refuses what was given as ``_sync=`` and is neither a bool nor None.
    """

    def choose(caller: FrameType | None, given: object) -> Callable[..., Any]:
        if given is not None:
            raise TypeError(sync_is_no_bool(sides.function, given))
        verdict = verdict_at(caller)
        if caller is not None and verdict == AMBIGUOUS:
            return _explained(sides, caller)
        if caller is not None and verdict == sides.told_twin:
            from ._twin_notice import tell_of_twin  # noqa: PLC0415 - only native pairs need it

            tell_of_twin(sides, caller)
        return sides.implicit_sync if verdict == "sync" else sides.implicit_aio

    return choose


def _explained(sides: Sides, caller: FrameType) -> Callable[..., Any]:
    """Return the async side, made to explain itself; under `strict` refuse the call."""
    from ._ambiguous import AmbiguousCoroutine, refuse_ambiguous  # noqa: PLC0415 - seldom needed
    from ._call_site import CallSite  # noqa: PLC0415 - seldom needed

    site = CallSite(written_frame(caller))
    if strict.is_enabled():
        refuse_ambiguous(site, sides.name, sides.async_twin_name)

    @wraps(sides.aio)
    def explained(*args: Any, **kwargs: Any) -> Any:
        coroutine = sides.aio(*args, **kwargs)
        return AmbiguousCoroutine(coroutine, site, sides.name, sides.async_twin_name)

    return explained
