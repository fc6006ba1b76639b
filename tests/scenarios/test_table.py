"""Does the table of the scenarios lead to tests that exist?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

_HERE: Final = Path(__file__).parent
_ROWS: Final = {
    int(number): tests
    for number, tests in re.findall(
        r"^\| (\d+) \|.*\| (.*) \|$", _HERE.joinpath("README.md").read_text("utf-8"), re.MULTILINE
    )
}
_TYPES: Final = _HERE.parent / "types"


def test_table_has_each_row_once() -> None:
    assert list(_ROWS) == list(range(1, 36))


@pytest.mark.parametrize("number", _ROWS)
def test_row_names_files_and_tests_that_exist(number: int) -> None:
    names = re.findall("`([^`]+)`", _ROWS[number])
    files = [name for name in names if name.endswith((".py", ".yml"))]
    missing = [
        name for name in files if not any((folder / name).exists() for folder in (_HERE, _TYPES))
    ]
    texts = [path.read_text("utf-8") for path in (*_HERE.glob("*.py"), *_TYPES.glob("*.yml"))]
    missing += [
        name
        for name in names
        if name not in files
        and not any(f"def {name}(" in text or f"case: {name}\n" in text for text in texts)
    ]
    assert names
    assert [name for name in missing if name != "../environments"] == []
