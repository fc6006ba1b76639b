"""A user's folder, in which the tests run mypy and duotone as the user would."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

from mypy import api

from duotone_mypy.__main__ import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

#: A dual function, and what a program may do with it.
SHELF = """
from duotone import sync_compatible

@sync_compatible
async def load(number: int) -> str:
    return str(number)
"""


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

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capsys = capsys

    def write(self, files: dict[str, str]) -> None:
        """Write files, by their paths in the folder."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def mypy(self, *arguments: str) -> Outcome:
        """Run mypy in this process."""
        return Outcome(*api.run(list(arguments)))

    def duotone(self, *arguments: str) -> Outcome:
        """Run the command ``duotone`` in this process."""
        self._capsys.readouterr()
        given, sys.argv = sys.argv, ["duotone", *arguments]
        status: object = 0
        try:
            main()
        except SystemExit as end:
            status = end.code
        finally:
            sys.argv = given
        out, err = self._capsys.readouterr()
        if isinstance(status, str):  # Python prints it, and leaves with 1
            return Outcome(out, f"{err}{status}\n", 1)
        return Outcome(out, err, status if isinstance(status, int) else 0)

    def run(self, *command: str, **environment: str) -> Outcome:
        """Run a program of its own."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        return Outcome(done.stdout, done.stderr, done.returncode)
