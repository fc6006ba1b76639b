"""What has the user configured? Read from the file that mypy read its own options from."""

from __future__ import annotations

import configparser
import difflib
import sys
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ._messages import unknown_key, unreadable, wrong_value

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from mypy.nodes import FuncItem, MypyFile, TypeInfo

_SECTION: Final = "duotone"
_PLAIN_FUNCTIONS: Final = "plain-functions"
_OVERRIDES: Final = "overrides"
_MODULE: Final = "module"
_AMBIGUOUS: Final = "ambiguous"
_SYNC: Final = "sync"

_KEYS: Final = [_PLAIN_FUNCTIONS, _OVERRIDES]
_OVERRIDE_KEYS: Final = [_MODULE, _PLAIN_FUNCTIONS]


class ConfigError(Exception):
    """The configuration cannot be used; the message is one line that says what to change."""


@dataclass(frozen=True)
class Override:
    """What is configured for the modules whose names match a pattern."""

    patterns: tuple[str, ...]
    plain_functions: str


@dataclass(frozen=True)
class Config:
    """The plugin's configuration."""

    plain_functions: str = _AMBIGUOUS
    overrides: tuple[Override, ...] = field(default=())

    def trusts_plain_functions(self, module: MypyFile | TypeInfo | FuncItem) -> bool:
        """Tell whether implicit calls in plain functions of a module count as sync."""
        for override in self.overrides:
            if any(_matches(module.fullname, pattern) for pattern in override.patterns):
                return override.plain_functions == _SYNC
        return self.plain_functions == _SYNC

    def as_data(self) -> list[Any]:
        """Return all of it as plain data, for mypy to compare with an earlier run's."""
        overrides = [[*override.patterns, override.plain_functions] for override in self.overrides]
        return [self.plain_functions, overrides]


def read_config(path: str | None) -> Config:
    """Read the configuration.

    Raises:
        ConfigError: when a key is unknown or a value cannot be used.
    """
    if path is None:
        return Config()
    table = _toml_table(path) if path.endswith(".toml") else _ini_table(path)
    _refuse_unknown(path, table, _KEYS)
    overrides = table.get(_OVERRIDES, [])
    if not isinstance(overrides, list):
        raise ConfigError(wrong_value(path, _OVERRIDES, overrides, "an array of tables"))
    return Config(
        _plain_functions(path, table),
        tuple(_override(path, override) for override in overrides),
    )


def _override(path: str, table: dict[str, Any]) -> Override:
    _refuse_unknown(path, table, _OVERRIDE_KEYS, f"{_OVERRIDES}.")
    patterns = table.get(_MODULE, [])
    patterns = [patterns] if isinstance(patterns, str) else patterns
    is_list_of_names = isinstance(patterns, list) and all(isinstance(p, str) for p in patterns)
    if not is_list_of_names or not patterns:
        key = f"{_OVERRIDES}.{_MODULE}"
        raise ConfigError(wrong_value(path, key, patterns, "a module name or a list of them"))
    return Override(tuple(patterns), _plain_functions(path, table))


def _plain_functions(path: str, table: dict[str, Any]) -> str:
    value = table.get(_PLAIN_FUNCTIONS, _AMBIGUOUS)
    if value not in {_AMBIGUOUS, _SYNC}:
        expected = f'"{_AMBIGUOUS}" or "{_SYNC}"'
        raise ConfigError(wrong_value(path, _PLAIN_FUNCTIONS, value, expected))
    return str(value)


def _refuse_unknown(path: str, table: dict[str, Any], valid: list[str], prefix: str = "") -> None:
    for key in table:
        if key not in valid:
            nearest = difflib.get_close_matches(key, valid, n=1)
            raise ConfigError(
                unknown_key(path, f"{prefix}{key}", nearest[0] if nearest else None, valid)
            )


def _toml_table(path: str) -> dict[str, Any]:
    try:
        with Path(path).open("rb") as file:
            tool = tomllib.load(file).get("tool", {})
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(unreadable(path, error)) from error
    table = tool.get(_SECTION, {})
    if not isinstance(table, dict):
        raise ConfigError(wrong_value(path, f"tool.{_SECTION}", table, "a table"))
    return table


def _ini_table(path: str) -> dict[str, Any]:
    """Read ``[duotone]``, and ``[duotone-module.*]`` as an override, as mypy's own sections."""
    parser = configparser.RawConfigParser()
    try:
        parser.read(path, encoding="utf-8")
    except configparser.Error as error:
        raise ConfigError(unreadable(path, error)) from error
    table: dict[str, Any] = dict(parser[_SECTION]) if parser.has_section(_SECTION) else {}
    overrides = [
        {_MODULE: name.removeprefix(f"{_SECTION}-").split(","), **parser[name]}
        for name in parser.sections()
        if name.startswith(f"{_SECTION}-")
    ]
    return {**table, _OVERRIDES: overrides} if overrides else table


def _matches(module: str, pattern: str) -> bool:
    """Match as mypy does: ``legacy.*`` covers ``legacy`` and all below it."""
    if pattern.endswith(".*") and module == pattern[:-2]:
        return True
    return fnmatchcase(module, pattern)
