"""How does an error about a definition reach the user, with its notes?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._checker import past_error_watchers
from ._messages import documentation

if TYPE_CHECKING:
    from mypy.errorcodes import ErrorCode
    from mypy.nodes import Context
    from mypy.plugin import CheckerPluginInterface

    from ._pair_messages import Complaint


def complain(
    api: CheckerPluginInterface, context: Context, code: ErrorCode, complaint: Complaint
) -> None:
    """Report a complaint, and where to read more."""
    with past_error_watchers(api):
        api.fail(complaint.message, context, code=code)
        for note in (complaint.hint, documentation(code.code)):
            api.msg.note(note, context, code=code)
