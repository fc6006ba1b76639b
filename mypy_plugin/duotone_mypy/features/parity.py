"""Do the two sides of a native pair agree?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import Decorator
from mypy.types import Instance

from duotone_mypy import _names as names
from duotone_mypy import _pair_messages as messages
from duotone_mypy._callable_object import complaint_about_object, object_in
from duotone_mypy._checker import module_name
from duotone_mypy._codes import DUAL_PARITY
from duotone_mypy._comparison import Rules, overload_differences
from duotone_mypy._complaint import complain
from duotone_mypy._dual_type import is_dual
from duotone_mypy._native_pair import (
    awaited,
    gives_coroutine,
    is_async_def,
    pair_in,
    takes_receiver,
)

if TYPE_CHECKING:
    from mypy.plugin import MethodContext
    from mypy.types import CallableType, FunctionLike

    from duotone_mypy._native_pair import NativePair
    from duotone_mypy._pair_messages import Complaint


def report(ctx: MethodContext) -> None:
    """Report in what the twin differs from the decorated function."""
    pair = pair_in(ctx)
    if pair is None:
        complaint = _wrong_object(ctx)
    else:
        complaint = _wrong_function(pair) or _wrong_twin(pair) or _difference(ctx, pair)
    if complaint is not None:
        context = ctx.context.func if isinstance(ctx.context, Decorator) else ctx.context
        complain(ctx.api, context, DUAL_PARITY, complaint)


def _wrong_object(ctx: MethodContext) -> Complaint | None:
    found = object_in(ctx.arg_types[0][0]) if ctx.arg_types[0] else None
    if found is None or not isinstance(ctx.type, Instance):
        return None
    makes_async_side = ctx.type.type.fullname == names.ASYNC_COMPATIBLE_WITH
    decorator = "async_compatible" if makes_async_side else "sync_compatible"
    return complaint_about_object(ctx, found, decorator)


def _wrong_function(pair: NativePair) -> Complaint | None:
    if is_dual(pair.function):
        return messages.is_dual_already(pair.name, has_async_twin=pair.has_async_twin)
    if pair.has_async_twin and is_async_def(pair.function):
        return messages.needs_plain_def(pair.name)
    if not pair.has_async_twin and not gives_coroutine(pair.function):
        return messages.needs_async_def(pair.name)
    return None


def _wrong_twin(pair: NativePair) -> Complaint | None:
    both = pair.name, pair.twin_name
    if is_dual(pair.twin):
        return messages.twin_is_dual(*both, has_async_twin=pair.has_async_twin)
    if pair.has_async_twin and not gives_coroutine(pair.twin):
        return messages.async_twin_is_sync(*both)
    if not pair.has_async_twin and is_async_def(pair.twin):
        return messages.sync_twin_is_async(*both)
    return None


def _difference(ctx: MethodContext, pair: NativePair) -> Complaint | None:
    found = _differences(ctx, pair)
    if not found:
        return None
    return messages.sides_differ(
        pair.name, pair.twin_name, found, has_async_twin=pair.has_async_twin
    )


def _differences(ctx: MethodContext, pair: NativePair) -> list[str]:
    ours = _values(pair.function, is_async=not pair.has_async_twin)
    theirs = _values(pair.twin, is_async=pair.has_async_twin)
    has_receiver = pair.definition is not None and takes_receiver(pair.definition)
    rules = Rules(ctx.api.options, module_name(ctx.api), has_receiver)
    return overload_differences(ours, theirs, rules)


def _values(function: FunctionLike, *, is_async: bool) -> list[CallableType]:
    """Return the signatures of a side with what a call gives once it is awaited."""
    return [
        item.copy_modified(ret_type=awaited(item.ret_type) or item.ret_type) if is_async else item
        for item in function.items
    ]
