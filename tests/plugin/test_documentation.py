"""Does each error of the plugin lead to its page?"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mypy import api

from duotone_mypy._codes import DUAL_NAMING, DUAL_OVERRIDE, DUAL_PARITY
from duotone_mypy._messages import documentation

if TYPE_CHECKING:
    from mypy.errorcodes import ErrorCode

ROOT = Path(__file__).parents[2]


def test_the_note_names_the_page_of_the_code() -> None:
    assert documentation("dual-parity") == "See docs/errors/dual-parity.md of duotone"


@pytest.mark.parametrize("code", [DUAL_PARITY, DUAL_OVERRIDE, DUAL_NAMING], ids=str)
def test_the_page_of_each_code_stands_where_the_note_says(code: ErrorCode) -> None:
    page = documentation(code.code).removeprefix("See ").removesuffix(" of duotone")

    assert (ROOT / page).read_text().startswith(f"# {code.code}\n")


@pytest.mark.parametrize("code", [DUAL_PARITY, DUAL_OVERRIDE, DUAL_NAMING], ids=str)
def test_code_on_the_page_gives_what_the_page_says(code: ErrorCode, tmp_path: Path) -> None:
    page = (ROOT / f"docs/errors/{code.code}.md").read_text()
    wrong, right = page.split("## Right")

    said = _check(tmp_path, code, _blocks(wrong, "python")[0])
    for line in _blocks(wrong, "text")[0].splitlines():
        assert line in said
    for program in _blocks(right, "python"):
        assert f"[{code.code}]" not in _check(tmp_path, code, program)


def _blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", page, flags=re.DOTALL)


def _check(folder: Path, code: ErrorCode, program: str) -> str:
    (folder / "program.py").write_text(program)
    settings = f"[mypy]\nplugins = duotone_mypy\nenable_error_code = {code.code}\n"
    (folder / "mypy.ini").write_text(settings)
    arguments = ["--config-file", str(folder / "mypy.ini"), "--no-incremental"]
    output, complaints, _ = api.run([*arguments, str(folder / "program.py")])
    assert not complaints
    return output
