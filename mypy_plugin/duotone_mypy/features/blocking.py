"""Does a call block the event loop that it stands in? The code ``dual-blocking``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from duotone_mypy import _names as names
from duotone_mypy._checker import scopes
from duotone_mypy._codes import DUAL_BLOCKING
from duotone_mypy._decision import ATTRIBUTE, KEYWORD
from duotone_mypy._messages import (
    await_instead,
    blocking_call,
    blocking_steps,
    other_side_of_alias,
    write_instead,
)
from duotone_mypy._place import COROUTINE, SYNC
from duotone_mypy._report import report
from duotone_mypy._source import implicit_spelling_of, is_side_written, spelling_of
from duotone_mypy._steps import async_use
from duotone_mypy._tree import parent_of

if TYPE_CHECKING:
    from duotone._spelling import Spelling
    from duotone_mypy._decision import AnyContext, Decision


def report_blocking(ctx: AnyContext, decision: Decision) -> None:
    """Report an explicit call of the sync side in an ``async def``."""
    is_explicit = decision.source in {KEYWORD, ATTRIBUTE}
    if not is_explicit or decision.side != SYNC or decision.place.kind != COROUTINE:
        return
    if parent_of(scopes(ctx.api), ctx.context) is None:
        return  # mypy looks at the call that a `partial` will make
    call = spelling_of(ctx.api, ctx.context)
    if decision.steps is not None:
        hint = _used_in_steps(ctx, call, is_manager=decision.steps == names.DUAL_CONTEXT_MANAGER)
        report(ctx, DUAL_BLOCKING, blocking_steps(call, decision.place), hint)
        return
    is_keyword = decision.source == KEYWORD
    if is_side_written(ctx.context, is_keyword=is_keyword):
        hint = await_instead(implicit_spelling_of(call, is_keyword=is_keyword), decision)
    else:
        hint = other_side_of_alias(call, is_async=True)
    report(ctx, DUAL_BLOCKING, blocking_call(call, decision.place), hint)


def _used_in_steps(ctx: AnyContext, call: Spelling, *, is_manager: bool) -> str:
    """Say how the other side of a generator or context manager function is used."""
    if not is_side_written(ctx.context, is_keyword=False):
        use = async_use(ctx.api, ctx.context, call.written, is_manager=is_manager)
        return other_side_of_alias(call, is_async=True, use=use)
    written = implicit_spelling_of(call, is_keyword=False).written
    return write_instead(async_use(ctx.api, ctx.context, written, is_manager=is_manager))
