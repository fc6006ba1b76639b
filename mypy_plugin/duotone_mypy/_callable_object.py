"""Is what is decorated a callable object, which the decorators refuse when the program runs?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mypy.nodes import Decorator
from mypy.subtypes import find_member
from mypy.types import FunctionLike, Instance, get_proper_type

from . import _names as names
from ._pair_messages import is_object
from ._reference import written_as

if TYPE_CHECKING:
    from mypy.nodes import TypeInfo
    from mypy.plugin import FunctionContext, MethodContext
    from mypy.types import Type

    from ._pair_messages import Complaint


class CallableObject(NamedTuple):
    """An object with a method ``__call__``."""

    call: FunctionLike
    its_class: str


def object_in(given: Type) -> CallableObject | None:
    """Return the object that something of a type is, None for what may be a function."""
    proper = get_proper_type(given)
    if not isinstance(proper, Instance) or _may_be_function(proper.type):
        return None
    call = get_proper_type(find_member("__call__", proper, proper, is_operator=True))
    return CallableObject(call, proper.type.name) if isinstance(call, FunctionLike) else None


def complaint_about_object(
    ctx: FunctionContext | MethodContext, found: CallableObject, decorator: str
) -> Complaint:
    """Say that a callable object is decorated."""
    context = ctx.context
    if isinstance(context, Decorator):
        return is_object(decorator, context.name, found.its_class)
    return is_object(decorator, written_as(ctx.api, ctx.args[0][0]), found.its_class)


def _may_be_function(info: TypeInfo) -> bool:
    """Tell whether something of this type is a function, or holds one as a classmethod does."""
    # A class with an unknown base may be one of these as well.
    is_open = info.is_protocol or info.fallback_to_any
    return is_open or any(base.fullname in names.FUNCTIONS_TO_DECORATE for base in info.mro)
