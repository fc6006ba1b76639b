"""Does mypy show what concerns duotone where duotone comes in late, or by a way of its own?

A build without duotone's modules is answered without a hook. Each test here begins with such a
build, and what it has left in mypy's cache must not hide anything.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from mypy import api
from project import SHELF, Project, rewrite
from tree import errors_in

if TYPE_CHECKING:
    from pathlib import Path

_INI: Final = "[mypy]\nplugins = duotone_mypy\n"
#: What duotone imports, so that mypy has all of it in its cache but duotone itself.
_IMPORTS: Final = "import anyio.lowlevel, anyio.to_thread, asyncio, inspect, typing_extensions\n"
_USE: Final = """
from shelf import load

def helper() -> object:
    return load(1)
"""


class Way(NamedTuple):
    """How a dual function comes into a program, and how mypy is asked to check that."""

    files: dict[str, str]
    arguments: list[str]
    search_path: str = ""


_IN_ACME: Final = _USE.replace("shelf", "acme")
_TYPED: Final = """
from __future__ import annotations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duotone import Dual

def helper(load: Dual[[int], str]) -> object:
    return load(1)
"""
_IN_FUNCTION: Final = """
def helper() -> object:
    from shelf import load
    return load(1)
"""
_STUB: Final = "from duotone import Dual\n\nload: Dual[[int], str]\n"
_OWN: Final = {"shelf.py": SHELF, "program.py": _USE}
_TREES: Final = {"one/plain.py": "", "two/shelf.py": SHELF, "two/program.py": _USE}
_LIBRARY: Final = {
    "acme/__init__.py": "from ._shelf import load as load\n",
    "acme/_shelf.py": SHELF,
}
_VENDORED: Final = {f"vendor/{name}": text for name, text in _LIBRARY.items()}
_NAMESPACE: Final = {
    "one/space/plain.py": "",
    "two/space/shelf.py": SHELF,
    "two/space/program.py": _USE.replace("shelf", "space.shelf"),
}
_IN_NAMESPACE: Final = ["--explicit-package-bases", "one", "two"]
_WAYS: Final = {
    "own-module": Way(_OWN, ["program.py"]),
    "whole-module": Way({"shelf.py": SHELF, "program.py": _USE.replace("load\n", "*\n")}, ["."]),
    "in-a-function": Way({"shelf.py": SHELF, "program.py": _IN_FUNCTION}, ["program.py"]),
    "for-typing": Way({"program.py": _TYPED}, ["program.py"]),
    "stub": Way({"shelf.pyi": _STUB, "shelf.py": "load = len\n", "program.py": _USE}, ["."]),
    "library": Way({**_VENDORED, "program.py": _IN_ACME}, ["program.py"], "vendor"),
    "silent": Way(
        {**_VENDORED, "program.py": _IN_ACME}, ["--follow-imports=silent", "program.py"], "vendor"
    ),
    "plain-tree-first": Way(_TREES, ["one", "two"]),
    "plain-tree-last": Way(_TREES, ["two", "one"]),
    "namespace": Way(_NAMESPACE, _IN_NAMESPACE, "one:two"),
    "module": Way(_OWN, ["-m", "program"]),
    "package": Way({**_LIBRARY, "acme/program.py": _IN_ACME}, ["-p", "acme"]),
    "workers": Way(_OWN, ["-n2", "program.py"]),
    "json": Way(_OWN, ["--no-fixed-format-cache", "program.py"]),
    "no-cache": Way(_OWN, ["--cache-dir=/dev/null", "program.py"]),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy keeps of all that duotone imports, but not of duotone."""
    project = Project(tmp_path_factory.mktemp("without"))
    project.write({"mypy.ini": _INI, "imports.py": _IMPORTS})
    assert project.run("mypy", "imports.py", folder=project.folder).status == 0
    return project.folder / ".mypy_cache"


@pytest.fixture
def plain(project: Project, cache: Path) -> Project:
    """A folder in which mypy has never met duotone."""
    shutil.rmtree(project.folder / ".mypy_cache")
    shutil.copytree(cache, project.folder / ".mypy_cache")
    project.write({"mypy.ini": _INI})
    return project


@pytest.mark.parametrize("way", _WAYS.values(), ids=_WAYS.keys())
def test_dual_function_is_seen_on_every_way_into_a_program_that_was_plain(
    plain: Project, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    monkeypatch.setenv("MYPYPATH", way.search_path)
    plain.write(dict.fromkeys(way.files, ""))
    assert plain.run("mypy", *way.arguments).status == 0
    for name, text in way.files.items():
        rewrite(plain.folder / name, text)
    program = next(name for name in way.files if name.endswith("program.py"))
    for _ in range(2):
        outcome = plain.run("mypy", *way.arguments)
        found = [(file, code) for file, _, code in errors_in(outcome.out)]
        assert (found, outcome.err) == ([(program, "dual-ambiguous")], "")


def test_build_after_a_plain_one_in_the_same_process_has_hooks_again(plain: Project) -> None:
    plain.write({"plain.py": "numbers = sorted([2, 1])\n", **_OWN})
    shown = [api.run([file])[0] for file in ("plain.py", "program.py", "plain.py", "program.py")]
    assert ["[dual-ambiguous]" in each for each in shown] == [False, True, False, True]


def test_code_on_the_command_line_is_seen_after_plain_code(plain: Project) -> None:
    plain.write({"shelf.py": SHELF})
    assert plain.run("mypy", "-c", "numbers = sorted([2, 1])").status == 0
    assert "[dual-ambiguous]" in plain.run("mypy", "-c", _USE).out
