"""Which side does one call of a library's dual function take, and what is it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import OverloadedFuncDef
from mypy.types import Instance, get_proper_type

from . import _receiver as receiver
from ._checker import has_refused_arguments
from ._decision import BY_RECEIVER, KEYWORD, PLACE, Decision, place_around, side_by_place
from ._library_function import is_by_receiver, reachable_twin
from ._self_type import result_for_receiver
from ._told import told_side
from ._union import Sides, sides_of_listed, split

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext, MethodContext

    from ._config import Config
    from ._library_function import LibraryFunction


def decide_in_library(
    ctx: FunctionContext | MethodContext, function: LibraryFunction, config: Config
) -> Decision | None:
    """Return the side that a call takes, None where the type shows no two sides."""
    sides = _sides(ctx, function)
    # Another overload, which mypy tries next, may show no two sides.
    is_overloaded = isinstance(function.node, OverloadedFuncDef)
    if sides is None or (is_overloaded and has_refused_arguments(ctx.api)):
        return None
    place = place_around(ctx, config)
    twin = reachable_twin(function, ctx.context)
    decision = Decision(
        side_by_place(ctx, config, place),
        PLACE,
        place,
        sides.value,
        twin,
        awaitable=sides.awaitable,
        has_sides=False,
        has_keyword=function.library.has_sync_keyword,
    )
    if is_by_receiver(function):
        found = receiver.receiver_of(ctx.api, ctx.context, function.library)
        if found is None:
            return None
        return decision._replace(side=found.side, source=BY_RECEIVER, receiver=found.name)
    told = told_side(ctx) if function.library.has_sync_keyword else None
    return decision if told is None else decision._replace(side=told, source=KEYWORD)


def _sides(ctx: FunctionContext | MethodContext, function: LibraryFunction) -> Sides | None:
    sides = split(ctx.default_return_type)
    if sides is None and function.is_listed:
        sides = sides_of_listed(ctx.default_return_type, ctx.api.named_generic_type)
    return None if sides is None else _with_self(ctx, function, sides)


def _with_self(
    ctx: FunctionContext | MethodContext, function: LibraryFunction, sides: Sides
) -> Sides:
    """Return the sides with the class that a decorator has lost."""
    result = result_for_receiver(function.node, getattr(ctx, "type", None))
    awaitable = get_proper_type(sides.awaitable)
    if result is None or not isinstance(awaitable, Instance):
        return sides
    return Sides(result, awaitable.copy_modified(args=[*awaitable.args[:-1], result]))
