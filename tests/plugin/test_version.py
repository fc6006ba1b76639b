"""What does the plugin tell mypy about itself, and with which mypy does it work?"""

from __future__ import annotations

import subprocess
import sys

import pytest

import duotone
from duotone_mypy._versions import NEWEST, OLDEST, note_version, refusal_of


def test_package_has_the_version_of_duotone() -> None:
    program = "import duotone_mypy; print(duotone_mypy.__version__)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert shown.stdout.decode().strip() == duotone.__version__


def test_package_has_nothing_else_that_is_not_written_there() -> None:
    program = "import duotone_mypy; duotone_mypy.absent"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    message = b"AttributeError: module 'duotone_mypy' has no attribute 'absent'"
    assert message in shown.stderr


@pytest.mark.parametrize("version", ["1.19.1", "1.9", "0.991", "1.19.0+dev.1a2b"])
def test_older_mypy_is_refused_in_one_line(version: str) -> None:
    refusal = refusal_of(version)
    assert refusal == (
        f"duotone: mypy {version} is too old for the plugin, which needs {OLDEST} or newer: "
        f'pip install "mypy>={OLDEST}"'
    )


@pytest.mark.parametrize("version", ["1.20.0", "2.0", "2.4.1", "2.4.0+dev.1a2b", "3.0"])
def test_supported_mypy_is_not_refused(version: str) -> None:
    assert refusal_of(version) is None


@pytest.mark.parametrize("version", ["2.5.0", "3.0", "2.10.0+dev"])
def test_newer_mypy_is_worth_one_line(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    note_version(version)
    assert capsys.readouterr() == (
        "",
        f"duotone: mypy {version} is newer than {NEWEST}, the newest version that this plugin was "
        "tested with: if something looks wrong, look for a newer duotone\n",
    )


@pytest.mark.parametrize("version", ["1.20.0", "2.4.9", "2.4.0+dev.1a2b"])
def test_known_mypy_is_worth_no_line(version: str, capsys: pytest.CaptureFixture[str]) -> None:
    note_version(version)
    assert capsys.readouterr() == ("", "")
