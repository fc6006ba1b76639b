"""What does the plugin say of a call: what is wrong, why here, what to write instead?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duotone._spelling import Spelling

    from ._decision import Decision
    from ._operation_forms import Operation
    from ._place import Place


def documentation(code: str) -> str:
    """Say where the page about an error code stands."""
    return f"See docs/errors/{code}.md of duotone"


def ambiguous_call(written: str, place: Place) -> str:
    """Say that the side of an implicit call depends on the caller."""
    return (
        f"`{written}` gives a value or a coroutine, depending on who calls "
        f"{place.name} (line {place.line}), a plain function"
    )


def ambiguous_call_instead(call: Spelling, decision: Decision) -> str:
    """Say what to write instead of an ambiguous call."""
    awaitable = awaitable_of(call, decision)
    if not decision.has_keyword:
        return f'Write `await {awaitable}` in an "async def", or call it at module level'
    value = call.with_sync(value=True)
    return f'Write `{value}` for the value, or `await {awaitable}` in an "async def"'


def ambiguous_operation_instead(operation: Operation) -> str:
    """Say what to write instead of an ambiguous property or operator: there is no ``_sync``."""
    verb, then = ("Read", "or write") if operation.is_read else ("Write", "or")
    value = f"{verb} `{operation.written}` under `with sync_context():` for the value"
    if operation.awaited is None:
        return f'{value}, or call its method by name and await that in an "async def"'
    return f'{value}, {then} `{operation.awaited}` in an "async def"'


def own_sync_parameter(name: str) -> str:
    """Say that a function cannot be made dual, in the words of the run time."""
    return (
        f'"{name}" has a parameter named "_sync", which every dual function gets to choose its '
        "side: rename the parameter"
    )


def awaitable_of(call: Spelling, decision: Decision) -> str:
    """Return an implicit call so that it names the async side, as far as it can be named."""
    if decision.twin is not None and call.callee_name is not None:
        return call.with_twin(decision.twin)
    if decision.has_sides:
        return call.with_side("aio")
    return call.with_sync(value=False) if decision.has_keyword else call.written


def blocking_call(call: Spelling, place: Place) -> str:
    """Say that a call of the sync side stands in an async def."""
    return (
        f"`{call.written}` blocks the event loop until it is done: it calls the sync side in the "
        f"async def {place.name} (line {place.line})"
    )


def blocking_steps(call: Spelling, place: Place) -> str:
    """Say that the sync side of a generator or context manager is made in an async def."""
    return (
        f"`{call.written}` blocks the event loop at each step: it gives the sync side in the "
        f"async def {place.name} (line {place.line})"
    )


def blocking_loop(written: str, place: Place) -> str:
    """Say that a dual generator is read by a plain loop in an async def."""
    return (
        f"`{written}` blocks the event loop at each step: it is read without `async for` in the "
        f"async def {place.name} (line {place.line})"
    )


def blocking_block(written: str, place: Place) -> str:
    """Say that a dual context manager is entered by a plain ``with`` in an async def."""
    return (
        f"`{written}` blocks the event loop at both ends: it is entered without `async with` in "
        f"the async def {place.name} (line {place.line})"
    )


def write_instead(statement: str) -> str:
    """Say what to write."""
    return f"Write `{statement}`"


def unawaited_call(written: str, loss: str) -> str:
    """Say that the coroutine that a call gives is lost."""
    return f"`{written}` gives a coroutine, which {loss}"


def implicit_call(call: Spelling, side: str, place: Place) -> str:
    """Say that a call leaves its side to the place in which it stands."""
    is_open = side == "ambiguous"
    why = f"depending on who calls {place.name}" if is_open else f"because {reason_of_place(place)}"
    return f"`{call.written}` does not name its side; it gives {gift_of(side)}, {why}"


def value_instead(call: Spelling) -> str:
    """Say how to write an implicit call so that it names the sync side."""
    return f"Write `{call.with_sync(value=True)}`"


def await_instead(call: Spelling, decision: Decision) -> str:
    """Say how to write an implicit call so that it names the async side."""
    return f"Write `await {awaitable_of(call, decision)}`"


def coroutine_instead(call: Spelling, decision: Decision) -> str:
    """Say how to write an implicit call that is not awaited on the spot."""
    return f"Write `{awaitable_of(call, decision)}`"


def await_in_coroutine(call: Spelling) -> str:
    """Say that a coroutine can be awaited in an async def only."""
    return f'Write `await {call.written}` in an "async def"'


def await_it(call: Spelling) -> str:
    """Say that awaiting the coroutine is all that is missing."""
    return f"Write `await {call.written}`"


def await_operation(operation: Operation, *, in_coroutine: bool) -> str:
    """Say how the coroutine of a property or an operator is awaited."""
    awaited = operation.awaited
    hint = f"Write `{awaited}`" if awaited else "Call its method by name, and await that"
    return hint if in_coroutine else f'{hint} in an "async def"'


def other_side_of_alias(call: Spelling, *, is_async: bool, use: str | None = None) -> str:
    """Say what to do where one side of a dual function was given another name before the call.

    `use` is how the other side is used then, where it is not awaited.
    """
    this, other = (".sync", ".aio") if is_async else (".aio", ".sync")
    name = "the function" if call.callee_name is None else f'"{call.callee_name}"'
    use = f"await {call.written}" if use is None else use
    then = f", and write `{use}`" if is_async else ""
    return f"Where {name} gets its value, take `{other}` instead of `{this}`{then}"


def call_shown(written: str, side: str, reason: str) -> str:
    """Say what a dual call gives, and why."""
    return f"`{written}` gives {gift_of(side)}: {reason}"


def gift_of(side: str) -> str:
    """Return what a call of a side gives, in words."""
    return {"sync": "a value", "async": "a coroutine"}.get(side, "a value or a coroutine")


def reason_told(side: str) -> str:
    """Say that the call names its side."""
    told = {"sync": "_sync=True", "async": "_sync=False"}.get(side)
    return f"it says {told}" if told else "_sync decides at run time"


def reason_of_place(place: Place) -> str:
    """Say why the place of a call decides."""
    if place.kind == "coroutine":
        return f"it stands in the async def {place.name} (line {place.line})"
    if place.kind == "statement":
        return "a statement that awaits at module level is a coroutine in a notebook"
    if place.kind == "module":
        return "it stands at module level"
    if place.declared is not None:
        article = "an" if place.declared == "async" else "a"
        side = f"{article} {place.declared} context"
        return f"{side} is declared in {place.name} (line {place.line})"
    if place.kind == "unknown":
        return "this version of mypy does not tell where it stands"
    return "plain functions count as sync in this configuration"
