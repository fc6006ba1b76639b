"""Does mypy's daemon show, after each edit, what mypy shows that knows nothing of earlier ones?"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Final

import pytest
from project import SHELF, Project, rewrite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LIBRARY: Final = """
from duotone import async_compatible, sync_compatible

@sync_compatible
async def load(number: int) -> str:
    return ""

async def afetch(number: int) -> int:
    return number

@async_compatible(async_version=afetch)
def fetch(number: int) -> int:
    return number

class Block:
    @sync_compatible
    async def save(self) -> bytes:
        return b""
"""
_PROGRAM: Final = """
from library import Block, fetch, load

title: str = load(1)

async def main() -> None:
    reveal_type(await load(1))
    reveal_type(await Block().save())

def helper() -> object:
    return [load(1), fetch(2), Block().save()]
"""
_CONTEXT: Final = """
from duotone import sync_context
from library import load

@sync_context()
def declared() -> None:
    reveal_type(load(1))
"""

#: What is edited, one after the other: file, text, what stands there instead.
_EDITS: Final = {
    "undecorate": ("library.py", "@sync_compatible\nasync def load", "async def load"),
    "decorate": ("library.py", "async def load", "@sync_compatible\nasync def load"),
    "change-the-result": ("library.py", "number: int) -> str:", "number: int) -> int:"),
    "change-it-back": ("library.py", "load(number: int) -> int:", "load(number: int) -> str:"),
    "rename-the-twin": ("library.py", "afetch", "fetch_async"),
    "make-it-plain": ("library.py", "async def load(number: int) -> str:", "def load(n: int):"),
    "undecorate-plain": ("library.py", "@sync_compatible\ndef load", "def load"),
    "make-it-dual-again": (
        "library.py",
        "def load(n: int):",
        "@sync_compatible\nasync def load(n: int) -> str:",
    ),
    "undecorate-a-method": ("library.py", "    @sync_compatible\n", ""),
    "drop-the-context": ("context.py", "@sync_context()\n", ""),
    "other-context": ("context.py", "def declared", "@sync_context()\ndef declared"),
    "same-size": ("context.py", "load(1)", "load(2)"),
    "use-elsewhere": ("program.py", "fetch(2)", "fetch(3)"),
}

_FILES: Final = ("program.py", "context.py")

_INI: Final = "[mypy]\nplugins = duotone_mypy\n"
#: What mypy keeps of the standard library and duotone, and a copy of it for one run.
_OF_TYPESHED: Final = ".typeshed-cache"
_AFRESH: Final = ".afresh-cache"


@pytest.fixture(scope="module")
def typeshed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy keeps of the standard library and duotone."""
    project = Project(tmp_path_factory.mktemp("typeshed"))
    project.write({"mypy.ini": _INI, "imports.py": "import duotone\n"})
    assert project.run("mypy", "imports.py", folder=project.folder).status == 0
    return project.folder / ".mypy_cache"


@pytest.fixture
def edited(project: Project, typeshed: Path) -> Iterator[Project]:
    """A small program, and a daemon that knows it."""
    shutil.copytree(typeshed, project.folder / _OF_TYPESHED)
    project.write({"mypy.ini": _INI})
    project.write({"library.py": _LIBRARY, "program.py": _PROGRAM, "context.py": _CONTEXT})
    yield project
    project.run("dmypy", "kill")


def daemon(project: Project, *files: str) -> list[str]:
    outcome = project.run("dmypy", "run", "--", *(files or _FILES))
    assert outcome.err == ""
    return sorted(line for line in outcome.lines if not line.startswith("Daemon started"))


def afresh(project: Project, *files: str) -> list[str]:
    shutil.rmtree(project.folder / _AFRESH, ignore_errors=True)
    shutil.copytree(project.folder / _OF_TYPESHED, project.folder / _AFRESH)
    outcome = project.run("mypy", f"--cache-dir={_AFRESH}", *(files or _FILES))
    assert outcome.err == ""
    return sorted(outcome.lines)


