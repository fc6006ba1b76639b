"""Every text of a warning that a user reads, and of an ambiguous call's error."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._call_site import CallSite
    from ._spelling import Spelling


class ImplicitDispatchWarning(UserWarning):
    """An implicit call was dispatched away from the decorated function to its twin."""


class AmbiguousDispatchWarning(RuntimeWarning):
    """The coroutine of an ambiguous implicit call was dropped without being awaited."""


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


def dispatched_to_twin(call: Spelling, explicit: str, *, is_async: bool) -> str:
    """Say that an implicit call went to the twin, and how to write it."""
    kind, await_ = ("async", "await ") if is_async else ("sync", "")
    return (
        f"the implicit call `{call.written}` was dispatched to its {kind} twin: "
        f"write `{await_}{explicit}`"
    )
