"""Random modules never make mypy crash, nor disagree between cold and warm."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fuzz import check, generate, run_mypy

if TYPE_CHECKING:
    from pathlib import Path


def test_sixty_random_modules_are_checked_alike_cold_and_warm(tmp_path: Path) -> None:
    texts = generate(60, at=0)
    assert len(set(texts)) == 60
    assert check(texts, tmp_path / "fuzz") == ""
    # They do use dual functions in places where mypy has something to say about it.
    shown = run_mypy(tmp_path / "fuzz")
    assert len([line for line in shown.lines if re.search(r"\[dual-[a-z]+\]$", line)]) > 20
