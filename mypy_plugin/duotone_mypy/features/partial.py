"""What does ``functools.partial`` make of a dual function?

``partial(f, 1)`` stays dual: each call of it is resolved from its place. With ``_sync`` among its
arguments it has one side, and takes no ``_sync`` any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.types import Instance, UnionType, get_proper_type

from duotone_mypy._dual_type import coroutine_of, result_of, without_sync_keyword
from duotone_mypy._mypy_plugins import function_in_partial, own_partial, with_function_in_partial
from duotone_mypy._place import ASYNC, SYNC
from duotone_mypy._told import told_side

if TYPE_CHECKING:
    from mypy.plugin import FunctionContext
    from mypy.types import Type


def infer_partial(ctx: FunctionContext) -> Type:
    """Return mypy's own type, with the side that ``_sync`` tells."""
    made = get_proper_type(own_partial(ctx))
    told = told_side(ctx)
    function = function_in_partial(made) if isinstance(made, Instance) else None
    result = None if function is None else result_of(function.ret_type)
    if told is None or function is None or result is None or not isinstance(made, Instance):
        return made
    coroutine = coroutine_of(result, ctx.api.named_generic_type)
    by_side: dict[str, Type] = {SYNC: result, ASYNC: coroutine}
    given = by_side.get(told, UnionType([result, coroutine]))
    one_sided = without_sync_keyword(function).copy_modified(ret_type=given)
    return with_function_in_partial(made, one_sided)
