"""What does a run of mypy load of the plugin? No more than it has a use for."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

import pytest
from project import rewrite

if TYPE_CHECKING:
    from project import Project

_INI: Final = "[mypy]\nplugins = duotone_mypy\n"
_PLAIN: Final = "numbers = sorted([len('a'), 2], key=str)\n"
_DUAL: Final = """
from duotone import sync_compatible

@sync_compatible
async def load(number: int) -> str:
    return str(number)

text: str = load(1)
"""
#: Runs mypy in this process, and prints what has come with the plugin.
_REPORT: Final = """
import sys
import mypy.main
from mypy import api

out, complaints, status = api.run(sys.argv[1:])
assert (complaints, status) == ("", 0), out + complaints
print(*sorted(name for name in sys.modules if name.startswith("duotone")))
"""
#: Prints what the plugin loads that mypy has not loaded.
_OTHERS: Final = """
import sys
import mypy.build, mypy.main
from mypy.version import __version__

before = set(sys.modules)
import duotone_mypy
duotone_mypy.plugin(__version__)
print(*sorted(set(sys.modules) - before))
"""
_FIRST_QUESTION: Final = "duotone_mypy._hooks"


def loaded(project: Project, *arguments: str) -> set[str]:
    outcome = project.run(sys.executable, "report.py", "program.py", *arguments)
    assert outcome.err == ""
    return set(outcome.out.split())


@pytest.fixture
def program(project: Project) -> Project:
    """A folder in which mypy runs with the plugin."""
    project.write({"mypy.ini": _INI, "report.py": _REPORT})
    return project


def test_run_that_checks_nothing_loads_no_hook_and_no_runtime(program: Project) -> None:
    program.write({"program.py": _DUAL})
    cold, warm = loaded(program), loaded(program)
    assert {_FIRST_QUESTION, "duotone", "duotone_mypy.features.call"} <= cold
    assert _FIRST_QUESTION not in warm
    assert not any(name.startswith(("duotone.", "duotone_mypy.features")) for name in warm)


_OF_CONTEXTS: Final = """[duotone]
plain-functions = sync
sync-contexts = acme.job
"""


@pytest.mark.parametrize("settings", ["", _OF_CONTEXTS], ids=["", "contexts"])
def test_program_without_duotone_is_checked_without_a_hook(program: Project, settings: str) -> None:
    program.write({"program.py": _PLAIN, "mypy.ini": f"{_INI}{settings}"})
    program.write({"acme.py": "def job() -> None: ...\n"})
    assert _FIRST_QUESTION not in loaded(program, "acme.py")
    # Some modules are read, the others come from the cache.
    rewrite(program.folder / "program.py", f"{_PLAIN}print(numbers)\n")
    assert _FIRST_QUESTION not in loaded(program, "acme.py")


def test_program_without_duotone_is_asked_about_in_a_cache_for_the_daemon(
    program: Project,
) -> None:
    program.write({"program.py": _PLAIN})
    assert _FIRST_QUESTION in loaded(program, "--cache-fine-grained")


def test_program_without_duotone_is_asked_about_where_a_library_is_configured(
    program: Project,
) -> None:
    program.write({"program.py": _PLAIN, "mypy.ini": f"{_INI}[duotone]\nlibraries = redis\n"})
    assert _FIRST_QUESTION in loaded(program)


def test_no_process_of_a_parallel_run_loads_a_hook_for_a_program_without_duotone(
    program: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPROFILEIMPORTTIME", "1")
    for text, is_dual in [(_PLAIN, False), (_DUAL, True)]:
        program.write({"program.py": text})
        outcome = program.run("mypy", "-n2", "program.py")
        assert (outcome.lines, outcome.status) == ([], 0)
        imported = [line.rpartition(" ")[2] for line in outcome.err.splitlines()]
        assert imported.count("duotone_mypy._plugin") == 1 + 2
        assert (_FIRST_QUESTION in imported) is is_dual


def test_plugin_loads_nothing_but_its_own_modules(program: Project) -> None:
    outcome = program.run(sys.executable, "-c", _OTHERS)
    names = outcome.out.split()
    assert "duotone_mypy._plugin" in names
    assert [name for name in names if not name.startswith("duotone_mypy")] == []
