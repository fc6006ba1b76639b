"""Which twin, and which function, do the decorators of a native pair take?

Any function: that the two differ is told by a message of its own, not by one about the call of
the decorator.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from mypy.nodes import ARG_STAR, ARG_STAR2
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    NoneType,
    Overloaded,
    Parameters,
    TypeOfAny,
    get_proper_type,
)

from duotone_mypy import _names as names
from duotone_mypy._callable_object import object_in
from duotone_mypy._checker import named_type
from duotone_mypy._dual_type import coroutine_of
from duotone_mypy._native_pair import as_comparable, dual_of, plain_signatures

if TYPE_CHECKING:
    from mypy.plugin import FunctionSigContext, MethodSigContext
    from mypy.types import FunctionLike, Type

_KEYWORDS: Final = {names.SYNC_VERSION_KEYWORD, names.ASYNC_VERSION_KEYWORD}


def accept_twin(ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
    """Return the signature of a decorator factory for the twin that it is given."""
    signature = ctx.default_signature
    takes_twin = len(signature.arg_names) == 1 and signature.arg_names[0] in _KEYWORDS
    factory = get_proper_type(signature.ret_type)
    if not takes_twin or not isinstance(factory, Instance) or not ctx.args[0]:
        return signature
    if not isinstance(get_proper_type(signature.arg_types[0]), CallableType):
        return signature
    twin = as_comparable(ctx.api.get_expression_type(ctx.args[0][0]))
    if twin is None:
        return signature
    anything = AnyType(TypeOfAny.special_form)
    parameters = Parameters(
        [anything, anything], [ARG_STAR, ARG_STAR2], [None, None], is_ellipsis_args=True
    )
    return signature.copy_modified(
        arg_types=[anything],
        ret_type=factory.copy_modified(args=[parameters, anything, NoneType(), twin]),
        variables=[],
    )


def accept_function(ctx: MethodSigContext) -> FunctionLike:
    """Return the signature of a decorator with a twin for the function that it decorates."""
    signature = ctx.default_signature
    if not isinstance(ctx.type, Instance) or not ctx.args[0]:
        return signature
    twin = as_comparable(ctx.type.args[-1])
    if twin is None:
        return signature
    given = get_proper_type(ctx.api.get_expression_type(ctx.args[0][0]))
    function = twin if isinstance(given, AnyType) else as_comparable(given)
    is_told = function is not None or object_in(given) is not None
    taken = AnyType(TypeOfAny.special_form) if is_told else _other_side(ctx, twin)
    return signature.copy_modified(
        arg_types=[taken],
        ret_type=dual_of(function or twin, partial(named_type, ctx.api)),
    )


def _other_side(ctx: MethodSigContext, twin: FunctionLike) -> Type:
    """Return what a callable object must be like to go with a twin: mypy itself compares it."""
    values = plain_signatures(twin)
    if isinstance(ctx.type, Instance) and ctx.type.type.fullname == names.SYNC_COMPATIBLE_WITH:
        named = ctx.api.named_generic_type
        values = [v.copy_modified(ret_type=coroutine_of(v.ret_type, named)) for v in values]
    return values[0] if len(values) == 1 else Overloaded(values)
