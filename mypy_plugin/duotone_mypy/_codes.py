"""Under which error codes does the plugin report?"""

from __future__ import annotations

from typing import Final

from mypy.errorcodes import ErrorCode

_CATEGORY: Final = "Duotone"

DUAL_AMBIGUOUS: Final = ErrorCode(
    "dual-ambiguous", "Report implicit calls whose side depends on the caller", _CATEGORY
)
DUAL_REFERENCE: Final = ErrorCode(
    "dual-reference", "Report dual functions handed over as plain functions", _CATEGORY
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
DUAL_PARITY: Final = ErrorCode(
    "dual-parity", "Report two sides of a pair that disagree in parameters or result", _CATEGORY
)
DUAL_OVERRIDE: Final = ErrorCode(
    "dual-override",
    "Report subclasses that override one half of a pair, or a dual with a plain function",
    _CATEGORY,
)
DUAL_NAMING: Final = ErrorCode(
    "dual-naming",
    "Report twins whose names are off the naming convention",
    _CATEGORY,
    default_enabled=False,
)
