"""Under which error codes does the plugin report?"""

from __future__ import annotations

from typing import Final

from mypy.errorcodes import ErrorCode

_CATEGORY: Final = "Duotone"

DUAL_AMBIGUOUS: Final = ErrorCode(
    "dual-ambiguous", "Report implicit calls whose side depends on the caller", _CATEGORY
)
DUAL_BLOCKING: Final = ErrorCode(
    "dual-blocking",
    "Report sync sides called in an async def, which block its event loop",
    _CATEGORY,
)
DUAL_UNAWAITED: Final = ErrorCode(
    "dual-unawaited",
    "Report coroutines of dual calls that are lost without being awaited",
    _CATEGORY,
)
DUAL_IMPLICIT: Final = ErrorCode(
    "dual-implicit",
    "Report every call that leaves its side to the place in which it stands",
    _CATEGORY,
    default_enabled=False,
)
