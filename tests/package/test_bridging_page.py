"""Do the programs of docs/bridging.md print what the page shows?"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "bridging.md").read_text(encoding="utf-8")
PROGRAMS = dict(re.findall(r"^```python\n# (\w+\.py)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
SHOWN = dict(
    re.findall(r"^```console\n\$ python (\w+\.py)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
)


@pytest.mark.parametrize("name", SHOWN)
def test_program_prints_what_the_page_shows(name: str, tmp_path: Path) -> None:
    for each, program in PROGRAMS.items():
        (tmp_path / each).write_text(program, encoding="utf-8")
    command = [sys.executable, "-W", "error", name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == (SHOWN[name], "")


def test_every_program_is_found() -> None:
    assert len(PROGRAMS) == PAGE.count("```python") > 0
    assert len(SHOWN) == PAGE.count("```console") > 0
    assert SHOWN.keys() <= PROGRAMS.keys()
