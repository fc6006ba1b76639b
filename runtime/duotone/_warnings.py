"""Every text of a warning that a user reads, and of an ambiguous call's error."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._call_site import CallSite
    from ._spelling import Spelling
    from ._twin_link import TwinLink


class ImplicitDispatchWarning(UserWarning):
    """An implicit call was dispatched away from the decorated function to its twin."""


class AmbiguousDispatchWarning(RuntimeWarning):
    """The coroutine of an ambiguous implicit call was dropped without being awaited."""


class HalfOverriddenWarning(UserWarning):
    """A subclass overrides one half of a pair and not the other."""


def _where(site: CallSite) -> str:
    what = "a lambda" if site.function == "<lambda>" else f'the plain function "{site.function}"'
    return f"in {what} ({site.path}:{site.line})"


def _instead(call: Spelling, awaitable: str) -> str:
    value = call.with_sync(value=True)
    return f'write `{value}` for the value, or `await {awaitable}` in an "async def"'


def _coroutine_form(call: Spelling, twin: str | None) -> str:
    return call.with_side("aio") if twin is None else call.with_twin(twin)


def ambiguous_refused(call: Spelling, site: CallSite, twin: str | None) -> str:
    """Say why `strict` refused a call."""
    return (
        f"`{call.written}` {_where(site)} is ambiguous, because an event loop is running: "
        f"{_instead(call, _coroutine_form(call, twin))}"
    )


def ambiguous_dropped(call: Spelling, site: CallSite, twin: str | None) -> str:
    """Say that the coroutine of an ambiguous call was lost."""
    return (
        f"`{call.written}` {_where(site)} gave a coroutine, because an event loop is running, "
        f"and nobody awaited it: {_instead(call, _coroutine_form(call, twin))}"
    )


def ambiguous_used(use: str, call: Spelling, site: CallSite, twin: str | None) -> str:
    """Say that the coroutine of an ambiguous call was used as if it were the value."""
    return (
        f"{use}: `{call.written}` {_where(site)} gave a coroutine, because an event loop is "
        f"running: {_instead(call, _coroutine_form(call, twin))}"
    )


def dispatched_to_twin(call: Spelling, line: str, *, is_async: bool) -> str:
    """Say that an implicit call went to the twin, and how to write the line that makes it."""
    kind = "async" if is_async else "sync"
    return f"the implicit call `{call.written}` was dispatched to its {kind} twin: write `{line}`"


def half_overridden(  # noqa: PLR0913, PLR0917 - what a class tells of a pair
    subclass: type, name: str, link: TwinLink, twin_at: int, dual_at: int, holder: str | None
) -> str:
    """Say that a subclass overrides only the twin, and that the dual half now runs that.

    `holder`: the decorator above that of the dual half, such as ``property``.
    """
    how = "on an event loop" if link.is_async else "in a worker thread"
    twin, mro = link.twin_attribute, subclass.__mro__
    if twin_at == 0:
        found = f'class "{_class(subclass)}" overrides "{twin}" but not "{name}"'
    else:
        found = (
            f'class "{_class(subclass)}" takes "{twin}" from "{_class(mro[twin_at])}" '
            f'but "{name}" from "{_class(mro[dual_at])}"'
        )
    return (
        f'{found}, the other half of the pair, so "{name}" now runs "{twin}" {how}: '
        f"{_add(mro[twin_at], name, link, holder)}"
    )


def twin_left_behind(subclass: type, name: str, link: TwinLink, *, is_like_twin: bool) -> str:
    """Say that a subclass overrides only the dual half, and that the twin is still the old one.

    `is_like_twin`: the override is what the twin is in the base class, say an ``async def``.
    """
    found = (
        f'class "{_class(subclass)}" overrides "{name}" but not "{link.twin_attribute}", the '
        f"other half of the pair, which still runs the code of the base class"
    )
    twin = _definition(str(link.twin_attribute), is_async=link.is_async)
    if is_like_twin:
        return f"{found}: make it {twin} without a decorator, and {_add(subclass, name, link)}"
    return f'{found}: add {twin} to "{_class(subclass)}", and put {_decorator(link)} above "{name}"'


def _class(owner: type) -> str:
    """Return a class's name without the functions that it was written in."""
    return owner.__qualname__.rpartition("<locals>.")[2]


def _add(owner: type, name: str, link: TwinLink, holder: str | None = None) -> str:
    definition = _definition(name, is_async=not link.is_async)
    above = "" if holder is None else f"`@{holder}` and "
    return f'add {definition} under {above}{_decorator(link)} to "{_class(owner)}"'


def _definition(name: str, *, is_async: bool) -> str:
    return f"`{'async ' if is_async else ''}def {name}`"


def _decorator(link: TwinLink) -> str:
    side = "async" if link.is_async else "sync"
    return f"`@{side}_compatible({side}_version={link.twin_attribute})`"