def edit(project: Project, file: str, old: str, new: str) -> None:
    path = project.folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    rewrite(path, text.replace(old, new))


def test_daemon_shows_each_edit_as_mypy_does_afresh(edited: Project) -> None:
    assert daemon(edited) == afresh(edited)
    shown = {}
    for name, (file, old, new) in _EDITS.items():
        edit(edited, file, old, new)
        shown[name] = (daemon(edited), afresh(edited))
    assert {name: lines for name, lines in shown.items() if lines[0] != lines[1]} == {}
    # The edits are seen at all.
    assert shown["undecorate"] != shown["decorate"] != shown["change-the-result"]
    assert "await fetch_async(2)" in "".join(shown["rename-the-twin"][0])


def test_rapid_edits_of_the_same_size_are_all_seen(edited: Project) -> None:
    first = daemon(edited)
    for before, after in [("-> str:", "-> int:"), ("-> int:", "-> str:")] * 4:
        edit(edited, "library.py", f"load(number: int) {before}", f"load(number: int) {after}")
        is_text = after == "-> str:"
        assert (daemon(edited) == first) is is_text


def test_warm_cache_shows_each_edit_as_mypy_does_afresh(edited: Project) -> None:
    different = {}
    for name, (file, old, new) in _EDITS.items():
        edit(edited, file, old, new)
        warm = sorted(edited.run("mypy", "program.py", "context.py").lines)
        cold = afresh(edited)
        if warm != cold:
            different[name] = (warm, cold)
    assert different == {}


def test_daemon_started_from_a_cache_shows_the_same(edited: Project) -> None:
    options = ("--cache-fine-grained", "program.py", "context.py")
    before = sorted(edited.run("mypy", *options).lines)
    edit(edited, *_EDITS["undecorate"])
    edited.run("dmypy", "start", "--", "--use-fine-grained-cache")
    after = sorted(edited.run("dmypy", "check", "program.py", "context.py").lines)
    assert after == afresh(edited) != before


_PLAIN_SHELF: Final = """
class Shelf:
    async def aload(self) -> int:
        return 1

    def load(self) -> int:
        return 1
"""
_PLAIN_LOAD: Final = "    def load"
#: What makes a pair of it.
_DECORATION: Final = (
    _PLAIN_SHELF,
    f"from duotone import async_compatible\n{_PLAIN_SHELF}".replace(
        _PLAIN_LOAD, f"    @async_compatible(async_version=aload)\n{_PLAIN_LOAD}"
    ),
)
# mypy's daemon ends where it meets a module of the standard library that it has not known, and
# duotone's import asyncio.
_BIG_SHELF: Final = """
import asyncio
from shelf import Shelf

class Big(Shelf):
    async def aload(self) -> int:
        return 2
"""


def test_daemon_that_knew_no_dual_function_checks_all_that_the_first_one_concerns(
    edited: Project,
) -> None:
    edited.write({"shelf.py": _PLAIN_SHELF, "big.py": _BIG_SHELF})
    assert daemon(edited, "big.py") == afresh(edited, "big.py") == []
    edit(edited, "shelf.py", *_DECORATION)
    shown = daemon(edited, "big.py")
    assert shown == afresh(edited, "big.py")
    assert "[dual-override]" in "".join(shown)


def test_daemon_from_a_cache_without_dual_functions_checks_all_that_the_first_one_concerns(
    edited: Project,
) -> None:
    # What the daemon meets that is not in the cache, it checks as if it were the user's.
    imports = "import anyio, anyio.lowlevel, anyio.to_thread, asyncio"
    edited.write({"shelf.py": _PLAIN_SHELF, "big.py": _BIG_SHELF})
    edit(edited, "big.py", "import asyncio", imports)
    assert edited.run("mypy", "--cache-fine-grained", "big.py").lines == []
    edit(edited, "shelf.py", *_DECORATION)
    edited.run("dmypy", "start", "--", "--use-fine-grained-cache")
    shown = sorted(edited.run("dmypy", "check", "big.py").lines)
    assert shown == afresh(edited, "big.py")
    assert "[dual-override]" in "".join(shown)


