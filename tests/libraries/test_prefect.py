"""Does the preset for Prefect fit the installed Prefect? Run by ``make libraries``."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from unions import unions_in

from duotone_mypy._presets import read_preset

pytestmark = pytest.mark.skipif(
    find_spec("prefect") is None, reason="Prefect is not installed here: run `make libraries`"
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
    folder = tmp_path / "programs"
    shutil.copytree(_PROGRAMS, folder, ignore=shutil.ignore_patterns(".mypy_cache"))
    command = [sys.executable, "-m", "mypy", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    told = re.findall(r"^(.+?):(\d+): error: .*\[([\w-]+)\]$", done.stdout, re.MULTILINE)
    planted = [
        (path.name, str(number), code)
        for path in sorted(folder.glob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for code in line.partition("# E: ")[2].split()
    ]
    assert sorted(told) == sorted(planted)
    right = [path for path in folder.glob("*.py") if not path.name.startswith("mistake_")]
    assert len(right) >= 60


def test_preset_gives_the_programs_their_types() -> None:
    """Without it mypy reports unions in most of them: the programs show something."""
    command = [sys.executable, "-m", "mypy", "--config-file=", "."]
    done = subprocess.run(command, cwd=_PROGRAMS, capture_output=True, text=True, check=False)
    files = {line.partition(":")[0] for line in done.stdout.splitlines() if "Coroutine" in line}
    assert len(files) > 30
