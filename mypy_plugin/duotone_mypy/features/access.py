"""What does reading a property over a dual function give?

Reading it is an implicit call: its place decides. There is no place for ``_sync`` in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import MemberExpr
from mypy.types import UnionType

from duotone_mypy._codes import DUAL_AMBIGUOUS
from duotone_mypy._decision import place_around, side_by_place
from duotone_mypy._dual_type import coroutine_of, result_of
from duotone_mypy._messages import ambiguous_access, ambiguous_access_instead
from duotone_mypy._place import AMBIGUOUS, ASYNC, SYNC
from duotone_mypy._reference import written_as
from duotone_mypy._report import report_at
from duotone_mypy._tally import tally

if TYPE_CHECKING:
    from mypy.plugin import AttributeContext
    from mypy.types import Type

    from duotone_mypy._config import Config
    from duotone_mypy._place import Place


def infer_access(ctx: AttributeContext, config: Config) -> Type:
    """Return the value's type or the coroutine's."""
    result = result_of(ctx.default_attr_type)
    # mypy asks for the types of members as well, say to compare them with a protocol's.
    if result is None or ctx.is_lvalue or not isinstance(ctx.context, MemberExpr):
        return ctx.default_attr_type
    place = place_around(ctx, config)
    side = side_by_place(ctx, config, place)
    tally.add(ctx.api.path, ctx.context, side)
    if side == AMBIGUOUS:
        _report(ctx, place)
        return result
    coroutine = coroutine_of(result, ctx.api.named_generic_type)
    by_side: dict[str, Type] = {SYNC: result, ASYNC: coroutine}
    return by_side.get(side, UnionType([result, coroutine]))


def _report(ctx: AttributeContext, place: Place) -> None:
    written = written_as(ctx.api, ctx.context)
    message = ambiguous_access(written, place)
    report_at(ctx.api, ctx.context, DUAL_AMBIGUOUS, message, ambiguous_access_instead(written))
