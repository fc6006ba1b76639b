"""What does ``duotone check`` do with files, options and configurations?"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from project import SHELF

from duotone import __version__

if TYPE_CHECKING:
    from project import Project

_PROGRAM = """
from shelf import load

title = load(1)

async def main() -> None:
    await load(2)

def helper(flag: bool) -> object:
    return [load(3), load(4, _sync=True), load(5, _sync=flag)]
"""
_FILES = {"shelf.py": SHELF, "use.py": _PROGRAM}
_TALLY = "duotone: 5 dual calls: 2 values, 1 coroutine, 1 ambiguous, 1 told by a variable"


def tally_of(out: str) -> str:
    (line,) = [line for line in out.splitlines() if line.startswith("duotone: ")]
    return line


# Paths


def test_no_configuration_is_needed(project: Project) -> None:
    project.write(_FILES)
    outcome = project.duotone("check", "use.py")
    assert "use.py:10: error: `load(3)` gives a value or a coroutine" in outcome.out
    assert tally_of(outcome.out) == _TALLY
    assert (outcome.err, outcome.status) == ("", 1)


def test_clean_file_ends_with_0(project: Project) -> None:
    project.write({"shelf.py": SHELF})
    outcome = project.duotone("check", "shelf.py")
    assert outcome == (
        "Success: no issues found in 1 source file\n"
        "duotone: 0 dual calls: 0 values, 0 coroutines, 0 ambiguous\n",
        "",
        0,
    )


def test_one_call_is_told_in_the_singular(project: Project) -> None:
    project.write({"shelf.py": SHELF, "use.py": "from shelf import load\nload(1)\n"})
    outcome = project.duotone("check", "use.py")
    assert tally_of(outcome.out) == "duotone: 1 dual call: 1 value, 0 coroutines, 0 ambiguous"


def test_files_and_folders_are_counted_together(project: Project) -> None:
    project.write({"shelf.py": SHELF, "more/__init__.py": "", "more/use.py": _PROGRAM})
    project.write({"script.py": "from shelf import load\nload(1)\n"})
    outcome = project.duotone("check", "more", "script.py")
    assert tally_of(outcome.out).startswith("duotone: 6 dual calls: 3 values, 1 coroutine")


def test_files_that_are_only_imported_are_not_counted(project: Project) -> None:
    project.write({**_FILES, "script.py": "import use\n"})
    assert tally_of(project.duotone("check", "script.py").out).startswith("duotone: 0 dual calls")


@pytest.mark.parametrize("arguments", [("-m", "use"), ("-p", "use")])
def test_modules_and_packages_are_counted(project: Project, arguments: tuple[str, str]) -> None:
    project.write({"shelf.py": SHELF, "use/__init__.py": _PROGRAM})
    for _ in range(2):
        assert tally_of(project.duotone("check", *arguments).out) == _TALLY


def test_files_of_the_configuration_are_checked_without_a_path(project: Project) -> None:
    project.write({**_FILES, "mypy.ini": "[mypy]\nfiles = use.py\n"})
    assert tally_of(project.duotone("check").out) == _TALLY


@pytest.mark.parametrize("path", ["absent.py", "absent", "absent/use.py"])
def test_missing_path_is_one_line(project: Project, path: str) -> None:
    project.write(_FILES)
    message = f'duotone: there is no file or folder "{path}": name what mypy should check\n'
    assert project.duotone("check", "use.py", path) == ("", message, 2)


def test_folder_without_python_says_so(project: Project) -> None:
    (project.folder / "empty").mkdir()
    outcome = project.duotone("check", "empty")
    assert outcome == ("", "There are no .py[i] files in directory 'empty'\n", 2)


def test_no_path_at_all_says_what_is_missing(project: Project) -> None:
    outcome = project.duotone("check")
    assert outcome.err.endswith(
        "duotone check: error: Missing target module, package, files, or command.\n"
    )
    assert outcome.status == 2


# Options


def test_unknown_option_is_refused(project: Project) -> None:
    project.write(_FILES)
    outcome = project.duotone("check", "--strickt", "use.py")
    assert outcome.err == (
        "usage: duotone check [--show-calls] [MYPY OPTIONS] [PATH...]\n"
        "duotone check: error: unrecognized arguments: --strickt\n"
    )
    assert (outcome.out, outcome.status) == ("", 2)


def test_options_of_mypy_go_to_mypy(project: Project) -> None:
    project.write({"a.py": "def f(x):\n    return x\n"})
    assert project.duotone("check", "a.py").status == 0
    outcome = project.duotone("check", "--disallow-untyped-defs", "a.py")
    assert "[no-untyped-def]" in outcome.out
    assert outcome.status == 1


@pytest.mark.parametrize("arguments", [("--version",), ("check", "--version"), ("check", "-V")])
def test_version_is_that_of_duotone(project: Project, arguments: tuple[str, ...]) -> None:
    assert project.duotone(*arguments) == (f"duotone, version {__version__}\n", "", 0)


def test_commands_are_listed_without_one(project: Project) -> None:
    outcome = project.duotone()
    assert "check    Run mypy with the plugin on files and folders." in outcome.out + outcome.err
    assert project.duotone("--help").status == 0


def test_unknown_command_is_refused(project: Project) -> None:
    outcome = project.duotone("chekc")
    assert "chekc" in outcome.err
    assert outcome.status == 2


def test_show_calls_says_what_each_call_gives_and_why(project: Project) -> None:
    project.write({**_FILES, "pyproject.toml": "[tool.mypy]\nstrict = true\n"})
    shown = project.duotone("check", "--show-calls", "use.py")
    notes = [line for line in shown.lines if "note: `" in line]
    assert notes == [
        "use.py:4: note: `load(1)` gives a value: it stands at module level",
        'use.py:7: note: `load(2)` gives a coroutine: it stands in the async def "main" (line 6)',
        "use.py:10: note: `load(4, _sync=True)` gives a value: it says _sync=True",
        "use.py:10: note: `load(5, _sync=flag)` gives a value or a coroutine: "
        "_sync decides at run time",
    ]
    assert project.duotone("check", "use.py", "--show-calls") == shown
    assert not [line for line in project.duotone("check", "use.py").lines if "note: `" in line]


_CELLS = """
from duotone import sync_compatible

