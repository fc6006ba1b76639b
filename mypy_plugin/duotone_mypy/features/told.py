"""What does a function that takes functions expect, where ``_sync`` stands among its arguments?

``pool.submit(load, 1, _sync=True)`` hands over one side of ``load``. mypy solves the type variable
of ``submit`` by the type that is expected of the call, and would refuse ``load`` for its marker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import CallExpr
from mypy.types import CallableType, Instance, get_proper_type

from duotone_mypy import _names as names
from duotone_mypy._checker import declared_type, forget_context
from duotone_mypy._dual_type import is_dual, with_marker
from duotone_mypy._place import SYNC
from duotone_mypy._told import side_told_by

if TYPE_CHECKING:
    from mypy.plugin import FunctionSigContext, MethodSigContext
    from mypy.types import FunctionLike, Type


def expect_side(ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
    """Return the signature that takes a dual function together with its side."""
    signature: FunctionLike = ctx.default_signature
    call = ctx.context
    is_told = isinstance(call, CallExpr) and names.SYNC_KEYWORD in call.arg_names
    if not isinstance(call, CallExpr) or not is_told or not isinstance(signature, CallableType):
        return signature
    told = call.args[call.arg_names.index(names.SYNC_KEYWORD)]
    is_value = side_told_by(declared_type(ctx.api, told)) == SYNC
    if not is_value or _makes_partial(signature):
        # Nothing says "the coroutine of T", and the type of a partial is found out afterwards: T is
        # solved by the arguments alone.
        forget_context(ctx.api)
        return signature
    expected = [
        _expecting(formal, [declared_type(ctx.api, each) for each in given])
        for formal, given in zip(signature.arg_types, ctx.args, strict=True)
    ]
    return signature.copy_modified(arg_types=expected)


def _makes_partial(signature: CallableType) -> bool:
    made = get_proper_type(signature.ret_type)
    return isinstance(made, Instance) and made.type.fullname == names.PARTIAL


def _expecting(formal: Type, given: list[Type]) -> Type:
    """Return a parameter's type so that a dual function solves its type variable by its value."""
    proper = get_proper_type(formal)
    dual = next(filter(is_dual, given), None)
    if dual is None or not isinstance(proper, CallableType):
        return formal
    return proper.copy_modified(ret_type=with_marker(proper.ret_type, dual))
