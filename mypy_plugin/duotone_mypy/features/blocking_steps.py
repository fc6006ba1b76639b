"""Is a dual generator or context manager used as a plain one in a coroutine? ``dual-blocking``.

mypy asks the plugin about the ``__iter__`` of a loop and the ``__enter__`` of a ``with``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import GeneratorExpr, ListComprehension, SetComprehension, WithStmt

from duotone_mypy._checker import scopes
from duotone_mypy._codes import DUAL_BLOCKING
from duotone_mypy._messages import blocking_block, blocking_loop, write_instead
from duotone_mypy._place import COROUTINE, place_of
from duotone_mypy._reference import written_as
from duotone_mypy._report import report
from duotone_mypy._steps import async_use, index_over
from duotone_mypy._tree import parent_of

if TYPE_CHECKING:
    from mypy.plugin import MethodContext
    from mypy.types import Type


def report_loop(ctx: MethodContext) -> Type:
    """Report a loop without ``async`` in an ``async def``."""
    is_loop = index_over(ctx.api, ctx.context) is not None
    if is_loop and not _may_run_elsewhere(ctx):
        _report(ctx, is_manager=False)
    return ctx.default_return_type


def report_block(ctx: MethodContext) -> Type:
    """Report a ``with`` without ``async`` in an ``async def``."""
    if isinstance(parent_of(scopes(ctx.api), ctx.context), WithStmt):
        _report(ctx, is_manager=True)
    return ctx.default_return_type


def _report(ctx: MethodContext, *, is_manager: bool) -> None:
    stack = scopes(ctx.api)
    # No configured context makes a coroutine of a function.
    place = place_of(stack, ctx.context, {}) if stack else None
    if place is None or place.kind != COROUTINE:
        return
    written = written_as(ctx.api, ctx.context)
    message = (blocking_block if is_manager else blocking_loop)(written, place)
    hint = write_instead(async_use(ctx.api, ctx.context, written, is_manager=is_manager))
    report(ctx, DUAL_BLOCKING, message, hint)


def _may_run_elsewhere(ctx: MethodContext) -> bool:
    """Tell whether a loop is that of a generator expression, which another thread may run."""
    stack = scopes(ctx.api)
    loop = parent_of(stack, ctx.context)
    if not isinstance(loop, GeneratorExpr):
        return False
    return not isinstance(parent_of(stack, loop), ListComprehension | SetComprehension)
