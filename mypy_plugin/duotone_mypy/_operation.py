"""Does a dual call stand in parentheses, or does a property, an operator or a statement make it?

Their syntax has no place for ``_sync``, and some of it lets no ``await`` reach the coroutine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from mypy.nodes import (
    CallExpr,
    ComparisonExpr,
    Expression,
    IndexExpr,
    MemberExpr,
    OperatorAssignmentStmt,
    OpExpr,
    UnaryExpr,
)
from mypy.plugin import AttributeContext, MethodContext
from mypy.types import CallableType, get_proper_type

from . import _operation_forms as forms
from ._checker import scopes, solved_callee
from ._loss_messages import dropped, tested_by
from ._source import spelling_of
from ._tree import parent_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.nodes import Context

    from ._decision import AnyContext
    from ._operation_forms import Operation

#: What describes an operator, by its place in mypy's tree and the arguments of its method.
#: The methods of a `with` or a `for` stand in the same places, with other arguments.
_FORMS: Final[dict[tuple[type[Context], int], Callable[..., Operation]]] = {
    (IndexExpr, 1): forms.describe_read,
    (IndexExpr, 2): forms.describe_store,
    (OpExpr, 1): forms.describe_binary,
    (UnaryExpr, 0): forms.describe_unary,
    (ComparisonExpr, 1): forms.describe_comparison,
    (OperatorAssignmentStmt, 1): forms.describe_in_place,
}
_ARGUMENTS_OF_EXIT: Final = 3


def operation_of(ctx: AnyContext) -> Operation | None:
    """Return how a call without parentheses is written, None for a call with them."""
    describe = _form_of(ctx)
    return None if describe is None else describe(ctx.api, ctx.context)


def written_of(ctx: AnyContext) -> str:
    """Return a call as the user wrote it, with parentheses or without."""
    operation = operation_of(ctx)
    return spelling_of(ctx.api, ctx.context).written if operation is None else operation.written


def own_loss_of(ctx: AnyContext) -> str | None:
    """Return how an operator itself loses the coroutine that its method gives, if it does."""
    form = _form_of(ctx)
    if isinstance(ctx.context, ComparisonExpr) and form is forms.describe_comparison:
        operators = ctx.context.operators
        return tested_by(operators[0]) if forms.MEMBERSHIP.issuperset(operators) else None
    is_exit = form is forms.describe_frame and _arguments_in(ctx) == _ARGUMENTS_OF_EXIT
    return dropped() if is_exit or form in {forms.describe_store, forms.describe_del} else None


def _form_of(ctx: AnyContext) -> Callable[..., Operation] | None:
    """Return what describes the way in which a call is written, None for parentheses."""
    if isinstance(ctx, AttributeContext):
        return forms.describe_read
    node: Any = ctx.context
    if isinstance(node, CallExpr):
        if _is_deletion(ctx, node):
            return forms.describe_del
        return forms.describe_frame if _is_on_result(ctx, node) else None
    default = forms.describe_frame if isinstance(node, Expression) else None
    return _FORMS.get((type(node), _arguments_in(ctx)), default)


def _arguments_in(ctx: AnyContext) -> int:
    return 0 if isinstance(ctx, AttributeContext) else sum(map(len, ctx.args))


def _is_deletion(ctx: AnyContext, call: CallExpr) -> bool:
    """Tell whether mypy has made up the call for a ``del``."""
    callee = call.callee
    is_named_so = isinstance(callee, MemberExpr) and callee.name == forms.DELETE
    return is_named_so and parent_of(scopes(ctx.api), call) is None


def _is_on_result(ctx: AnyContext, call: CallExpr) -> bool:
    """Tell whether a method of what a call gives is called, as by ``with lock():``."""
    solved = solved_callee(ctx.api, call)
    callee = None if solved is None else get_proper_type(solved)
    if not isinstance(ctx, MethodContext) or not isinstance(callee, CallableType):
        return False
    return callee.ret_type == ctx.type
