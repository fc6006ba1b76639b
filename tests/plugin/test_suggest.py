"""What do ``duotone suggest`` and ``duotone check --libraries`` say?"""

from __future__ import annotations

import sys
import venv
from typing import TYPE_CHECKING

import pytest

from duotone_mypy._installed import fits
from duotone_mypy._presets import known_names, preset_names, read_preset

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from pathlib import Path

    from project import Project

_UNIONS = """
from collections.abc import Awaitable, Coroutine
from typing import Any, TypeVar, overload
import os

F = TypeVar("F")

def same(function: F) -> F:
    return function

def fetch() -> str | Coroutine[Any, Any, str]:
    raise NotImplementedError

@overload
def give(number: int) -> str | Awaitable[str]: ...
@overload
def give(number: str) -> str: ...
def give(number: Any) -> Any:
    raise NotImplementedError

@same
def wrapped() -> str | Awaitable[str]:
    raise NotImplementedError

def plain() -> str:
    return ""

alias = fetch
"""
_CLASSES = """
from collections.abc import Awaitable

class Commands:
    def get(self) -> str | Awaitable[str]:
        raise NotImplementedError

class Client(Commands):
    def __enter__(self) -> None: ...

class AsyncClient(Commands):
    async def __aenter__(self) -> None: ...
"""


