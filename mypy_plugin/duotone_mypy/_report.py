"""How does a complaint about a call reach the user?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._checker import past_error_watchers
from ._messages import documentation

if TYPE_CHECKING:
    from mypy.errorcodes import ErrorCode
    from mypy.nodes import Context
    from mypy.plugin import CheckerPluginInterface

    from ._decision import AnyContext


def report(ctx: AnyContext, code: ErrorCode, message: str, hint: str) -> None:
    """Report an error, with what to write instead and where to read more."""
    report_at(ctx.api, ctx.context, code, message, hint)


def report_at(
    api: CheckerPluginInterface, context: Context, code: ErrorCode, message: str, hint: str
) -> None:
    """Report an error about any piece of code."""
    with past_error_watchers(api):
        api.fail(message, context, code=code)
        for note in (hint, documentation(code.code)):
            api.msg.note(note, context, code=code)


def is_asked_for(ctx: AnyContext, code: ErrorCode) -> bool:
    """Tell whether an error code is on in the file that is being checked."""
    options = ctx.api.options
    if code in options.disabled_error_codes:
        return False
    return code.default_enabled or code in options.enabled_error_codes
