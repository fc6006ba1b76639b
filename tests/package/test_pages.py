"""Does mypy say what the pages about the error codes and about notebooks show?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mypy import api
from project import rewrite

from duotone_mypy._messages import documentation

if TYPE_CHECKING:
    from collections.abc import Sequence

DOCS = Path(__file__).parents[2] / "docs"
CODES = ["dual-ambiguous", "dual-blocking", "dual-unawaited", "dual-implicit"]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str, heading: str = "") -> list[str]:
    """Return the blocks of code in a language, below a heading of a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    _, found, section = text.partition(f"\n## {heading}") if heading else ("", "all", text)
    assert found, f"{page} has no heading {heading!r}"
    section, _, _ = section.partition("\n## ") if heading else (section, "", "")
    return [code for name, code in BLOCK.findall(section) if name == language]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for one program after the other, where mypy keeps what it has seen."""
    return tmp_path_factory.mktemp("pages")


def check(program: str, folder: Path, code: str = "", options: Sequence[str] = ()) -> str:
    """Return what mypy prints of a program, without the places and the notes that lead to pages."""
    rewrite(folder / "program.py", program)
    # Codes that are asked for in all modules would have mypy check the standard library anew.
    settings = f"[mypy]\nplugins = duotone_mypy\n[mypy-program]\nenable_error_code = {code}\n"
    (folder / "mypy.ini").write_text(settings, encoding="utf-8")
    arguments = [f"--config-file={folder / 'mypy.ini'}", f"--cache-dir={folder}", *options]
    shown, complaints, _ = api.run([*arguments, "--no-error-summary", str(folder / "program.py")])
    assert not complaints, complaints
    lines = (re.sub(r"^.*?:\d+: ", "", line) for line in shown.splitlines(keepends=True))
    return "".join(line for line in lines if not line.startswith("note: See docs/"))


@pytest.mark.parametrize("code", CODES)
def test_wrong_code_gets_the_messages_of_the_page(code: str, folder: Path) -> None:
    page = f"errors/{code}.md"
    (program,), (shown,) = blocks(page, "python", "Wrong"), blocks(page, "text", "Wrong")
    assert f"[{code}]" in shown
    assert check(program, folder, code) == shown


@pytest.mark.parametrize("code", CODES)
def test_right_code_is_accepted(code: str, folder: Path) -> None:
    programs = blocks(f"errors/{code}.md", "python", "Right")
    assert programs
    for program in programs:
        assert check(program, folder, code) == ""


@pytest.mark.parametrize("code", CODES)
def test_note_leads_to_the_page_of_the_code(code: str) -> None:
    page = documentation(code).removeprefix("See docs/").removesuffix(" of duotone")
    assert (DOCS / page).read_text(encoding="utf-8").startswith(f"# {code}\n")


def test_notebook_is_accepted_with_the_option_that_the_page_names(folder: Path) -> None:
    (notebook,), (console,) = blocks("notebooks.md", "python"), blocks("notebooks.md", "console")
    (option,) = re.findall(r"--disable-error-code [\w-]+", console)
    assert check(notebook, folder, options=option.split()) == ""


def test_notebook_is_refused_without_it(folder: Path) -> None:
    (notebook,) = blocks("notebooks.md", "python")
    refused = 'error: "await" outside function  [top-level-await]\n'
    assert check(notebook, folder) == refused * 2
