"""What becomes of the dual functions in a list, a set or a dictionary?

mypy drops the names of functions whose types it joins, and of those that a variable holds. They
get one again where they come out: mypy asks no plugin about the call of a nameless function.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import CallableType, Instance, Overloaded, get_proper_type

from duotone_mypy._leak import named

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext, MethodContext
    from mypy.types import Type


def infer_collected(ctx: FunctionContext | MethodContext) -> Type:
    """Return the type of a collection, or of an item in it, whose dual functions can be called."""
    typ = get_proper_type(ctx.default_return_type)
    if _is_of_values(typ):
        return ctx.default_return_type  # most collections, and most items
    is_of_functions = isinstance(typ, CallableType | Overloaded | Instance)
    return named(typ) if is_of_functions else ctx.default_return_type


def _is_of_values(typ: Type) -> bool:
    """Tell at a glance that a type holds no function."""
    # An alias may name itself in what it stands for: it is not followed, but left to `named`.
    # mypy would have it followed.
    return isinstance(typ, Instance) and all(map(_is_of_values, typ.args))  # type: ignore[misc]
