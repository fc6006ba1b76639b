"""Does the wheel work on a machine that has nothing of the source?"""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PROGRAM = """\
from duotone import sync_compatible

@sync_compatible
async def load(number: int) -> str:
    return f"book {number}"

def helper() -> str:
    return load(1)

print(load(2))
"""
ERROR = (
    'program.py:8: error: `load(1)` gives a value or a coroutine, depending on who calls "helper" '
    "(line 7), a plain function  [dual-ambiguous]"
)


def run(*command: str | Path, folder: Path, status: int = 0) -> str:
    """Run a command, away from the source, and return what it printed."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution as an index would get both."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, folder=folder)
    (built,) = folder.glob("*.whl")
    return built


def new_environment(folder: Path, *requirements: str) -> Path:
    """Make a virtual environment and return its folder of commands."""
    venv.create(folder, with_pip=True)
    commands = folder / ("Scripts" if sys.platform == "win32" else "bin")
    run(commands / "python", "-m", "pip", "install", "--quiet", *requirements, folder=folder)
    return commands


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment with the wheel and the newest mypy that it allows."""
    return new_environment(tmp_path_factory.mktemp("newest"), f"duotone[mypy] @ {wheel.as_uri()}")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "program.py"
    path.write_text(PROGRAM, encoding="utf-8")
    return path


def test_wheel_holds_the_three_packages_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {Path(name).parts[0] for name in archive.namelist()}
        typed = {name for name in archive.namelist() if name.endswith("py.typed")}
    assert {name for name in names if not name.endswith(".dist-info")} == {
        "duotone",
        "duotone_mypy",
        "duotone-stubs",
    }
    assert typed == {"duotone/py.typed", "duotone_mypy/py.typed", "duotone-stubs/py.typed"}


def test_installed_command_checks_a_program(installed: Path, program: Path) -> None:
    output = run(installed / "duotone", "check", program.name, folder=program.parent, status=1)
    assert ERROR in output.splitlines()
    assert output.endswith("duotone: 2 dual calls: 1 value, 0 coroutines, 1 ambiguous\n")


def test_installed_program_gives_what_was_shown(installed: Path, program: Path) -> None:
    assert run(installed / "python", program.name, folder=program.parent) == "book 2\n"


def test_oldest_supported_mypy_reports_the_same(
    wheel: Path, program: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("oldest")
    commands = new_environment(folder, f"duotone[mypy] @ {wheel.as_uri()}", "mypy==1.20.0")
    output = run(commands / "duotone", "check", program.name, folder=program.parent, status=1)
    assert ERROR in output.splitlines()


def test_unsupported_mypy_is_refused_in_one_line(
    wheel: Path, program: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("unsupported")
    commands = new_environment(folder, "mypy==1.19.1", "anyio", "click", "tomlkit", "tomli")
    pip = (commands / "python", "-m", "pip", "install", "--quiet", "--no-deps")
    run(*pip, wheel, folder=folder)
    output = run(commands / "duotone", "check", program.name, folder=program.parent, status=2)
    assert output == (
        "duotone: mypy 1.19.1 is too old for the plugin, which needs 1.20 or newer: "
        'pip install "mypy>=1.20"\n'
    )


def test_runtime_alone_needs_no_mypy(
    wheel: Path, program: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("runtime")
    commands = new_environment(folder, str(wheel))
    assert run(commands / "python", program.name, folder=program.parent) == "book 2\n"
    done = subprocess.run(
        [str(commands / "duotone"), "check", program.name],
        cwd=program.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        2,
        'duotone: click is not installed: pip install "duotone[mypy]"\n',
    )
