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
    owner = reduce(getattr, owners, import_module(module))
    for each in getattr(owner, "__mro__", [owner]):
        if name in vars(each):
            delattr(each, name)

def plugin(version: str) -> type[Plugin]:
    return Plugin
"""
_INI: Final = "[mypy]\nplugins = thief.py, duotone_mypy\nwarn_unused_ignores = True\n"
_IMPORTS: Final = "import asyncio, functools, sys\nimport duotone\nimport typing_extensions\n"

#: The codes of the errors that are missed without an internal, and of those that are mypy's own.
_LOST: Final[dict[str, tuple[set[str], set[str]]]] = {
    "mypy.checker:TypeChecker.scope": (
        {"dual-ambiguous", "dual-blocking", "dual-reference", "dual-unawaited", "unused-coroutine"},
        {
            "arg-type",
            "assert-type",
            "assignment",
            "misc",
            "operator",
            "return-value",
            "union-attr",
            "unused-ignore",
        },
    ),
    "mypy.checker:TypeChecker.errors": ({"dual-ambiguous"}, set()),
    "mypy.errors:Errors._watchers": ({"dual-reference"}, {"arg-type", "assignment", "override"}),
    "mypy.errors:Errors.read_source": ({"dual-ambiguous"}, set()),
    "mypy.checker:TypeChecker.tree": ({"dual-override"}, {"override"}),
    "mypy.checker:TypeChecker.tscope": ({"dual-override", "dual-parity"}, {"override"}),
    "mypy.typeanal:TypeAnalyser.analyze_callable_type": (set(), set()),
    "mypy.typeanal:TypeAnalyser.analyze_type_with_type_info": (set(), set()),
    "mypy.messages:MessageBuilder.filter_errors": (set(), set()),
    "mypy.checker:TypeChecker.lookup_type_or_none": ({"dual-blocking", "dual-unawaited"}, set()),
    "mypy.checker:TypeChecker.expr_checker": (set(), set()),
    "mypy.checkexpr:ExpressionChecker.check_call": (set(), set()),
    "mypy.plugin:Plugin._modules": (set(), set()),
    "mypy.plugin:ChainedPlugin._plugins": ({"dual-reference"}, set()),
    "mypy.checker_state:TypeCheckerState.type_checker": (
        {"dual-reference"},
        {"arg-type", "assignment", "override"},
    ),
    "mypy.errors:ErrorWatcher._filter": (set(), set()),
    "mypy.plugins.functools:partial_new_callback": (set(), set()),
    "mypy.plugins.functools:partial_call_callback": (set(), set()),
    "mypy.checker_state:checker_state": (
        {"dual-reference"},
        {"arg-type", "assignment", "override"},
    ),
    "mypy.nodes:MypyFile.plugin_deps": (set(), set()),
}


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


def test_without_what_every_type_is_made_of_each_hook_says_so(
    tree: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TAKEN", "mypy.checker:TypeChecker.modules")
    monkeypatch.delenv("DUOTONE_TRACEBACK")
    outcome = tree.run("mypy", "library", "program")
    assert outcome.status == 1
    assert {line.partition(": ")[0] for line in outcome.err.splitlines()} == {"duotone"}
    assert "failed with AttributeError: 'TypeChecker' object has no attribute 'modules'" in (
        outcome.err
    )
