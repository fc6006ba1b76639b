"""Are the two sides of a pair named by the convention: sync first, ``load`` and ``aload``?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import Decorator

from duotone_mypy import _pair_messages as messages
from duotone_mypy._codes import DUAL_NAMING
from duotone_mypy._complaint import complain
from duotone_mypy._native_pair import name_of, pair_in
from duotone_mypy._pair_names import async_name_for

if TYPE_CHECKING:
    from mypy.plugin import MethodContext


def report(ctx: MethodContext) -> None:
    """Report a native pair whose names are off the convention."""
    pair = pair_in(ctx)
    if pair is None or pair.definition is None or name_of(pair.twin) is None:
        return
    both = (pair.name, pair.twin_name)
    sync, aio = both if pair.has_async_twin else reversed(both)
    expected = async_name_for(sync)
    # Of two functions of one name, the class that holds the other one tells the sides apart.
    if aio in {expected, sync}:
        return
    context = ctx.context.func if isinstance(ctx.context, Decorator) else ctx.context
    complain(ctx.api, context, DUAL_NAMING, messages.off_convention(sync, aio, expected))
