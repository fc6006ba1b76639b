"""Which side does one call of a dual function take, and what says so?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.nodes import CallExpr

from ._checker import declared_type, scopes, solved_callee
from ._dual_type import has_sides, named_side_of, result_of, twin_name_of
from ._place import AMBIGUOUS, SYNC, UNKNOWN, Place, place_of, verdict_at
from ._told import EITHER, told_side

if TYPE_CHECKING:
    from typing import TypeAlias

    from mypy.plugin import AttributeContext, FunctionContext, MethodContext
    from mypy.types import Type

    from ._config import Config

    AnyContext: TypeAlias = FunctionContext | MethodContext | AttributeContext

#: What says which side a call takes: its place, its keyword ``_sync``, or ``.sync`` and ``.aio``.
PLACE: Final = "place"
KEYWORD: Final = "keyword"
ATTRIBUTE: Final = "attribute"
#: In libraries of two classes: the class of what a method is called on.
BY_RECEIVER: Final = "receiver"


class Decision(NamedTuple):
    """The side of one call."""

    side: str
    source: str
    place: Place
    #: The ``T`` of a dual function's own result, None for a call of ``.sync`` or ``.aio``.
    result: Type | None
    #: The name of the async twin, if there is one.
    twin: str | None
    #: Whether what is called has ``.sync`` and ``.aio``.
    has_sides: bool = True
    #: Whether what is called takes ``_sync``.
    has_keyword: bool = True
    #: What the async side gives, None for a coroutine.
    awaitable: Type | None = None
    #: The class that decides, where one does.
    receiver: str = ""
    #: The class of what a side of a generator or context manager function gives.
    steps: str | None = None


def decide(ctx: FunctionContext | MethodContext, config: Config) -> Decision | None:
    """Return the side that a call takes, None where no dual function is called."""
    result = result_of(ctx.default_return_type)
    if result is None:
        solved = solved_callee(ctx.api, ctx.context)
        side = None if solved is None else named_side_of(solved)
        if side is None:
            return None
        place = place_around(ctx, config)
        return Decision(side.side, ATTRIBUTE, place, None, side.twin, steps=side.steps)
    callee = _callee_type(ctx)
    twin = None if callee is None else twin_name_of(callee)
    sides = callee is None or has_sides(callee)
    place = place_around(ctx, config)
    told = told_side(ctx)
    if told is not None:
        return Decision(told, KEYWORD, place, result, twin, sides)
    return Decision(side_by_place(ctx, config, place), PLACE, place, result, twin, sides)


def side_by_place(ctx: AnyContext, config: Config, place: Place) -> str:
    """Return the side that a place decides for, as configured."""
    verdict = EITHER if place.kind == UNKNOWN else verdict_at(place)
    stack = scopes(ctx.api)
    if verdict == AMBIGUOUS and stack and config.trusts_plain_functions(stack[0]):
        return SYNC
    return verdict


def place_around(ctx: AnyContext, config: Config) -> Place:
    """Return the place of what a hook is asked about."""
    stack = scopes(ctx.api)
    if not stack:
        return Place(UNKNOWN, "", 0, None)
    return place_of(stack, ctx.context, config.contexts_in(stack[0]))


def _callee_type(ctx: FunctionContext | MethodContext) -> Type | None:
    if isinstance(ctx.context, CallExpr):
        return declared_type(ctx.api, ctx.context.callee)
    return None
