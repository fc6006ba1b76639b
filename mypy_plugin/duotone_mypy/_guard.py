"""What happens when a hook meets something that it does not know?"""

from __future__ import annotations

import os
import sys
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, cast

from mypy.errors import CompileError
from mypy.types import AnyType, Type, TypeOfAny

from ._run_messages import hook_failed

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    Context = TypeVar("Context")
    Answer = TypeVar("Answer", bound=Type)

#: Where mypy's contexts hold its own answer; that of an annotation holds none.
_DEFAULTS: Final = ("default_return_type", "default_attr_type", "default_signature")
#: Set in the environment, it lets mypy stop with the traceback.
_SHOW_TRACEBACK: Final = "DUOTONE_TRACEBACK"


def guarded(hook: Callable[[Context], Answer]) -> Callable[[Context], Answer]:
    """Let mypy go on with its own type when a hook fails, and say so on standard error."""

    @wraps(hook)
    def call(ctx: Context) -> Answer:
        try:
            return hook(ctx)
        except CompileError:
            raise
        except Exception as error:
            if os.environ.get(_SHOW_TRACEBACK):
                raise
            print(hook_failed(hook.__name__, _place_of(ctx), error), file=sys.stderr)
            return cast("Answer", _default_of(ctx))

    return call


def _default_of(ctx: Any) -> Type:
    for default in _DEFAULTS:
        if hasattr(ctx, default):
            return cast("Type", getattr(ctx, default))
    return AnyType(TypeOfAny.special_form)


def _place_of(ctx: Any) -> str:
    return f"{getattr(ctx.api, 'path', '?')}:{ctx.context.line}"
