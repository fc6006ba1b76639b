"""Does the preset for Prefect fit the installed Prefect? Run by ``make libraries``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import packages_distributions, version
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from planted_errors import told_and_planted
from unions import unions_in

from duotone_mypy._presets import read_preset

pytestmark = pytest.mark.skipif(
    "prefect" not in packages_distributions(),
    reason="Prefect is not installed here: run `make libraries`",
)
_PROGRAMS = Path(__file__).parent / "prefect"
_DECORATORS = {"async_dispatch", "sync_compatible"}


def _package() -> Path:
    spec = find_spec("prefect")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def test_installed_version_is_one_that_the_preset_is_for() -> None:
    assert version("prefect") in SpecifierSet(read_preset("prefect").versions)


def test_preset_lists_each_dual_function_and_no_other() -> None:
    (library,) = read_preset("prefect").libraries
    found = {each.name: each.twin for each in unions_in(_package(), _DECORATORS)}
    covered = {name: twin for name, twin in found.items() if not library.leaves_out(name)}
    # This one is annotated, and has no twin beside it.
    covered["prefect.flows.FlowDecorator.from_source"] = ""
    assert dict(library.functions) == covered


def test_what_is_left_out_exists() -> None:
    (library,) = read_preset("prefect").libraries
    for name in library.exceptions:
        path = _package().parent.joinpath(*name.split("."))
        holder = path.parent.with_suffix(".py")
        is_class = holder.is_file() and f"class {path.name}" in holder.read_text(encoding="utf-8")
        assert path.is_dir() or path.with_suffix(".py").is_file() or is_class


def test_programs_have_no_errors_but_those_that_are_planted(tmp_path: Path) -> None:
    told, planted = told_and_planted(_PROGRAMS, tmp_path)
    assert told == planted
    right = [path for path in _PROGRAMS.glob("*.py") if not path.name.startswith("mistake_")]
    assert len(right) >= 60


def test_preset_gives_the_programs_their_types() -> None:
    """Without it mypy reports unions in most of them: the programs show something."""
    command = [sys.executable, "-m", "mypy", "--config-file=", "."]
    done = subprocess.run(command, cwd=_PROGRAMS, capture_output=True, text=True, check=False)
    files = {line.partition(":")[0] for line in done.stdout.splitlines() if "Coroutine" in line}
    assert len(files) > 30


def test_program_in_the_documentation_has_the_one_error_that_it_announces(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "libraries.md").read_text(encoding="utf-8")
    _, _, after = page.partition("```python\n")
    program = after.partition("```")[0].replace("# dual-ambiguous", "# E: dual-ambiguous")
    folder = tmp_path / "page"
    folder.mkdir()
    (folder / "page.py").write_text(program, encoding="utf-8")
    shutil.copy(_PROGRAMS / "pyproject.toml", folder)
    told, planted = told_and_planted(folder, tmp_path)
    assert told == planted
    assert len(planted) == 1
