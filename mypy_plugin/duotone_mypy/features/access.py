"""What does reading a property over a dual function give?

Reading it is an implicit call: its place decides. There is no place for ``_sync`` in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import MemberExpr
from mypy.types import UnionType

from duotone_mypy._decision import PLACE, Decision, place_around, side_by_place
from duotone_mypy._dual_type import coroutine_of, result_of
from duotone_mypy._place import AMBIGUOUS, ASYNC, SYNC

if TYPE_CHECKING:
    from mypy.plugin import AttributeContext
    from mypy.types import Type

    from duotone_mypy._config import Config


def decide_access(ctx: AttributeContext, config: Config) -> Decision | None:
    """Return the side that reading an attribute takes, None where that calls no dual function."""
    result = result_of(ctx.default_attr_type)
    # mypy asks for the types of members as well, say to compare them with a protocol's.
    if result is None or ctx.is_lvalue or not isinstance(ctx.context, MemberExpr):
        return None
    place = place_around(ctx, config)
    side = side_by_place(ctx, config, place)
    return Decision(side, PLACE, place, result, None, has_sides=False, has_keyword=False)


def infer_access(ctx: AttributeContext, decision: Decision) -> Type:
    """Return the value's type or the coroutine's."""
    result = decision.result or ctx.default_attr_type
    coroutine = coroutine_of(result, ctx.api.named_generic_type)
    by_side: dict[str, Type] = {SYNC: result, AMBIGUOUS: result, ASYNC: coroutine}
    return by_side.get(decision.side, UnionType([result, coroutine]))
