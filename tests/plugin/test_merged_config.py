"""Does ``duotone check`` keep what the user has configured for mypy?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from project import SHELF

if TYPE_CHECKING:
    from project import Project

_UNTYPED = "def untyped(x):\n    return x\n"
_AMBIGUOUS = "from shelf import load\ndef helper() -> object:\n    return load(1)\n"

#: A plugin of the user's: it makes every call of `answer` an int.
_PLUGIN = """
from mypy.plugin import Plugin

class Answers(Plugin):
    def get_function_hook(self, fullname):
        if fullname == "use.answer":
            return lambda ctx: ctx.api.named_generic_type("builtins.int", [])

def plugin(version):
    return Answers
"""
_ANSWER = (
    "from shelf import load\ndef answer() -> object: ...\n"
    "reveal_type(answer())\nreveal_type(load(1))\n"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "[tool.mypy]\ndisallow_untyped_defs = true\n"),
        (
            "pyproject.toml",
            '[tool.mypy]\n[[tool.mypy.overrides]]\nmodule = "use"\ndisallow_untyped_defs = true\n',
        ),
        ("mypy.ini", "[mypy]\ndisallow_untyped_defs = True\n"),
        (".mypy.ini", "[mypy]\n[mypy-use]\ndisallow_untyped_defs = True\n"),
        (
            "setup.cfg",
            "[metadata]\nname = %(x)s\n[mypy]\ndisallow_untyped_defs = True\n[tool:a]\nb = 1\n",
        ),
    ],
)
def test_strictness_is_kept(project: Project, name: str, text: str) -> None:
    project.write({"use.py": _UNTYPED, name: text})
    outcome = project.duotone("check", "use.py")
    assert "[no-untyped-def]" in outcome.out
    assert (outcome.err, outcome.status) == ("", 1)


def test_configuration_named_on_the_command_line_is_kept(project: Project) -> None:
    project.write({"use.py": _UNTYPED, "other.ini": "[mypy]\ndisallow_untyped_defs = True\n"})
    assert project.duotone("check", "use.py").status == 0
    assert project.duotone("check", "--config-file=other.ini", "use.py").status == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[tool.mypy]\nplugins = ["answers.py"]\n'),
        ("pyproject.toml", '[tool.mypy]\nplugins = "answers.py, duotone_mypy"\n'),
        ("mypy.ini", "[mypy]\nplugins = ./answers.py:plugin\n"),
        ("setup.cfg", "[mypy]\nplugins = answers_by_name, duotone_mypy\n"),
        ("mypy.ini", "[mypy]\nplugins =\n    duotone_mypy,\n    answers.py\n"),
    ],
)
def test_plugins_are_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    project.write({"answers.py": _PLUGIN, "answers_by_name.py": _PLUGIN, name: text})
    project.write({"shelf.py": SHELF, "use.py": _ANSWER})
    monkeypatch.syspath_prepend(str(project.folder))
    outcome = project.duotone("check", "use.py", "--disable-error-code=empty-body")
    assert outcome.lines == [
        'use.py:3: note: Revealed type is "int"',
        'use.py:4: note: Revealed type is "str"',
    ]


def test_paths_are_taken_from_where_the_configuration_stands(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(
        {
            "mypy.ini": "[mypy]\nplugins = answers.py\n"
            "mypy_path = $MYPY_CONFIG_FILE_DIR/lib:${MYPY_CONFIG_FILE_DIR}/src\n",
            "answers.py": _PLUGIN,
            "lib/shelf.py": SHELF,
            "src/more.py": "x = 1\n",
            "deep/use.py": f"import more\n{_ANSWER}",
        }
    )
    monkeypatch.chdir(project.folder / "deep")
    outcome = project.duotone("check", "use.py", "--disable-error-code=empty-body")
    assert outcome.lines == [
        'use.py:4: note: Revealed type is "int"',
        'use.py:5: note: Revealed type is "str"',
    ]


def test_paths_in_toml_lists_are_taken_from_there_too(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(
        {
            "pyproject.toml": '[tool.mypy]\nmypy_path = ["$MYPY_CONFIG_FILE_DIR/lib"]\n'
            "[tool.mypy.unused]\n",
            "lib/shelf.py": SHELF,
            "deep/use.py": "from shelf import load\nreveal_type(load(1))\n",
        }
    )
    monkeypatch.chdir(project.folder / "deep")
    assert 'use.py:2: note: Revealed type is "str"' in project.duotone("check", "use.py").lines


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", '[tool.mypy]\n[tool.duotone]\nplain-functions = "sync"\n'),
        ("pyproject.toml", '[tool.duotone]\nplain-functions = "sync"\n'),
        ("mypy.ini", "[mypy]\n[duotone]\nplain-functions = sync\n"),
        ("mypy.ini", "[mypy]\n[duotone-use]\nplain-functions = sync\n"),
        ("setup.cfg", "[mypy]\n[duotone]\nplain-functions = sync\n"),
    ],
)
def test_our_own_configuration_is_kept(project: Project, name: str, text: str) -> None:
    project.write({"shelf.py": SHELF, "use.py": _AMBIGUOUS})
    assert project.duotone("check", "use.py").status == 1
    project.write({name: text})
    assert project.duotone("check", "use.py").status == 0


def test_our_table_beside_the_file_of_mypy_is_kept(project: Project) -> None:
    project.write({"shelf.py": SHELF, "use.py": _AMBIGUOUS, "mypy.ini": "[mypy]\n"})
    project.write({"pyproject.toml": '[tool.duotone]\nplain-functions = "sync"\n'})
    assert project.duotone("check", "use.py").status == 0


def test_our_table_is_found_from_a_folder_below(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write({"lib/shelf.py": SHELF, "lib/use.py": _AMBIGUOUS})
    project.write({"pyproject.toml": '[tool.duotone]\nplain-functions = "sync"\n'})
    monkeypatch.chdir(project.folder / "lib")
    assert project.duotone("check", "use.py").status == 0
    (project.folder / "lib" / ".git").mkdir()
    assert project.duotone("check", "use.py").status == 1


def test_folder_in_no_repository_needs_no_configuration(project: Project) -> None:
    (project.folder / ".git").rmdir()
    project.write({"shelf.py": SHELF, "use.py": _AMBIGUOUS})
    assert "[dual-ambiguous]" in project.duotone("check", "use.py").out


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (
            {"pyproject.toml": "[tool.duotone]\ncolour = 1\n"},
            'pyproject.toml: duotone does not know the key "colour": ',
        ),
        (
            {"pyproject.toml": "[tool.duotone]\ncolour = 1\n", "mypy.ini": "[mypy]\n"},
            'pyproject.toml: duotone does not know the key "colour": ',
        ),
        (
            {"mypy.ini": "[mypy]\n[duotone]\ncolour = 1\n"},
            'mypy.ini: duotone does not know the key "colour": ',
        ),
        (
            {"pyproject.toml": "[tool.duotone]\n", "mypy.ini": "[mypy]\n[duotone]\n"},
            "mypy.ini: duotone is configured here and in pyproject.toml: keep one of them",
        ),
        (
            {"mypy.ini": "[mypy]\nplugins = nowhere.py\n"},
            "mypy.ini:2: error: Can't find plugin",
        ),
    ],
)
def test_mistakes_name_the_file_of_the_user(
    project: Project, files: dict[str, str], message: str
) -> None:
    project.write({"use.py": "", **files})
    outcome = project.duotone("check", "use.py")
    assert (outcome.err + outcome.out).startswith(message)
    assert "duotone-" not in outcome.err + outcome.out
    assert outcome.status == 2


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "[tool.mypy]\n[tool.Duotone]\n"),
        ("pyproject.toml", "[tool.duotone]\n[tool.duo-tone]\n"),
        ("pyproject.toml", "[duotone]\n"),
        ("pyproject.toml", "[tools.duotone]\n"),
        ("mypy.ini", "[mypy]\n[duotone prog]\n"),
        ("setup.cfg", "[mypy]\n[duotone]\n[tool:duotone]\n"),
    ],
)
def test_misspelt_name_is_refused_as_by_mypy(project: Project, name: str, text: str) -> None:
    project.write({"use.py": "", name: text})
    outcome = project.duotone("check", "use.py")
    unread = text.splitlines()[-1]
    assert outcome.out.startswith(f"{name}: duotone does not read {unread}: write [")
    assert (len(outcome.lines), outcome.status) == (1, 2)


@pytest.mark.parametrize(
    ("name", "text"),
    [("pyproject.toml", "[tool.mypy]\n[tool.duo]\n"), ("mypy.ini", "[mypy]\n[duo prog]\n")],
)
def test_name_of_another_tool_is_not_refused(project: Project, name: str, text: str) -> None:
    project.write({"use.py": "", name: text})
    assert project.duotone("check", "use.py").status == 0


@pytest.mark.parametrize(
    ("name", "text"),
    [("mypy.ini", "[mypy]\nstrickt = True\n"), ("mypy.ini", "[mypy\n")],
)
def test_complaints_of_mypy_are_shown_once(project: Project, name: str, text: str) -> None:
    project.write({"use.py": "x = 1\n", name: text})
    complaint = project.mypy("use.py").err
    outcome = project.duotone("check", "use.py")
    assert outcome.err == complaint
    assert name in complaint
    assert outcome.status == 0


def test_broken_pyproject_is_named(project: Project) -> None:
    project.write({"use.py": "x = 1\n", "pyproject.toml": "[tool.duotone\n"})
    outcome = project.duotone("check", "use.py")
    assert "pyproject.toml: duotone cannot read its configuration: " in outcome.out
    assert outcome.status == 2
