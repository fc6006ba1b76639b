"""What holds for every test."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

# The plugin lets mypy go on when a hook fails; in a test that would hide the failure.
os.environ["DUOTONE_TRACEBACK"] = "1"
# pytest-mypy-plugins looks for the command mypy, the tests for duotone.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder in which the typing tests run."""
    Path(config.option.mypy_testing_base).mkdir(parents=True, exist_ok=True)
