"""Does a call pass on just what a function takes? ``f(*args, **kwargs)`` for ``f: Dual[P, R]``.

Of such a call mypy asks no plugin what it gives.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.nodes import ARG_STAR, ARG_STAR2, CallExpr

from . import _names as names
from ._dual_type import with_sync_keyword

if TYPE_CHECKING:
    from mypy.nodes import Context
    from mypy.types import CallableType, Instance, Type

    from ._dual_type import NamedType


def passes_all_on(call: Context | None, signature: CallableType) -> bool:
    """Tell whether a call is ``f(*args, **kwargs)`` for the ``*P.args, **P.kwargs`` of ``f``."""
    kinds = call.arg_kinds if isinstance(call, CallExpr) else []
    return signature.param_spec() is not None and kinds == [ARG_STAR, ARG_STAR2]


def unlike_its_call(signature: CallableType, named_type: NamedType) -> CallableType:
    """Return a signature with one more keyword, which takes whatever it is given."""

    def anything(_name: str, _args: list[Type]) -> Instance:
        return named_type(names.OBJECT, [])

    return with_sync_keyword(signature, anything, is_call=True)
