"""Do the presets for libraries of two classes fit the installed ones? Run by ``make libraries``."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from planted_errors import told_and_planted

from duotone_mypy._presets import read_preset

#: How many mistakes are planted in the programs of each.
_PLANTED = {"notion_client": 2, "redis": 3, "valkey": 3}


@pytest.fixture(params=_PLANTED)
def installed(request: pytest.FixtureRequest) -> str:
    """A library, by the name of its preset."""
    name: str = request.param
    if find_spec(name) is None:
        pytest.skip(f"{read_preset(name).distribution} is not installed here: run `make libraries`")
    return name


def test_installed_version_is_one_that_the_preset_is_for(installed: str) -> None:
    preset = read_preset(installed)
    assert version(preset.distribution) in SpecifierSet(preset.versions)


def test_commands_have_no_errors_but_those_that_are_planted(installed: str, tmp_path: Path) -> None:
    told, planted = told_and_planted(Path(__file__).parent / "clients" / installed, tmp_path)
    assert told == planted
    assert len(planted) == _PLANTED[installed]
