"""Is the coroutine that a call gives lost where it stands? The code ``dual-unawaited``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import CallExpr, MemberExpr
from mypy.types import Instance, get_proper_type

from duotone_mypy import _names as names
from duotone_mypy._checker import declared_type, scopes
from duotone_mypy._codes import DUAL_UNAWAITED
from duotone_mypy._decision import BY_RECEIVER, KEYWORD
from duotone_mypy._fate import function_given, loss_of
from duotone_mypy._messages import (
    await_in_coroutine,
    await_it,
    other_side_of_alias,
    passed_to,
    unawaited_call,
    value_instead,
)
from duotone_mypy._place import ASYNC, COROUTINE, STATEMENT
from duotone_mypy._report import report
from duotone_mypy._source import implicit_spelling_of, is_side_written, spelling_of
from duotone_mypy._tree import statement_around

if TYPE_CHECKING:
    from mypy.nodes import Statement
    from mypy.plugin import FunctionContext, MethodContext

    from duotone._spelling import Spelling
    from duotone_mypy._decision import Decision


def report_unawaited(ctx: FunctionContext | MethodContext, decision: Decision) -> None:
    """Report a coroutine that nothing can await any more."""
    if decision.side != ASYNC:
        return
    loss = _loss(ctx)
    if loss is None:
        return
    call = spelling_of(ctx.api, ctx.context)
    report(ctx, DUAL_UNAWAITED, unawaited_call(call, loss), _instead(ctx, decision, call))


def _loss(ctx: FunctionContext | MethodContext) -> str | None:
    stack = scopes(ctx.api)
    if not stack or not isinstance(ctx.context, CallExpr):
        return None
    statement = statement_around(stack[-1], ctx.context)
    if statement is None:
        return None
    return loss_of(statement, ctx.context) or _loss_in_log(ctx, statement, ctx.context)


def _loss_in_log(
    ctx: FunctionContext | MethodContext, statement: Statement, call: CallExpr
) -> str | None:
    """Return how a statement writes a coroutine into a log, None where it does not."""
    taker = function_given(statement, call)
    if not isinstance(taker, MemberExpr) or taker.name not in names.LOG_METHODS:
        return None
    logger = get_proper_type(declared_type(ctx.api, taker.expr))
    is_logger = isinstance(logger, Instance) and any(
        base.fullname == names.LOGGER for base in logger.type.mro
    )
    is_module = taker.fullname == f"{names.LOGGING}.{taker.name}"
    return passed_to(taker.name) if is_logger or is_module else None


def _instead(ctx: FunctionContext | MethodContext, decision: Decision, call: Spelling) -> str:
    if decision.place.kind in {COROUTINE, STATEMENT}:
        return await_it(call)
    if decision.source == BY_RECEIVER:
        return await_in_coroutine(call)
    is_keyword = decision.source == KEYWORD
    if is_side_written(ctx.context, is_keyword=is_keyword):
        return value_instead(implicit_spelling_of(call, is_keyword=is_keyword))
    return other_side_of_alias(call, is_async=False)
