"""Is what docs/adopting.md shows true? The parts for Prefect are tried by ``make libraries``."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "adopting.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
SHOWN = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def run(folder: Path, *arguments: str) -> tuple[str, str]:
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout, done.stderr


def test_program_prints_what_the_page_shows(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(BLOCKS[0], encoding="utf-8")
    assert run(tmp_path, "-W", "error", "program.py") == (SHOWN[0], "")


def test_program_has_the_types_that_the_page_says(tmp_path: Path) -> None:
    """A comment that ignores nothing would be an error."""
    (tmp_path / "program.py").write_text(BLOCKS[0], encoding="utf-8")
    (tmp_path / "mypy.ini").write_text("[mypy]\nplugins = duotone_mypy\nstrict = true\n")
    assert run(tmp_path, "-m", "mypy", "program.py") == (
        "Success: no issues found in 1 source file\n",
        "",
    )


@pytest.mark.parametrize("block", BLOCKS[1:])
def test_part_for_prefect_can_be_imported_without_it(block: str, tmp_path: Path) -> None:
    (tmp_path / "part.py").write_text(block, encoding="utf-8")
    assert run(tmp_path, "-W", "error", "-c", "import part") == ("", "")


def test_every_block_is_found() -> None:
    assert len(BLOCKS) == PAGE.count("```python") == 3
    assert len(SHOWN) == PAGE.count("```text") == 1
