"""Does mypy show the same in each of its modes? The tree's comments say what it has to show."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest
from mypy import api
from project import Project, without_receivers
from tree import FILES, errors_in, expected

if TYPE_CHECKING:
    from project import Outcome

_INI: Final = "[mypy]\nplugins = {}\nwarn_unused_ignores = True\n"

#: Every way of keeping what was found, each with its own cold cache.
_CACHES: Final = {
    "default": [],
    "files": ["--no-sqlite-cache"],
    "sqlite": ["--sqlite-cache"],
    "json": ["--no-fixed-format-cache", "--no-sqlite-cache"],
    "json-sqlite": ["--no-fixed-format-cache", "--sqlite-cache"],
    "fine-grained": ["--cache-fine-grained"],
    "no-incremental": ["--no-incremental"],
    "no-cache": ["--cache-dir=/dev/null"],
    "native-parser": ["--native-parser"],
    "python-parser": ["--no-native-parser"],
    "two-workers": ["-n2"],
}


@pytest.fixture
def tree(project: Project) -> Project:
    """The tree, with the plugin configured."""
    project.write({**FILES, "mypy.ini": _INI.format("duotone_mypy")})
    return project


@pytest.fixture(scope="module")
def default(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What mypy shows when it is asked for nothing special."""
    project = Project(tmp_path_factory.mktemp("default"))
    project.write({**FILES, "mypy.ini": _INI.format("duotone_mypy")})
    outcome = project.run(
        "mypy", "--config-file=mypy.ini", "library", "program", folder=project.folder
    )
    return lines_of(outcome)


def check(tree: Project, *options: str) -> Outcome:
    outcome = tree.run("mypy", *options, "library", "program")
    assert outcome.err == ""
    return outcome


def lines_of(outcome: Outcome) -> list[str]:
    # Workers finish in any order.
    return sorted(without_receivers(outcome.out).splitlines())


@pytest.mark.parametrize("options", _CACHES.values(), ids=_CACHES.keys())
def test_every_way_of_caching_shows_the_same_cold_and_warm(
    tree: Project, default: list[str], options: list[str]
) -> None:
    shutil.rmtree(tree.folder / ".mypy_cache")
    cold = check(tree, *options)
    assert errors_in(cold.out) == expected()
    assert lines_of(cold) == default
    assert lines_of(check(tree, *options)) == lines_of(cold)
    tree.write({"program/__init__.py": "edited = 1\n"})
    assert lines_of(check(tree, *options)) == lines_of(cold)


@pytest.mark.parametrize("version", ["3.10", "3.11", "3.12", "3.13"])
def test_python_version_decides_which_branch_is_checked(tree: Project, version: str) -> None:
    minor = int(version.partition(".")[2])
    outcomes = [check(tree, f"--python-version={version}") for _ in range(2)]
    assert errors_in(outcomes[0].out) == expected((3, minor))
    assert outcomes[0] == outcomes[1]


def test_silent_imports_are_known_without_being_reported(tree: Project) -> None:
    for _ in range(2):
        outcome = tree.run("mypy", "--follow-imports=silent", "program/plain.py")
        assert errors_in(outcome.out) == Counter(
            {error: count for error, count in expected().items() if error[0] == "program/plain.py"}
        )


def test_skipped_imports_are_any(tree: Project) -> None:
    for _ in range(2):
        outcome = tree.run("mypy", "--follow-imports=skip", "program/coroutines.py")
        assert {code for _, _, code in errors_in(outcome.out)} == {"assert-type"}
        assert "dual" not in outcome.out


def test_list_of_files_shows_the_same_as_folders(tree: Project) -> None:
    folders = check(tree)
    files = tree.run("mypy", *(name for name in sorted(FILES)))
    assert lines_of(files)[:-1] == lines_of(folders)[:-1]
    assert errors_in(files.out) == expected()


def test_hook_before_a_commit_shows_the_changed_files(tree: Project) -> None:
    outcome = tree.run(
        "mypy", "--ignore-missing-imports", "--scripts-are-modules",
        "program/toplevel.py", "library/methods.py",
    )  # fmt: skip
    # program.plain is followed from program/toplevel.py.
    files = {"program/toplevel.py", "library/methods.py", "program/plain.py"}
    assert errors_in(outcome.out) == Counter(
        {error: count for error, count in expected().items() if error[0] in files}
    )


