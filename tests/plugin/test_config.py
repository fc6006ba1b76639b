"""What can be configured, and what does a mistake in it say?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import pytest

from duotone_mypy._config import CONTEXTS, Config
from duotone_mypy._config_tables import ConfigError, read_config

if TYPE_CHECKING:
    from pathlib import Path

    from mypy.nodes import MypyFile


class _Module:
    """What the configuration asks a module for."""

    def __init__(self, fullname: str) -> None:
        self.fullname = fullname


def module(fullname: str) -> MypyFile:
    return cast("MypyFile", _Module(fullname))


def config_of(folder: Path, text: str, name: str = "pyproject.toml") -> Config:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_config(str(path))


def error_of(folder: Path, text: str, name: str = "pyproject.toml") -> str:
    with pytest.raises(ConfigError) as caught:
        config_of(folder, text, name)
    message = str(caught.value)
    assert message.startswith(f"{folder / name}: ")
    assert "\n" not in message
    return message.removeprefix(f"{folder / name}: ")


# What the keys mean


def test_without_a_file_plain_functions_are_ambiguous() -> None:
    assert not read_config(None).trusts_plain_functions(module("anything"))


def test_file_without_our_table_is_the_same_as_no_file(tmp_path: Path) -> None:
    for name, text in {"pyproject.toml": "[tool.mypy]\n", "mypy.ini": "[mypy]\n"}.items():
        assert config_of(tmp_path, text, name).as_data() == Config().as_data()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "pyproject.toml",
            """
            [tool.duotone]
            plain-functions = "sync"
            sync-contexts = ["acme.job", "acme.flow"]
            [[tool.duotone.overrides]]
            module = "web.*"
            plain-functions = "ambiguous"
            async-contexts = ["acme.job"]
            [[tool.duotone.overrides]]
            module = ["web.jobs", "cli"]
            plain-functions = "sync"
            """,
        ),
        (
            "mypy.ini",
            """[duotone]
plain-functions = sync
sync-contexts = acme.job,
    acme.flow
