"""Is the coroutine that a call gives lost where it stands? The code ``dual-unawaited``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mypy.nodes import Expression, MemberExpr
from mypy.types import Instance, get_proper_type

from duotone_mypy import _names as names
from duotone_mypy._checker import declared_type, scopes
from duotone_mypy._codes import DUAL_UNAWAITED
from duotone_mypy._decision import BY_RECEIVER, KEYWORD, PLACE
from duotone_mypy._fate import function_given, loss_of
from duotone_mypy._loss_messages import passed_to
from duotone_mypy._messages import (
    await_in_coroutine,
    await_it,
    await_operation,
    other_side_of_alias,
    unawaited_call,
    value_instead,
)
from duotone_mypy._operation import operation_of, own_loss_of
from duotone_mypy._place import ASYNC, COROUTINE, STATEMENT
from duotone_mypy._report import report
from duotone_mypy._source import implicit_spelling_of, is_side_written, spelling_of
from duotone_mypy._tree import statement_around

if TYPE_CHECKING:
    from mypy.nodes import Statement

    from duotone._spelling import Spelling
    from duotone_mypy._decision import AnyContext, Decision

#: The places in which an `await` can be written.
_AWAITING: Final = {COROUTINE, STATEMENT}


def report_unawaited(ctx: AnyContext, decision: Decision) -> None:
    """Report a coroutine that nothing can await any more."""
    if decision.side != ASYNC:
        return
    loss = own_loss_of(ctx) or _loss(ctx)
    if loss is None:
        return
    operation = operation_of(ctx)
    if operation is None:
        call = spelling_of(ctx.api, ctx.context)
        written, hint = call.written, _instead(ctx, decision, call)
    else:
        in_coroutine = decision.place.kind in _AWAITING
        written, hint = operation.written, await_operation(operation, in_coroutine=in_coroutine)
    report(ctx, DUAL_UNAWAITED, unawaited_call(written, loss), hint)


def _loss(ctx: AnyContext) -> str | None:
    stack = scopes(ctx.api)
    if not stack or not isinstance(ctx.context, Expression):
        return None
    statement = statement_around(stack[-1], ctx.context)
    if statement is None:
        return None
    return loss_of(statement, ctx.context) or _loss_in_log(ctx, statement, ctx.context)


def _loss_in_log(ctx: AnyContext, statement: Statement, call: Expression) -> str | None:
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


def _instead(ctx: AnyContext, decision: Decision, call: Spelling) -> str:
    if decision.place.kind in _AWAITING:
        return await_it(call)
    if decision.source in {PLACE, BY_RECEIVER}:
        return await_in_coroutine(call)
    is_keyword = decision.source == KEYWORD
    if is_side_written(ctx.context, is_keyword=is_keyword):
        return value_instead(implicit_spelling_of(call, is_keyword=is_keyword))
    return other_side_of_alias(call, is_async=False)
