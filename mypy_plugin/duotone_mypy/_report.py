"""How does a complaint about a call reach the user?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._checker import past_error_watchers
from ._messages import documentation

if TYPE_CHECKING:
    from mypy.errorcodes import ErrorCode
    from mypy.plugin import FunctionContext, MethodContext


def report(ctx: FunctionContext | MethodContext, code: ErrorCode, message: str, hint: str) -> None:
    """Report an error, with what to write instead and where to read more."""
    with past_error_watchers(ctx.api):
        ctx.api.fail(message, ctx.context, code=code)
        for note in (hint, documentation(code.code)):
            ctx.api.msg.note(note, ctx.context, code=code)


def is_asked_for(ctx: FunctionContext | MethodContext, code: ErrorCode) -> bool:
    """Tell whether an error code is on in the file that is being checked."""
    options = ctx.api.options
    if code in options.disabled_error_codes:
        return False
    return code.default_enabled or code in options.enabled_error_codes
