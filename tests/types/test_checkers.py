"""Does each checker read the public types as they are meant?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PLUGIN = ["--config-file", str(HERE / "mypy.ini")]
NO_PLUGIN = ["--config-file="]


def run_mypy(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", *arguments]
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)


def run_pyright(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, *arguments]
    # It would ask the package index for newer versions of itself, and tell of them.
    environment = {**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    return subprocess.run(
        command, cwd=HERE, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("configuration", "implicit"),
    [(PLUGIN, "implicit_with_plugin.py"), (NO_PLUGIN, "implicit_without_plugin.py")],
    ids=["with the plugin", "without it"],
)
def test_mypy_agrees_with_every_assertion(configuration: list[str], implicit: str) -> None:
    run = run_mypy(*configuration, "explicit_forms.py", "refused_forms.py", implicit)
    assert (run.returncode, run.stdout) == (0, "Success: no issues found in 3 source files\n")


def test_mypy_without_the_plugin_refuses_the_exact_types() -> None:
    """The twin that is refused: the assertions above can fail."""
    run = run_mypy(*NO_PLUGIN, "implicit_with_plugin.py")
    assert run.returncode == 1
    assert 'Expression is of type "str | Coroutine[Any, Any, str]", not "str"' in run.stdout


def test_pyright_agrees_with_every_assertion() -> None:
    run = run_pyright("explicit_forms.py", "refused_forms.py", "implicit_without_plugin.py")
    assert (run.returncode, run.stdout) == (0, "0 errors, 0 warnings, 0 informations\n")


def test_pyright_refuses_the_exact_types() -> None:
    run = run_pyright("implicit_with_plugin.py")
    assert run.returncode == 1
    assert '"assert_type" mismatch: expected "str" but received "str | Coroutine' in run.stdout
