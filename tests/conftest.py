"""What holds for every test."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from project import Project

# The plugin lets mypy go on when a hook fails; in a test that would hide the failure.
os.environ["DUOTONE_TRACEBACK"] = "1"
# pytest-mypy-plugins looks for the command mypy, the tests for duotone.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture
def project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Project:
    """An empty folder of a user's, the current one."""
    monkeypatch.chdir(tmp_path)
    # What the machine's user has configured, or a folder above, is none of the tests' business.
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-configuration"))
    return Project(tmp_path, capsys)
