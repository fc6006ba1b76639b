"""Under which error codes does the plugin report?"""

from __future__ import annotations

from typing import Final

from mypy.errorcodes import ErrorCode

_CATEGORY: Final = "Duotone"

DUAL_AMBIGUOUS: Final = ErrorCode(
    "dual-ambiguous", "Report implicit calls whose side depends on the caller", _CATEGORY
)
