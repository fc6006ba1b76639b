"""Does a configured library change nothing for code outside it? Run by ``make libraries``."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from duotone_mypy._presets import preset_names

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGES = ["fastapi", "sqlalchemy", "rich"]


@pytest.mark.parametrize("package", _PACKAGES)
def test_mypy_says_the_same_about_a_package_with_and_without(package: str, tmp_path: Path) -> None:
    if find_spec(package) is None:
        pytest.skip(f"{package} is not installed here: run `make libraries`")
    outputs = []
    for plugins in ("", 'plugins = ["duotone_mypy"]\n'):
        config = tmp_path / "pyproject.toml"
        text = (
            f"[tool.mypy]\nstrict = true\n{plugins}[tool.duotone]\nlibraries = {preset_names()}\n"
        )
        config.write_text(text)
        command = [sys.executable, "-m", "mypy", "-p", package, f"--cache-dir={tmp_path / 'cache'}"]
        command.append("--no-incremental")
        outputs.append(subprocess.run(command, cwd=tmp_path, capture_output=True, check=False))
    without, with_plugin = outputs
    assert with_plugin.stdout == without.stdout
    assert with_plugin.stderr == without.stderr
    assert without.returncode in {0, 1}
    assert len(without.stdout.splitlines()) > 10
