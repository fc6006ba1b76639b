"""Does everything that the README shows happen as it is shown?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Step(NamedTuple):
    """One command and what it prints."""

    command: str
    output: str


def files_and_steps() -> tuple[dict[str, str], list[Step]]:
    """Return the files that the README writes, by name, and the commands that it runs."""
    files: dict[str, str] = {}
    steps: list[Step] = []
    for language, text in BLOCK.findall(README.read_text(encoding="utf-8")):
        if language == "python":
            name, _, _ = text.removeprefix("# ").partition("\n")
            files[name] = text
        else:
            for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                steps.append(Step(command, output))
    return files, steps


FILES, STEPS = files_and_steps()


@pytest.mark.parametrize("step", STEPS, ids=[step.command for step in STEPS])
def test_command_prints_what_the_readme_shows(step: Step, tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    commands = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        step.command.split(),
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.replace(f"{tmp_path}{os.sep}", "") == step.output
    assert done.stderr == ""


def test_every_file_of_the_readme_is_run_or_checked() -> None:
    commands = " ".join(step.command for step in STEPS)
    imported = "\n".join(FILES.values())
    unused = [
        name
        for name in FILES
        if name not in commands and f"from {name.removesuffix('.py')} import" not in imported
    ]
    assert unused == []
    assert len(STEPS) > 5
