"""Is this a mypy that the plugin can work with?"""

from __future__ import annotations

import re
import sys
from typing import Final

from ._messages import unknown_mypy, unsupported_mypy

OLDEST: Final = "1.20"
NEWEST: Final = "2.4"


def refusal_of(version: str) -> str | None:
    """Return why the plugin refuses a version of mypy, None where it does not."""
    return (
        unsupported_mypy(version, OLDEST)
        if parse_version(version) < parse_version(OLDEST)
        else None
    )


def note_version(version: str) -> None:
    """Tell once, on standard error, that a version of mypy is newer than any that was tested."""
    if parse_version(version)[:2] > parse_version(NEWEST):
        print(unknown_mypy(version, NEWEST), file=sys.stderr)


def parse_version(version: str) -> tuple[int, ...]:
    """Return the numbers of a version; what follows them (``+dev.1a2b``) does not count."""
    release = re.split(r"[^\d.]", version, maxsplit=1)[0]
    return tuple(int(part) for part in release.split(".") if part)
