"""Do the presets for libraries of two classes fit the installed ones? Run by ``make libraries``."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from programs import told_and_planted

from duotone_mypy._presets import read_preset

_LIBRARIES = {"notion_client": "notion-client", "redis": "redis", "valkey": "valkey"}
pytestmark = pytest.mark.skipif(
    any(find_spec(name) is None for name in _LIBRARIES),
    reason="the libraries are not installed here: run `make libraries`",
)


@pytest.mark.parametrize("name", _LIBRARIES)
def test_installed_version_is_one_that_the_preset_is_for(name: str) -> None:
    assert version(_LIBRARIES[name]) in SpecifierSet(read_preset(name).versions)


def test_commands_have_no_errors_but_those_that_are_planted(tmp_path: Path) -> None:
    told, planted = told_and_planted(Path(__file__).parent / "clients", tmp_path)
    assert told == planted
    assert len(planted) == 3
