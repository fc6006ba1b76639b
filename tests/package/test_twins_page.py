"""Does the code in docs/twins.md do what the page shows?"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "twins.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def test_blocks_of_the_page_print_what_it_shows(tmp_path: Path) -> None:
    blocks = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
    program = tmp_path / "program.py"
    head = "import warnings; warnings.showwarning = lambda text, *_: print(text)\n"
    program.write_text(
        head + "\n\n".join(code for language, code in blocks if language == "python"),
        encoding="utf-8",
    )
    finished = subprocess.run(
        [sys.executable, str(program)], capture_output=True, text=True, timeout=60, check=False
    )
    assert finished.stderr == ""
    assert finished.stdout == "".join(code for language, code in blocks if language == "text")
