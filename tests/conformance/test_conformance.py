"""Do mypy and the interpreter agree, and would it be noticed if they did not?"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from comparison import Disagreement, compare
from mutants import CONTROLS, MUTANTS, Mutant, write_mutant
from programs import write
from run import compare_all, generate
from verdicts import read_verdicts

FIXED_SEED = 20240819


def shown(disagreements: list[Disagreement]) -> str:
    """Return the first disagreement, with the program that shows it."""
    if not disagreements:
        return ""
    first = disagreements[0]
    return f"{first.kind}: {first.detail}\n{write(list(first.sites)).text}"


def test_programs_of_a_fixed_seed_agree() -> None:
    found = list(compare_all(generate(300, FIXED_SEED), workers=2))
    assert shown([one for batch in found for one in batch.disagreements]) == ""
    assert sum(batch.calls for batch in found) > 5000


def test_programs_of_a_fresh_seed_agree(capsys: pytest.CaptureFixture[str]) -> None:
    seed = int.from_bytes(os.urandom(4), "big")
    with capsys.disabled():
        print(f"\nconformance of a fresh seed: make conformance N=200 SEED={seed}")
    found = list(compare_all(generate(200, seed), workers=2))
    assert shown([one for batch in found for one in batch.disagreements]) == ""


@pytest.fixture(scope="module")
def cache_of_libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy keeps of the standard library, which no mutant changes."""
    folder = tmp_path_factory.mktemp("preparation")
    # No module of the name of a program: what one mutant says of it is not to be kept.
    (folder / "preparation.py").write_text(write([]).text, encoding="utf-8")
    read_verdicts(folder, folder / "cache")
    return folder / "cache"


@pytest.fixture
def cache(cache_of_libraries: Path, tmp_path: Path) -> Path:
    """A cache for the programs of one mutant."""
    return shutil.copytree(cache_of_libraries, tmp_path / "cache")


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.name)
def test_rule_written_from_its_rows_agrees(
    control: Mutant, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the mutants are made from is right as long as no row is missing or misplaced."""
    write_mutant(control, tmp_path / "mutant")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "mutant"))
    found = compare(generate(100, FIXED_SEED), cache).disagreements
    assert shown(found) == ""


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_broken_rule_is_caught(
    mutant: Mutant, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_mutant(mutant, tmp_path / "mutant")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "mutant"))
    programs = generate(300, FIXED_SEED)
    batches = [programs[start : start + 40] for start in range(0, len(programs), 40)]
    assert any(compare(batch, cache).disagreements for batch in batches)
