"""Do the pages lead to files that exist?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")
FILE = re.compile(r"(?:\w+/)?_\w+\.py")
FOLDERS = [ROOT / "runtime" / "duotone", ROOT / "mypy_plugin" / "duotone_mypy"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_to_files(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: page.stem)
def test_page_can_be_reached_from_the_readme(page: Path) -> None:
    assert page.relative_to(ROOT).as_posix() in LINK.findall(PAGES[0].read_text(encoding="utf-8"))


def test_files_that_the_architecture_names_exist() -> None:
    named = FILE.findall((ROOT / "docs" / "architecture.md").read_text(encoding="utf-8"))
    assert len(named) > 40
    found = {path.name for folder in FOLDERS for path in folder.rglob("*.py")}
    assert {Path(name).name for name in named} - found == set()
