"""Is every configuration seen, and no other file read for one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from duotone_mypy._config_presence import LIBRARIES_VARIABLE, may_configure

if TYPE_CHECKING:
    from pathlib import Path

#: Ways to write one setting, as TOML and ini files allow them.
CONFIGURED = [
    '[tool.duotone]\nplain-functions = "sync"\n',
    '[tool.duotone]\r\nplain-functions = "sync"\r\n',
    '[ tool . duotone ]\nplain-functions = "sync"\n',
    '["tool"."duotone"]\nplain-functions = "sync"\n',
    "[tool.'duotone' ]\nplain-functions = \"sync\"\n",
    '[tool]\nduotone.plain-functions = "sync"\n',
    '[tool]\nduotone\t. plain-functions = "sync"\n',
    '[tool]\nduotone = {plain-functions = "sync"}\n',
    '[tool]\n"duotone"={plain-functions = "sync"}\n',
    'tool.duotone.plain-functions = "sync"\n',
    'tool = {duotone = {plain-functions = "sync"}}\n',
    '[tool."d\\u0075otone"]\nplain-functions = "sync"\n',
    '[tool."d\\U00000075otone"]\nplain-functions = "sync"\n',
    '[tool.mypy]\nplugins = ["duotone_mypy"]\n[tool.duotone]\nplain-functions = "sync"\n',
    '[[tool.duotone.overrides]]\nmodule = "a"\nplain-functions = "sync"\n',
]
CONFIGURED_IN_INI = [
    "[mypy]\nplugins = duotone_mypy\n[duotone]\nplain-functions = sync\n",
    "[duotone-web.*]\nplain-functions = sync\n",
]
#: Names that only the full reading can refuse.
MISSPELT = [
    "[Duotone]\nplain-functions = sync\n",
    "[duotone prog]\nplain-functions = sync\n",
    "[tool:duotone]\nplain-functions = sync\n",
    "[duotone_mypy]\nplain-functions = sync\n",
    '[tool.Duotone]\nplain-functions = "sync"\n',
    '[tool.duo-tone]\nplain-functions = "sync"\n',
    '[tool."duo tone"]\nplain-functions = "sync"\n',
    '[tool.duotone_mypy]\nplain-functions = "sync"\n',
    '[tool]\nduotone_mypy.plain-functions = "sync"\n',
    '[tool]\n"Duo-tone" = {plain-functions = "sync"}\n',
]
#: What a project says that uses duotone and configures nothing.
NOT_CONFIGURED = """\
[project]
name = "shop"
dependencies = ["anyio", "duotone>=1", "httpx"]
optional-dependencies.docs = [
    "duotone_theme>=1",
    "Duotone[mypy]==1",
    "duotone_mypy",
]
optional-dependencies.lint = ["duotone[mypy]", 'duotone', "ruff"]
[tool.mypy]
plugins = ["duotone_mypy"]
enable_error_code = ["dual-naming"] # a code of duotone's
"""


@pytest.mark.parametrize("text", CONFIGURED)
def test_table_is_seen_however_it_is_written(tmp_path: Path, text: str) -> None:
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_bytes(text.encode())
    assert may_configure(str(pyproject))
    (tmp_path / "mypy.ini").write_text("[mypy]\nplugins = duotone_mypy\n", encoding="utf-8")
    assert may_configure(str(tmp_path / "mypy.ini"))


@pytest.mark.parametrize("text", CONFIGURED_IN_INI)
def test_section_is_seen(tmp_path: Path, text: str) -> None:
    (tmp_path / "mypy.ini").write_text(text, encoding="utf-8")
    assert may_configure(str(tmp_path / "mypy.ini"))


@pytest.mark.parametrize("text", MISSPELT)
@pytest.mark.parametrize("name", ["mypy.ini", "pyproject.toml"])
def test_misspelt_name_is_seen(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert may_configure(str(tmp_path / name))


def test_project_that_only_uses_duotone_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(NOT_CONFIGURED, encoding="utf-8")
    (tmp_path / "mypy.ini").write_text("[mypy]\nplugins = duotone_mypy\n", encoding="utf-8")
    assert not may_configure(str(tmp_path / "pyproject.toml"))
    assert not may_configure(str(tmp_path / "mypy.ini"))
    assert not may_configure(None)


def test_file_that_cannot_be_read_is_left_to_who_says_so(tmp_path: Path) -> None:
    assert may_configure(str(tmp_path / "mypy.ini"))


def test_variable_configures_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LIBRARIES_VARIABLE, "redis")
    assert may_configure(None)
