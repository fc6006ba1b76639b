"""Do the tables of this folder lead to tests that exist, and do those of a scenario name it?"""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path
from typing import Final

import pytest

_HERE: Final = Path(__file__).parent
_TESTS: Final = _HERE.parent
_TABLES: Final = _HERE.joinpath("README.md").read_text("utf-8")
#: The tests that each row names, in its last cell; a head names none.
_ROWS: Final = [
    row.split(" | ")[-1] for row in re.findall(r"^\| (.*) \|$", _TABLES, re.MULTILINE) if "`" in row
]
_SCENARIOS: Final = {
    int(number): tests
    for number, tests in re.findall(r"^\| (\d+) \|.*\| (.*) \|$", _TABLES, re.MULTILINE)
}
_SOURCES: Final = {
    path: path.read_text("utf-8")
    for path in chain(_TESTS.glob("*/*.py"), _TESTS.glob("types/*.yml"), _TESTS.glob("*.py"))
}
_BESIDE: Final = [text for path, text in _SOURCES.items() if path.parent == _HERE]


def names_in(row: str) -> list[str]:
    """Return the files and tests that a row names."""
    return [name for name in re.findall("`([^`]+)`", row) if name != "../environments"]


def is_file(name: str) -> bool:
    return name.endswith((".py", ".yml"))


def source_of(name: str) -> str | None:
    """Return the text of a file that is named from here, or of one of the typing tests."""
    paths = [(folder / name).resolve() for folder in (_HERE, _TESTS / "types")]
    return next((_SOURCES[path] for path in paths if path in _SOURCES), None)


def test_table_has_each_scenario_once() -> None:
    assert list(_SCENARIOS) == list(range(1, 36))


@pytest.mark.parametrize("row", _ROWS)
def test_row_names_files_and_tests_that_exist(row: str) -> None:
    """A test stands in the file that was named last, or beside the table."""
    texts = _BESIDE
    for name in names_in(row):
        if is_file(name):
            source = source_of(name)
            assert source is not None, name
            texts = [source]
        else:
            assert any(f"def {name}(" in text or f"case: {name}\n" in text for text in texts), name


@pytest.mark.parametrize("number", _SCENARIOS)
def test_test_of_a_scenario_beside_the_table_names_it(number: int) -> None:
    named = set(names_in(_SCENARIOS[number]))
    functions = chain.from_iterable(ast.parse(text).body for text in _BESIDE)
    silent = [
        function.name
        for function in functions
        if isinstance(function, ast.FunctionDef)
        and function.name in named
        and not re.search(rf"Scenario {number}\b", ast.get_docstring(function) or "")
    ]
    assert silent == []
