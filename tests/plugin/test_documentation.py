"""Does each error of the plugin lead to its page?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mypy import api
from mypy.errorcodes import ErrorCode
from project import rewrite

from duotone_mypy import _codes
from duotone_mypy._messages import documentation

ROOT = Path(__file__).parents[2]
CODES = [value for value in vars(_codes).values() if isinstance(value, ErrorCode)]


def test_each_code_is_looked_at() -> None:
    assert len(CODES) == len(list((ROOT / "docs/errors").glob("*.md"))) == 8


def test_the_note_names_the_page_of_the_code() -> None:
    assert documentation("dual-parity") == "See docs/errors/dual-parity.md of duotone"


@pytest.mark.parametrize("code", CODES, ids=str)
def test_the_page_of_each_code_stands_where_the_note_says(code: ErrorCode) -> None:
    page = documentation(code.code).removeprefix("See ").removesuffix(" of duotone")

    assert (ROOT / page).read_text().startswith(f"# {code.code}\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for one program after the other, where mypy keeps what it has seen."""
    return tmp_path_factory.mktemp("documentation")


@pytest.mark.parametrize("code", CODES, ids=str)
def test_code_on_the_page_gives_what_the_page_says(code: ErrorCode, folder: Path) -> None:
    page = (ROOT / f"docs/errors/{code.code}.md").read_text()
    wrong, right = page.split("## Right")

    programs, texts = _blocks(wrong, "python"), _blocks(wrong, "text")
    assert programs
    assert "## Turn it off" in right
    for program, text in zip(programs, texts, strict=True):
        said = _check(folder, code, program)
        for line in text.splitlines():
            assert line in said
        assert said.count("error: ") == text.count("error: ")
    for program in _blocks(right, "python"):
        assert f"[{code.code}]" not in _check(folder, code, program)


def _blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, flags=re.DOTALL)


def _check(folder: Path, code: ErrorCode, program: str) -> str:
    rewrite(folder / "program.py", program)
    settings = "[mypy]\nplugins = duotone_mypy\n[mypy-program]\nenable_error_code = "
    (folder / "mypy.ini").write_text(f"{settings}{code.code}\n")
    arguments = ["--config-file", str(folder / "mypy.ini"), f"--cache-dir={folder}"]
    output, complaints, _ = api.run([*arguments, str(folder / "program.py")])
    assert not complaints
    return output
