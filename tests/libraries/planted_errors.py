"""What does mypy report in a folder of programs, and what was to be reported there?"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pathlib import Path

#: File, line and error code.
Mark: TypeAlias = tuple[str, str, str]


def told_and_planted(programs: Path, tmp_path: Path) -> tuple[list[Mark], list[Mark]]:
    """Return the errors that mypy reports, and those that the comments ``# E: code`` announce."""
    folder = tmp_path / "programs"
    shutil.copytree(programs, folder, ignore=shutil.ignore_patterns(".mypy_cache"))
    command = [sys.executable, "-m", "mypy", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    told = re.findall(r"^(.+?):(\d+): error: .*\[([\w-]+)\]$", done.stdout, re.MULTILINE)
    planted = [
        (path.name, str(number), code)
        for path in folder.glob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for code in line.partition("# E: ")[2].split()
    ]
    return sorted(told), sorted(planted)