@pytest.fixture
def installed(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which mypy finds libraries."""
    folder = tmp_path_factory.mktemp("installed")
    monkeypatch.setenv("MYPYPATH", str(folder))
    return folder


def test_suggestion_is_configuration_to_paste(project: Project, installed: Path) -> None:
    for name in ("prefect", "acme", "graphql"):
        (installed / f"{name}.py").write_text(_UNIONS)
    (installed / "clients.py").write_text(_CLASSES)
    many = "".join(
        f"def f{n}() -> int | Awaitable[int]: raise NotImplementedError\n" for n in range(9)
    )
    (installed / "many.py").write_text(f"from collections.abc import Awaitable\n{many}")
    project.write(
        {
            "own.py": _UNIONS,
            "use.py": "import acme, clients, duotone, graphql, json, many, own, prefect\n",
        }
    )
    outcome = project.duotone("suggest", "use.py")
    assert (outcome.err, outcome.status) == ("", 0)
    table = tomllib.loads(outcome.out)["tool"]["duotone"]
    assert table == {
        "libraries": ["prefect"],
        "library": [
            {"prefix": "acme.", "resolve": "context", "sync-keyword": False},
            {"prefix": "clients.", "resolve": "receiver"},
            {"prefix": "many.", "resolve": "context", "sync-keyword": False},
        ],
    }
    comments = [line for line in outcome.out.splitlines() if line.startswith("#")]
    assert comments[:5] == [
        "# A value or its coroutine, as typed by acme:",
        "#   acme.fetch",
        "#   acme.give",
        "#   acme.wrapped",
        "# Right only where the place of a call decides, as a loop that runs there does.",
    ]
    assert f"# graphql: {read_preset('graphql').refused}" in comments
    assert "#   and 1 more" in comments


def test_suggested_configuration_is_accepted(project: Project, installed: Path) -> None:
    (installed / "acme.py").write_text(_UNIONS)
    program = "import acme\nx: str = acme.fetch()\n"
    project.write({"use.py": program})
    suggested = project.duotone("suggest", "use.py").out
    plugin = '[tool.mypy]\nplugins = ["duotone_mypy"]\n'
    project.write({"pyproject.toml": plugin})
    assert project.mypy("use.py").status == 1
    project.write({"pyproject.toml": plugin + suggested})
    assert project.mypy("use.py").status == 0


def test_nothing_is_suggested_for_a_program_of_its_own(project: Project) -> None:
    project.write({"own.py": _UNIONS, "use.py": "import json, own\n"})
    outcome = project.duotone("suggest", "use.py")
    assert outcome.out == (
        "duotone: no library that is imported here types a function as a value or its coroutine\n"
    )
    assert outcome.status == 0


def test_what_mypy_cannot_read_is_told(project: Project) -> None:
    project.write({"use.py": "def\n"})
    outcome = project.duotone("suggest", "use.py")
    assert outcome.status == 2
    assert outcome.out == ""
    assert "use.py:1: error: " in outcome.err
    outcome = project.duotone("suggest", "nowhere.py")
    assert outcome.status == 2
    assert "nowhere.py" in outcome.err


def test_first_look_needs_no_configuration(project: Project, installed: Path) -> None:
    (installed / "prefect.py").write_text(_UNIONS)
    project.write({"use.py": "import prefect\nx: str = prefect.fetch()\n"})
    assert project.duotone("check", "use.py").status == 1
    outcome = project.duotone("check", "--libraries", "prefect, ", "use.py")
    assert (outcome.err, outcome.status) == ("", 0)
    assert "duotone: 1 dual call: 1 value" in outcome.out


def test_first_look_says_what_is_not_installed(project: Project) -> None:
    project.write({"use.py": ""})
    outcome = project.duotone("check", "--libraries", "notion_client", "use.py")
    assert outcome.status == 0
    assert outcome.err == (
        'duotone: the library "notion_client" is configured, but mypy finds no such package for '
        f"{sys.executable}: nothing of it is typed\n"
    )


def test_first_look_says_when_a_preset_is_for_other_versions(
    project: Project, tmp_path: Path
) -> None:
    """An environment of its own, as `--python-executable` names it."""
    environment = tmp_path / "environment"
    venv.create(environment, with_pip=False)
    python = environment / "bin" / "python"
    (packages,) = environment.glob("lib/*/site-packages")
    (packages / "redis").mkdir()
    (packages / "redis" / "__init__.py").write_text("")
    information = packages / "redis-7.2.0.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Name: redis\nVersion: 7.2.0\n")
    project.write({"use.py": ""})
    arguments = ("check", "--libraries", "redis", f"--python-executable={python}", "use.py")
    assert project.duotone(*arguments).err == (
        "duotone: redis 7.2.0 is installed, but what duotone knows about it is for >=5,<7.2: "
        "functions that have come or gone since may be typed wrongly\n"
    )
    (information / "METADATA").write_text("Name: redis\nVersion: 7.1.1\n")
    assert project.duotone(*arguments).err == ""


@pytest.mark.parametrize(
    ("version", "is_known"),
    [("3.9", True), ("3.9.1", True), ("3.8.9", False), ("3.10", False), ("3.10.0rc1", False)],
)
def test_version_is_compared_by_its_numbers(version: str, *, is_known: bool) -> None:
    assert fits(version, ">=3.9,<3.10") is is_known


def test_unknown_library_on_the_command_line_is_told(project: Project) -> None:
    project.write({"use.py": ""})
    outcome = project.duotone("check", "--libraries", "prefct", "use.py")
    assert outcome.status == 2
    assert outcome.out == (
        '--libraries (DUOTONE_LIBRARIES): duotone has no preset for the library "prefct": did you '
        'mean "prefect"? (any other library can be described in a table [[tool.duotone.library]])\n'
    )


def test_refused_library_says_why(project: Project) -> None:
    project.write({"use.py": ""})
    outcome = project.duotone("check", "--libraries", "graphql", "use.py")
    assert outcome.status == 2
    assert 'cannot type the calls of the library "graphql": the resolvers' in outcome.out


def test_each_preset_says_its_versions_and_either_libraries_or_a_reason() -> None:
    for name in known_names():
        preset = read_preset(name)
        assert preset.versions.startswith(">=")
        assert bool(preset.libraries) != bool(preset.refused)
        assert (name in preset_names()) == bool(preset.libraries)


def test_presets_do_not_contradict_each_other() -> None:
    """Each is about packages of its own, so that any of them can be taken together."""
    prefixes = [each.prefix for name in known_names() for each in read_preset(name).libraries]
    assert len({prefix.partition(".")[0] for prefix in prefixes}) == len(prefixes)