def test_api_shows_the_same_as_the_command(tree: Project) -> None:
    command = check(tree)
    for _ in range(2):
        assert api.run(["library", "program"]) == (command.out, "", command.status)


def test_check_of_duotone_shows_the_same_as_mypy(tree: Project) -> None:
    mypy = check(tree)
    duotone = tree.duotone("check", "library", "program")
    assert duotone.out.splitlines()[:-1] == mypy.out.splitlines()


_MODEL: Final = """
from attrs import define
from pydantic import BaseModel
from typing_extensions import assert_type

from library import load


class Book(BaseModel):
    title: str = load(1)
    pages: int


@define
class Page:
    number: int
    text: str = load(1)


def helper() -> Book:
    return Book(title=load(1), pages="many")  # error: dual-ambiguous arg-type


async def main() -> None:
    book = Book(title=await load(1), pages=1)
    page = Page(1, await load(1))
    assert_type((book.title, page.text), tuple[str, str])
    Book(titel="")  # error: call-arg call-arg
    Page("one")  # error: arg-type
"""


def marked_in(text: str) -> set[tuple[int, str]]:
    """The lines with the codes that their comments name."""
    return {
        (number, code)
        for number, line in enumerate(text.splitlines(), 1)
        for code in line.partition("# error: ")[2].split()
    }


@pytest.mark.parametrize("plugins", ["pydantic.mypy, duotone_mypy", "duotone_mypy, pydantic.mypy"])
def test_other_plugins_see_what_they_see_without_ours(tree: Project, plugins: str) -> None:
    tree.write({"model.py": _MODEL, "mypy.ini": _INI.format(plugins)})
    tree.write({"pyproject.toml": "[tool.pydantic-mypy]\ninit_typed = true\n"})
    tree.write({"mypy.ini": f"{_INI.format(plugins)}[pydantic-mypy]\ninit_typed = True\n"})
    outcomes = [tree.run("mypy", "model.py", *mode) for mode in ([], [], ["-n2"])]
    for outcome in outcomes:
        assert {(line, code) for _, line, code in errors_in(outcome.out)} == marked_in(_MODEL)
    assert outcomes[0] == outcomes[1] == outcomes[2]


_SITE: Final = """
import os, pathlib, sys
if "mypy.build_worker" in sys.orig_argv:
    try:
        pathlib.Path("began").touch(exist_ok=False)
    except FileExistsError:
        pass
    else:
        os._exit(1)
"""


def test_worker_that_does_not_begin_is_no_answer(
    tree: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree.write({"sitecustomize.py": _SITE})
    monkeypatch.setenv("PYTHONPATH", str(tree.folder))
    assert check(tree, "-n2").status == 1
    assert (tree.folder / "began").exists()


_DJANGO_MODEL: Final = """
from django.db import models
from duotone import sync_compatible
from library import load
from typing_extensions import assert_type


class Book(models.Model):
    title = models.CharField(max_length=80, default=load(1))
    pages = models.IntegerField()

    @sync_compatible
    async def text(self) -> str:
        return await load(self.pages)


def helper(book: Book) -> str:
    assert_type(book.title, str)
    return book.text()  # error: dual-ambiguous


async def main() -> None:
    book = await Book.objects.acreate(title=await load(1), pages=2)
    assert_type(await book.text(), str)
    await Book.objects.acreate(titel="")  # error: misc
    book.text.sync()  # error: dual-blocking
"""


@pytest.mark.parametrize("order", [1, -1])
def test_plugin_of_django_sees_what_it_sees_without_ours(tree: Project, order: int) -> None:
    plugins = ", ".join(["mypy_django_plugin.main", "duotone_mypy"][::order])
    settings = "[mypy.plugins.django-stubs]\ndjango_settings_module = settings\n"
    tree.write({"shop/__init__.py": "", "shop/models.py": _DJANGO_MODEL})
    tree.write({"settings.py": "SECRET_KEY = 'a'\nINSTALLED_APPS = ['shop']\n"})
    tree.write({"mypy.ini": f"[mypy]\nplugins = {plugins}\n{settings}"})
    outcomes = [tree.run("mypy", "shop") for _ in range(2)]
    assert outcomes[0] == outcomes[1]
    found = {(line, code) for _, line, code in errors_in(outcomes[0].out)}
    assert found == marked_in(_DJANGO_MODEL)
