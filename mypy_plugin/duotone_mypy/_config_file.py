"""Which file holds the plugin's configuration, and what stands in it?

The file that mypy reads its own options from; or, where that says nothing about duotone, the
pyproject.toml beside it.
"""

from __future__ import annotations

import configparser
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from ._config_names import SECTION, TOOL, is_section, misspelt_sections, misspelt_tables, table_name
from ._run_messages import configured_twice, misspelt, unreadable, wrong_value

#: The library that mypy itself reads such files with.
TOML: Final = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
OVERRIDES: Final = "overrides"
MODULE: Final = "module"
_PYPROJECT: Final = "pyproject.toml"
#: What there may be, in the words of a message.
_TABLE: Final = f"[{TOOL}.{SECTION}]"
_SECTIONS: Final = f"[{SECTION}], or [{SECTION}-MODULE] for some modules"


class ConfigError(Exception):
    """The configuration cannot be used; the message is one line that says what to change."""


def read_table(path: str, lists: list[str]) -> tuple[str, dict[str, Any]]:
    """Return the file with the configuration, and the configuration as a table.

    The values of the keys in `lists` are lists in either format.

    Raises:
        ConfigError: when a file cannot be read, or two of them configure the plugin.
    """
    beside = Path(path).parent / _PYPROJECT
    if path.endswith(".toml"):
        return path, _toml_table(path) or {}
    table = _ini_table(path, lists)
    # A file that mypy does not read may be anything, so it is looked at only for our table.
    other = _toml_table(str(beside)) if beside.is_file() else None
    if other is None:
        return path, table or {}
    if table is not None:
        raise ConfigError(configured_twice(path, str(beside)))
    return str(beside), other


def _toml_table(path: str) -> dict[str, Any] | None:
    try:
        with Path(path).open("rb") as file:
            document: dict[str, Any] = TOML.load(file)
    except (OSError, ValueError) as error:
        raise ConfigError(unreadable(path, error)) from error
    unread = misspelt_tables(document)
    if unread:
        raise ConfigError(misspelt(path, table_name(unread[0]), _TABLE))
    tool = document.get(TOOL, {})
    table = tool.get(SECTION) if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(wrong_value(path, f"tool.{SECTION}", table, "a table"))
    return table


def _ini_table(path: str, lists: list[str]) -> dict[str, Any] | None:
    """Read ``[duotone]``, and ``[duotone-module.*]`` as an override, as mypy's own sections."""
    parser = configparser.RawConfigParser()
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, ValueError) as error:
        raise ConfigError(unreadable(path, error)) from error
    unread = misspelt_sections(parser.sections())
    if unread:
        raise ConfigError(misspelt(path, unread[0], _SECTIONS))
    tables = {
        name: _with_lists(dict(parser[name]), lists)
        for name in parser.sections()
        if is_section(name)
    }
    if not tables:
        return None
    table = tables.pop(SECTION, {})
    for name, override in tables.items():
        if MODULE in override:
            raise ConfigError(wrong_value(path, MODULE, override[MODULE], f"left to [{name}]"))
        override[MODULE] = _items_of(name.removeprefix(f"{SECTION}-"))
    return {**table, OVERRIDES: list(tables.values())} if tables else table


def _with_lists(section: dict[str, Any], lists: list[str]) -> dict[str, Any]:
    return {key: _items_of(value) if key in lists else value for key, value in section.items()}


def _items_of(value: str) -> list[str]:
    return [item.strip() for item in value.replace("\n", ",").split(",") if item.strip()]
