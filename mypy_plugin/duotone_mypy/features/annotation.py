"""What does ``Dual[P, T]`` mean in an annotation?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mypy.types import AnyType, TypeOfAny

from duotone_mypy import _names as names
from duotone_mypy._checker import analyze_as_class, analyze_callable
from duotone_mypy._dual_type import dual_callable, with_sync_keyword

if TYPE_CHECKING:
    from mypy.plugin import AnalyzeTypeContext
    from mypy.types import Type

_ARGUMENTS: Final = 2


def analyze(ctx: AnalyzeTypeContext) -> Type:
    """Return the dual callable that the annotation stands for."""
    signature = analyze_callable(ctx) if len(ctx.type.args) == _ARGUMENTS else None
    if signature is None:
        # mypy says itself what is wrong with the arguments.
        return analyze_as_class(ctx, names.DUAL) or AnyType(TypeOfAny.from_error)
    dual = dual_callable(signature, None, ctx.api.named_type)
    return with_sync_keyword(dual, ctx.api.named_type)