class Cell:
    @property
    @sync_compatible
    async def next(self) -> "Cell":
        return self

    @sync_compatible
    async def __getitem__(self, key: int) -> int:
        return key

cell = Cell()
cell.next[1]

async def main() -> None:
    number = (await cell.next)[2]
    (await number).real

def helper() -> object:
    return cell.next
"""


def test_show_calls_says_what_properties_and_operators_give(project: Project) -> None:
    project.write({"cells.py": _CELLS})
    shown = project.duotone("check", "--show-calls", "cells.py")
    reason = 'it stands in the async def "main" (line 17)'
    assert [line for line in shown.lines if "note: `" in line] == [
        "cells.py:15: note: `cell.next` gives a value: it stands at module level",
        "cells.py:15: note: `cell.next[1]` gives a value: it stands at module level",
        f"cells.py:18: note: `(await cell.next)[2]` gives a coroutine: {reason}",
        f"cells.py:18: note: `cell.next` gives a coroutine: {reason}",
    ]
    assert "`cell.next` gives a value or a coroutine, depending on who calls" in shown.out
    counted = "duotone: 5 dual calls: 2 values, 2 coroutines, 1 ambiguous"
    assert tally_of(shown.out) == counted
    unasked = project.duotone("check", "cells.py")
    assert tally_of(unasked.out) == counted
    assert not [line for line in unasked.lines if "note: `" in line]


def test_calls_of_one_side_are_those_of_plain_functions_and_do_not_count(project: Project) -> None:
    program = "from shelf import load\ndef helper() -> object:\n    return load.sync(1), {}\n"
    project.write({"shelf.py": SHELF, "use.py": program.format("load.aio(2)")})
    outcome = project.duotone("check", "--show-calls", "use.py")
    assert (outcome.lines, outcome.status) == ([], 0)
    assert "duotone: 0 dual calls: 0 values, 0 coroutines, 0 ambiguous" in outcome.out
    project.write({"use.py": program.format("load(2, _sync=False)")})
    assert "1 dual call: 0 values, 1 coroutine, 0 amb" in project.duotone("check", "use.py").out


def test_messages_for_programs_stay_alone_on_standard_output(project: Project) -> None:
    project.write(_FILES)
    outcome = project.duotone("check", "--output=json", "use.py")
    assert [json.loads(line)["code"] for line in outcome.out.splitlines()] == ["dual-ambiguous"]
    assert outcome.err == f"{_TALLY}\n"


# The tally


@pytest.mark.parametrize("options", [[], ["--sqlite-cache"], ["--no-fixed-format-cache"]])
def test_tally_is_the_same_cold_and_warm(project: Project, options: list[str]) -> None:
    project.write(_FILES)
    runs = [project.duotone("check", "use.py", *options) for _ in range(3)]
    assert [tally_of(run.out) for run in runs] == [_TALLY] * 3
    assert runs[0].lines == runs[1].lines == runs[2].lines


def test_tally_follows_an_edit(project: Project) -> None:
    project.write({**_FILES, "other.py": "from shelf import load\nload(1)\n"})
    arguments = ("check", "use.py", "other.py")
    before = tally_of(project.duotone(*arguments).out)
    project.write({"use.py": f"{_PROGRAM}\nload(6)\n"})
    after = tally_of(project.duotone(*arguments).out)
    assert before.startswith("duotone: 6 dual calls: 3 values")
    assert after.startswith("duotone: 7 dual calls: 4 values")
    project.write({"use.py": _PROGRAM})
    assert tally_of(project.duotone(*arguments).out) == before


def test_tally_follows_an_edit_of_the_dual_function(project: Project) -> None:
    project.write(_FILES)
    project.duotone("check", "use.py")
    project.write({"shelf.py": SHELF.replace("@sync_compatible", "")})
    undecorated = project.duotone("check", "use.py")
    assert tally_of(undecorated.out).startswith("duotone: 0 dual calls")
    project.write({"shelf.py": SHELF})
    assert tally_of(project.duotone("check", "use.py").out) == _TALLY


def test_tally_of_each_cache_is_its_own(project: Project) -> None:
    project.write(_FILES)
    assert tally_of(project.duotone("check", "use.py").out) == _TALLY
    project.write({"use.py": "from shelf import load\nload(1)\n"})
    for options in (["--sqlite-cache"], ["--no-fixed-format-cache"], ["--no-incremental"]):
        one = tally_of(project.duotone("check", "use.py", *options).out)
        assert one.startswith("duotone: 1 dual call:")
    project.write({"use.py": _PROGRAM})
    assert tally_of(project.duotone("check", "use.py").out) == _TALLY


def test_tally_of_each_python_version_is_its_own(project: Project) -> None:
    branches = "import sys\nfrom shelf import load\nif sys.version_info >= (3, 12):\n    load(1)\n"
    project.write({"shelf.py": SHELF, "use.py": branches})
    tallies = [
        tally_of(project.duotone("check", "use.py", f"--python-version={version}").out)[:22]
        for version in ("3.11", "3.12", "3.11", "3.12")
    ]
    assert tallies == ["duotone: 0 dual calls:", "duotone: 1 dual call: "] * 2


def test_tally_includes_what_mypy_cached_before_it_had_to_stop(project: Project) -> None:
    project.write({**_FILES, "stops.py": "import use\nbreak\n"})
    assert project.duotone("check", "use.py", "stops.py").status == 2
    project.write({"stops.py": "import use\n"})
    assert tally_of(project.duotone("check", "use.py", "stops.py").out) == _TALLY


@pytest.mark.parametrize("broken", ["", "[]", '{"use.py": 1}'])
def test_broken_store_costs_a_cold_run_and_no_call(project: Project, broken: str) -> None:
    project.write(_FILES)
    project.duotone("check", "use.py")
    (store,) = project.folder.rglob("duotone-tally.json")
    store.write_text(broken)
    assert tally_of(project.duotone("check", "use.py").out) == _TALLY
    assert tally_of(project.duotone("check", "use.py").out) == _TALLY


def test_lost_store_costs_a_cold_run_and_no_call(project: Project) -> None:
    project.write(_FILES)
    project.duotone("check", "use.py")
    (store,) = project.folder.rglob("duotone-tally.json")
    store.unlink()
    assert tally_of(project.duotone("check", "use.py").out) == _TALLY


def test_tally_needs_no_cache(project: Project) -> None:
    project.write(_FILES)
    shutil.rmtree(project.folder / ".mypy_cache")
    outcome = project.duotone("check", f"--cache-dir={os.devnull}", "use.py")
    assert tally_of(outcome.out) == _TALLY
    assert sorted(path.name for path in project.folder.iterdir()) == [".git", "shelf.py", "use.py"]


def test_tally_counts_what_workers_would_have_checked(project: Project) -> None:
    project.write(_FILES)
    assert tally_of(project.duotone("check", "-n", "2", "use.py").out) == _TALLY


def test_cache_of_mypy_itself_is_left_alone(project: Project) -> None:
    def kept() -> dict[str, int]:
        """When mypy has written each of its own files."""
        caches = [path for path in (project.folder / ".mypy_cache").iterdir() if path.is_dir()]
        own = [path for path in caches if not path.name.startswith("duotone")]
        files = [file for cache in own for file in cache.rglob("*")]
        return {str(file): file.stat().st_mtime_ns for file in files}

    project.write(_FILES)
    before = kept()
    project.duotone("check", "use.py")
    assert kept() == before != {}


# How it is started


def test_module_is_the_command(project: Project) -> None:
    project.write(_FILES)
    outcome = project.run(sys.executable, "-m", "duotone_mypy", "check", "use.py")
    assert tally_of(outcome.out) == _TALLY
    assert (outcome.err, outcome.status) == ("", 1)


@pytest.mark.parametrize("package", ["click", "mypy", "tomlkit"])
def test_missing_extra_is_one_line(project: Project, package: str) -> None:
    program = (
        f"import sys; sys.modules[{package!r}] = None; "
        "from duotone_mypy.__main__ import main; main()"
    )
    outcome = project.run(sys.executable, "-c", program)
    message = f'duotone: {package} is not installed: pip install "duotone[mypy]"\n'
    assert outcome == ("", message, 2)


def test_another_missing_module_is_no_missing_extra(project: Project) -> None:
    program = (
        "import sys; sys.modules['duotone_mypy._tally'] = None; "
        "from duotone_mypy.__main__ import main; main()"
    )
    outcome = project.run(sys.executable, "-c", program)
    assert re.search(r"ModuleNotFoundError.*duotone_mypy\._tally", outcome.err)
    assert outcome.status == 1
