"""Is this a mypy that the plugin can work with?"""

from __future__ import annotations

import sys
from itertools import takewhile
from typing import Final

OLDEST: Final = "1.20"
NEWEST: Final = "2.4"
_OF_NUMBERS: Final = "0123456789."


def refusal_of(version: str) -> str | None:
    """Return why the plugin refuses a version of mypy, None where it does not."""
    if parse_version(version) >= parse_version(OLDEST):
        return None
    from ._run_messages import unsupported_mypy  # noqa: PLC0415 - few runs have anything to say

    return unsupported_mypy(version, OLDEST)


def note_version(version: str) -> None:
    """Tell once, on standard error, that a version of mypy is newer than any that was tested."""
    if parse_version(version)[:2] <= parse_version(NEWEST):
        return
    from ._run_messages import unknown_mypy  # noqa: PLC0415 - as above

    print(unknown_mypy(version, NEWEST), file=sys.stderr)


def parse_version(version: str) -> tuple[int, ...]:
    """Return the numbers of a version; what follows them (``+dev.1a2b``) does not count."""
    release = "".join(takewhile(_OF_NUMBERS.__contains__, version))
    return tuple(int(part) for part in release.split(".") if part)
