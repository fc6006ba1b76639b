"""How does a test run a program in an interpreter of its own?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import Final

ENVIRONMENTS: Final = Path(__file__).parents[1]

#: How long a program may take, in seconds, before it is taken for hung.
PATIENCE: Final = 60


def environment(**more: str) -> dict[str, str]:
    """Return the variables of a process that finds the apps and shows every warning of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DUOTONE_")}
    # Whoever says where duotone is says it to the programs as well.
    path = os.pathsep.join(filter(None, [str(ENVIRONMENTS), kept.get("PYTHONPATH")]))
    return {**kept, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1", **more}


def run_command(
    *command: str, stdin: str = "", folder: Path | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run `python` with these options to its end."""
    return subprocess.run(
        [sys.executable, *command],
        input=stdin,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        env=environment(**variables),
    )


def output_of(program: str, folder: Path, *options: str, **variables: str) -> str:
    """Write a program to a file, run it with warnings as errors, and return what it prints.

    Raises:
        AssertionError: when it fails, or writes anything to stderr.
    """
    script = folder / "program.py"
    script.write_text(dedent(program).lstrip("\n"), encoding="utf-8")
    done = run_command("-W", "error", *options, str(script), stdin="", folder=None, **variables)
    assert (done.stderr, done.returncode) == ("", 0), done.stderr
    return done.stdout.strip()