[duotone-web.*]
plain-functions = ambiguous
async-contexts = acme.job
[duotone-web.jobs, cli]
plain-functions = sync
""",
        ),
    ],
)
def test_each_key_is_read_from_toml_and_from_ini(tmp_path: Path, name: str, text: str) -> None:
    config = config_of(tmp_path, text, name)
    assert config.trusts_plain_functions(module("anything"))
    assert config.trusts_plain_functions(module("cli"))
    assert not config.trusts_plain_functions(module("web"))
    assert not config.trusts_plain_functions(module("web.jobs"))
    assert config.contexts_in(module("anything")) == {"acme.job": "sync", "acme.flow": "sync"}
    assert config.contexts_in(module("web.pages")) == {"acme.job": "async", "acme.flow": "sync"}


def test_override_leaves_alone_what_it_does_not_name(tmp_path: Path) -> None:
    config = config_of(
        tmp_path,
        '[tool.duotone]\nplain-functions = "sync"\n'
        '[[tool.duotone.overrides]]\nmodule = "web"\nsync-contexts = ["acme.job"]\n',
    )
    assert config.trusts_plain_functions(module("web"))
    assert config.contexts_in(module("web")) == {"acme.job": "sync"}
    assert config.contexts_in(module("website")) == {}


def test_all_that_is_configured_is_compared_with_an_earlier_run(tmp_path: Path) -> None:
    texts = [
        "",
        'plain-functions = "sync"\n',
        'plain-functions = "ambiguous"\n',
        *(f'{key} = ["acme.job"]\n' for key in CONTEXTS),
        'sync-contexts = ["acme.flow"]\n',
        'overrides = [{module = "a", plain-functions = "sync"}]\n',
        'overrides = [{module = "b", plain-functions = "sync"}]\n',
        'overrides = [{module = "a", sync-contexts = ["acme.job"]}]\n',
    ]
    data = [config_of(tmp_path, f"[tool.duotone]\n{text}").as_data() for text in texts]
    assert all(data.count(one) == 1 for one in data)


# Mistakes


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'plain-function = "sync"',
            'duotone does not know the key "plain-function": did you mean "plain-functions"?',
        ),
        (
            "colour = 1",
            'duotone does not know the key "colour": '
            "valid are plain-functions, sync-contexts, async-contexts, libraries, library, "
            "overrides",
        ),
        (
            'plain-functions = "asynch"',
            'duotone\'s "plain-functions" must be "ambiguous" or "sync", not \'asynch\'',
        ),
        (
            "plain-functions = []",
            'duotone\'s "plain-functions" must be "ambiguous" or "sync", not []',
        ),
        (
            'sync-contexts = "acme.job"',
            'duotone\'s "sync-contexts" must be a list of full names, such as ["acme.job"], '
            "not 'acme.job'",
        ),
        (
            'async-contexts = ["job"]',
            'duotone\'s "async-contexts" must be a list of full names, such as ["acme.job"], '
            "not ['job']",
        ),
        (
            'sync-contexts = ["acme.job()"]',
            'duotone\'s "sync-contexts" must be a list of full names, such as ["acme.job"], '
            "not ['acme.job()']",
        ),
        (
            'sync-contexts = ["acme.job"]\nasync-contexts = ["acme.job"]',
            '"acme.job" stands in duotone\'s "sync-contexts" and in its "async-contexts": '
            "keep one of them",
        ),
        (
            'overrides = ["legacy"]',
            "duotone's \"overrides\" must be an array of tables, not ['legacy']",
        ),
        (
            "overrides = {module = 'a'}",
            "duotone's \"overrides\" must be an array of tables, not {'module': 'a'}",
        ),
        (
            'overrides = [{plain-functions = "sync"}]',
            'duotone\'s "overrides.module" must be a module name or a list of them, not []',
        ),
        (
            "overrides = [{module = 1}]",
            'duotone\'s "overrides.module" must be a module name or a list of them, not 1',
        ),
        (
            'overrides = [{module = "a", sync-context = []}]',
            'duotone does not know the key "overrides.sync-context": did you mean "sync-contexts"?',
        ),
        (
            'overrides = [{module = "a", plain-functions = 1}]',
            'duotone\'s "overrides.plain-functions" must be "ambiguous" or "sync", not 1',
        ),
        (
            'overrides = [{module = "a", sync-contexts = [1]}]',
            'duotone\'s "overrides.sync-contexts" must be a list of full names, '
            'such as ["acme.job"], not [1]',
        ),
    ],
)
def test_mistake_in_toml_names_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    assert error_of(tmp_path, f"[tool.duotone]\n{text}\n") == message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[duotone]\nsync-context = acme.job",
            'duotone does not know the key "sync-context": did you mean "sync-contexts"?',
        ),
        (
            "[duotone]\nsync-contexts = job",
            'duotone\'s "sync-contexts" must be a list of full names, such as ["acme.job"], '
            "not ['job']",
        ),
        (
            "[duotone-legacy.*]\nplain-functions = synch",
            'duotone\'s "overrides.plain-functions" must be "ambiguous" or "sync", not \'synch\'',
        ),
        (
            "[duotone-]\nplain-functions = sync",
            'duotone\'s "overrides.module" must be a module name or a list of them, not []',
        ),
        (
            "[duotone-web]\nmodule = other",
            "duotone's \"module\" must be left to [duotone-web], not 'other'",
        ),
    ],
)
@pytest.mark.parametrize("name", ["mypy.ini", "setup.cfg"])
def test_mistake_in_an_ini_file_names_file_and_key(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    assert error_of(tmp_path, text, name) == message


@pytest.mark.parametrize("name", ["mypy.ini", "setup.cfg"])
@pytest.mark.parametrize(
    "section",
    [
        "tool.duotone",
        "tool:duotone",
        "duotone.overrides",
        "duotone prog",
        "duotone_mypy",
        "Duotone",
        "DUOTONE-web",
        "duo-tone",
        "Tools.Duo_Tone",
    ],
)
def test_section_that_is_ours_but_for_its_spelling_is_refused(
    tmp_path: Path, name: str, section: str
) -> None:
    message = f"duotone does not read [{section}]: write [duotone], or [duotone-MODULE] for"
    text = f"[mypy]\n[duotone]\n[{section}]\nplain-functions = sync\n"
    assert error_of(tmp_path, text, name) == f"{message} some modules"


@pytest.mark.parametrize(
    "table",
    [
        "duotone",
        "Duotone",
        "tool.duotone_mypy",
        "tool.duotone-mypy",
        "tool.Duotone",
        "tool.duo-tone",
        "tools.duotone",
        "Tool.duotone",
        '"tool.duotone"',
        'tool."duo tone"',
    ],
)
def test_table_that_is_ours_but_for_its_spelling_is_refused(tmp_path: Path, table: str) -> None:
    message = f"duotone does not read [{table}]: write [tool.duotone]"
    text = f'[tool.duotone]\n[{table}]\nplain-functions = "sync"\n'
    assert error_of(tmp_path, text) == message
    with pytest.raises(ConfigError, match=re.escape(f"{tmp_path / 'pyproject.toml'}: {message}")):
        config_of(tmp_path, "[mypy]\n", "mypy.ini")


def test_table_or_section_with_the_name_of_another_tool_is_left_alone(tmp_path: Path) -> None:
    texts = {
        "pyproject.toml": "[tool.duotones]\n[tool.duo]\n[duo]\n[tool.web.duotone]\n"
        '[[tool.mypy.overrides]]\nmodule = "duotone.*"\n',
        "mypy.ini": "[mypy-duotone.*]\n[duotones]\n[duo tones]\n[web.duotone]\n",
    }
    for name, text in texts.items():
        assert config_of(tmp_path, text, name).as_data() == Config().as_data()


def test_table_that_is_none_is_refused(tmp_path: Path) -> None:
    message = "duotone's \"tool.duotone\" must be a table, not 'sync'"
    assert error_of(tmp_path, '[tool]\nduotone = "sync"\n') == message


@pytest.mark.parametrize(
    ("name", "text"),
    [("pyproject.toml", "[tool.duotone\n"), ("mypy.ini", "[duotone]\na = 1\na = 2\n")],
)
def test_file_that_cannot_be_read_says_so(tmp_path: Path, name: str, text: str) -> None:
    assert error_of(tmp_path, text, name).startswith("duotone cannot read its configuration: ")


def test_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read its configuration"):
        read_config(str(tmp_path / "absent.toml"))


# In which file


def test_pyproject_is_read_where_mypy_has_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.duotone]\nplain-functions = "sync"\n')
    assert config_of(tmp_path, "[mypy]\n", "mypy.ini").trusts_plain_functions(module("a"))


def test_mistake_in_that_pyproject_names_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.duotone]\ncolour = 1\n")
    with pytest.raises(ConfigError, match=re.escape(f"{tmp_path / 'pyproject.toml'}: duotone")):
        config_of(tmp_path, "[mypy]\n", "mypy.ini")


def test_configuration_in_two_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.duotone]\nplain-functions = "sync"\n')
    message = f"duotone is configured here and in {tmp_path / 'pyproject.toml'}: keep one of them"
    assert error_of(tmp_path, "[duotone]\n", "mypy.ini") == message


def test_pyproject_without_our_table_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("tool = 1\n")
    config = config_of(tmp_path, "[duotone]\nplain-functions = sync\n", "mypy.ini")
    assert config.trusts_plain_functions(module("a"))
