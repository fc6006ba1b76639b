"""What does mypy show when one of its internals is gone?

Each is really taken away, by a plugin that comes before ours: what mypy has compiled goes on
without the name, and the plugin does not find it any more.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import pytest
from project import Project
from tree import FILES, errors_in, expected

if TYPE_CHECKING:
    from pathlib import Path

_THIEF: Final = """
import os
from functools import reduce
from importlib import import_module
from mypy.plugin import Plugin

module, _, path = os.environ.get("TAKEN", "").partition(":")
if module:
    *owners, name = path.split(".")
    delattr(reduce(getattr, owners, import_module(module)), name)

def plugin(version: str) -> type[Plugin]:
    return Plugin
"""
_INI: Final = "[mypy]\nplugins = thief.py, duotone_mypy\nwarn_unused_ignores = True\n"
_IMPORTS: Final = "import asyncio, functools, sys\nimport duotone\nimport typing_extensions\n"

#: The codes of the errors that are missed without an internal, and of those that are mypy's own.
_LOST: Final[dict[str, tuple[set[str], set[str]]]] = {}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy keeps of the standard library, with both plugins."""
    project = Project(tmp_path_factory.mktemp("internals"))
    project.write({"thief.py": _THIEF, "mypy.ini": _INI, "imports.py": _IMPORTS})
    outcome = project.run("mypy", "imports.py", folder=project.folder)
    assert outcome.status == 0
    return project.folder / ".mypy_cache"


@pytest.fixture
def tree(project: Project, cache: Path) -> Project:
    """The tree, with both plugins."""
    shutil.copytree(cache, project.folder / ".mypy_cache", dirs_exist_ok=True)
    project.write({**FILES, "thief.py": _THIEF, "mypy.ini": _INI})
    return project


@pytest.mark.parametrize("internal", _LOST)
def test_without_an_internal_mypy_goes_on(
    tree: Project, monkeypatch: pytest.MonkeyPatch, internal: str
) -> None:
    monkeypatch.setenv("TAKEN", internal)
    outcome = tree.run("mypy", "library", "program")
    assert (outcome.err, outcome.status) == ("", 1)
    found, wanted = errors_in(outcome.out), expected()
    lost, gained = wanted - found, found - wanted
    assert ({code for *_, code in lost}, {code for *_, code in gained}) == _LOST[internal]
