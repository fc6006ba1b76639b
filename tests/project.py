"""A user's folder, in which the tests run mypy and duotone as the user would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

#: What mypy says when a worker of its own has not begun within its three seconds: it has checked
#: nothing then. On a busy machine that happens, and is no answer to what a test asks.
_NO_WORKER: Final = "Failed to establish connection with worker"
_TRIES: Final = 5

#: A dual function, and what a program may do with it.
SHELF = """
from duotone import sync_compatible

@sync_compatible
async def load(number: int) -> str:
    return str(number)
"""


def without_receivers(text: str) -> str:
    """Return mypy's messages without ``self`` in signatures: its cache forgets that name."""
    return re.sub(r"\b(def \w+)\((?:(?:self|cls)(?:, |(?=[:)])))+", r"\1(", text)


def rewrite(path: Path, text: str) -> None:
    """Write a file so that mypy sees it: it takes one of the same size and second for the same."""
    later = path.stat().st_mtime + 2 if path.exists() else None
    path.write_text(text, encoding="utf-8")
    if later is not None:
        os.utime(path, (later, later))


class Outcome(NamedTuple):
    """What a program printed, and its exit status."""

    out: str
    err: str
    status: int

    @property
    def lines(self) -> list[str]:
        """What stands on standard output, without mypy's summary."""
        summaries = ("Found ", "Success: ", "duotone: ")
        return [line for line in self.out.splitlines() if not line.startswith(summaries)]


class Project:
    """A folder with files, which is the current one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, files: dict[str, str]) -> None:
        """Write files, by their paths in the folder."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def mypy(self, *arguments: str) -> Outcome:
        """Run mypy."""
        return self.run(sys.executable, "-m", "mypy", *arguments)

    def duotone(self, *arguments: str) -> Outcome:
        """Run the command ``duotone``."""
        return self.run(sys.executable, "-m", "duotone_mypy", *arguments)

    def run(self, *command: str, folder: Path | None = None) -> Outcome:
        """Run a program, in the current folder unless told otherwise."""
        left = _TRIES
        while True:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            left -= 1
            if not left or not done.stdout.startswith(_NO_WORKER):
                return Outcome(done.stdout, done.stderr, done.returncode)
