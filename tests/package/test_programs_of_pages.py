"""Does each program that a page shows print what the page says?"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
CONFIGURATION = ("--config-file", str(ROOT / "tests" / "types" / "mypy.ini"))
BLOCKS = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAMS = [
    pytest.param(*found, id=f"{page}-{number}")
    for page in ("generators", "waitable")
    for number, found in enumerate(BLOCKS.findall((DOCS / f"{page}.md").read_text("utf-8")))
]


@pytest.mark.parametrize(("program", "output"), PROGRAMS)
def test_program_prints_what_the_page_shows(program: str, output: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(program, encoding="utf-8")
    command = [sys.executable, "-W", "error", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (output, "")


@pytest.mark.parametrize(("program", "output"), PROGRAMS)
def test_program_has_no_type_error(program: str, output: str, tmp_path: Path) -> None:
    path = tmp_path / "program.py"
    path.write_text(program, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", *CONFIGURATION, str(path)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout == "Success: no issues found in 1 source file\n"
    assert output


def test_every_program_is_found() -> None:
    shown = sum(
        (DOCS / f"{page}.md").read_text("utf-8").count("```python")
        for page in ("generators", "waitable")
    )
    assert len(PROGRAMS) == shown > 0