_PLAIN: Final = """
import asyncio

def load(number: int) -> str:
    return ""
"""
_USER: Final = """
from plain import load

async def main() -> None:
    reveal_type(load(1))

def helper() -> object:
    return [load(1), list(map(load, [2]))]
"""
_DUAL_INSTEAD: Final = "@sync_compatible\nasync def load"
#: What makes a plain program dual and plain again, one after the other.
_TURNS: Final = {
    "import": ("plain.py", "import asyncio", "import asyncio\nfrom duotone import *"),
    "decorate": ("plain.py", "def load", _DUAL_INSTEAD),
    "undecorate": ("plain.py", _DUAL_INSTEAD, "def load"),
    "stop-importing": ("plain.py", "\nfrom duotone import *", ""),
    "import-again": ("plain.py", "import asyncio", "from duotone import sync_compatible"),
    "decorate-again": ("plain.py", "def load", _DUAL_INSTEAD),
    "other-module": ("user.py", "from plain import", "from other import"),
    "back": ("user.py", "from other import", "from plain import"),
}


def test_daemon_shows_as_mypy_does_afresh_how_a_plain_program_turns_dual(edited: Project) -> None:
    files = ("user.py", "plain.py", "other.py")
    edited.write({"plain.py": _PLAIN, "other.py": _PLAIN, "user.py": _USER})
    before = daemon(edited, *files)
    assert before == afresh(edited, *files)
    shown = {}
    for name, (file, old, new) in _TURNS.items():
        edit(edited, file, old, new)
        shown[name] = (daemon(edited, *files), afresh(edited, *files))
    assert {name: lines for name, lines in shown.items() if lines[0] != lines[1]} == {}
    dual = {name for name, (lines, _) in shown.items() if "[dual-ambiguous]" in "".join(lines)}
    assert dual == {"decorate", "decorate-again", "back"}
    assert shown["stop-importing"][0] == shown["other-module"][0] == before


def test_daemon_sees_a_new_file_that_is_the_first_with_a_dual_function(edited: Project) -> None:
    edited.write({"plain.py": _PLAIN})
    assert daemon(edited, "plain.py") == []
    edited.write({"shelf.py": SHELF, "new.py": _USER.replace("plain", "shelf")})
    files = ("plain.py", "new.py")
    shown = daemon(edited, *files)
    assert shown == afresh(edited, *files)
    assert "[dual-ambiguous]" in "".join(shown)


_NAMED: Final = """
from duotone import async_compatible

async def load_async(number: int) -> str:
    return ""

@async_compatible(async_version=load_async)
def load(number: int) -> str:
    return ""

def helper() -> object:
    return load(1)
"""
_CODES_OF_OURS: Final = "enable_error_code = dual-naming\ndisable_error_code = dual-ambiguous\n"


@pytest.mark.parametrize(
    ("section", "commands"),
    [
        # `dmypy run` itself stops at a code that it does not know yet.
        ("", [["start"], ["check", "named.py"], ["check", "named.py"]]),
        ("[mypy-named]\n", [["run", "named.py"], ["run", "named.py"]]),
    ],
)
def test_daemon_knows_the_codes_in_the_ways_that_the_page_names(
    edited: Project, section: str, commands: list[list[str]]
) -> None:
    edited.write({"named.py": _NAMED})
    edited.write({"mypy.ini": f"[mypy]\nplugins = duotone_mypy\n{section}{_CODES_OF_OURS}"})
    shown = [edited.run("dmypy", *command).out for command in commands]
    for out in shown[-2:]:
        assert "[dual-naming]" in out
        assert "error: `load(1)`" not in out
