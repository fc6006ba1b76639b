"""What has the user configured?"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ._config_file import MODULE, OVERRIDES, ConfigError, read_table
from ._messages import context_named_twice, unknown_key, wrong_value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.nodes import FuncItem, MypyFile, TypeInfo

__all__ = ["Config", "ConfigError", "read_config"]

_PLAIN_FUNCTIONS: Final = "plain-functions"
_AMBIGUOUS: Final = "ambiguous"
_SYNC: Final = "sync"

#: From the key that lists decorators to the side that they declare.
CONTEXTS: Final = {"sync-contexts": "sync", "async-contexts": "async"}

_KEYS: Final = [_PLAIN_FUNCTIONS, *CONTEXTS, OVERRIDES]
_OVERRIDE_KEYS: Final = [MODULE, _PLAIN_FUNCTIONS, *CONTEXTS]


class Settings(NamedTuple):
    """What can be configured for all modules, and anew for some of them."""

    #: None where nothing is said.
    plain_functions: str | None = None
    #: From the full name of a decorator to the side that it declares.
    contexts: tuple[tuple[str, str], ...] = ()


_NOTHING_SAID: Final = Settings()


class Override(NamedTuple):
    """What is configured for the modules whose names match a pattern."""

    patterns: tuple[str, ...]
    settings: Settings


@dataclass(frozen=True)
class Config:
    """The plugin's configuration."""

    path: str = ""
    settings: Settings = _NOTHING_SAID
    overrides: tuple[Override, ...] = ()
    #: From a decorator's name in the configuration to the name under which mypy knows it.
    defined_as: Mapping[str, str] = field(default_factory=dict)

    def trusts_plain_functions(self, module: MypyFile | TypeInfo | FuncItem) -> bool:
        """Tell whether implicit calls in plain functions of a module count as sync."""
        chosen = (settings.plain_functions for settings in self._settings_for(module.fullname))
        return next((value for value in chosen if value is not None), _AMBIGUOUS) == _SYNC

    def contexts_in(self, module: MypyFile | TypeInfo | FuncItem) -> dict[str, str]:
        """Return the decorators that declare a context in a module, with the side of each."""
        if not self.has_contexts:
            return {}
        contexts: dict[str, str] = {}
        for settings in reversed(self._settings_for(module.fullname)):
            for name, side in settings.contexts:
                contexts[name] = contexts[self.defined_as.get(name, name)] = side
        return contexts

    @cached_property
    def has_contexts(self) -> bool:
        """Tell whether any decorator is configured."""
        return bool(self.context_names())

    def context_names(self) -> list[tuple[str, str]]:
        """Return each decorator that is configured anywhere, after the key that names it."""
        keys = {side: key for key, side in CONTEXTS.items()}
        everywhere = [self.settings, *(override.settings for override in self.overrides)]
        return [(keys[side], name) for settings in everywhere for name, side in settings.contexts]

    def with_names(self, defined_as: Mapping[str, str]) -> Config:
        """Return the configuration with the names under which mypy knows the decorators."""
        return self if defined_as == self.defined_as else replace(self, defined_as=defined_as)

    def as_data(self) -> list[Any]:
        """Return all of it as plain data, for mypy to compare with an earlier run's."""
        overrides = [[*o.patterns, *_settings_as_data(o.settings)] for o in self.overrides]
        return [*_settings_as_data(self.settings), overrides]

    def _settings_for(self, module: str) -> list[Settings]:
        """Return what holds in a module, the first word first."""
        matching = (
            override.settings
            for override in self.overrides
            if any(_matches(module, pattern) for pattern in override.patterns)
        )
        return [*matching, self.settings]


def read_config(path: str | None) -> Config:
    """Read the configuration; `path` is the file that mypy has read its own from.

    Raises:
        ConfigError: when a key is unknown or a value cannot be used.
    """
    if path is None:
        return Config()
    path, table = read_table(path, list(CONTEXTS))
    _refuse_unknown(path, table, _KEYS)
    overrides = table.get(OVERRIDES, [])
    if not isinstance(overrides, list) or not all(isinstance(item, dict) for item in overrides):
        raise ConfigError(wrong_value(path, OVERRIDES, overrides, "an array of tables"))
    return Config(
        path, _settings(path, table), tuple(_override(path, override) for override in overrides)
    )


def _override(path: str, table: dict[str, Any]) -> Override:
    _refuse_unknown(path, table, _OVERRIDE_KEYS, f"{OVERRIDES}.")
    value = table.get(MODULE, [])
    patterns = [value] if isinstance(value, str) else value
    if not _is_list_of_names(patterns) or not patterns:
        key = f"{OVERRIDES}.{MODULE}"
        raise ConfigError(wrong_value(path, key, value, "a module name or a list of them"))
    return Override(tuple(patterns), _settings(path, table, f"{OVERRIDES}."))


def _settings(path: str, table: dict[str, Any], prefix: str = "") -> Settings:
    contexts: dict[str, str] = {}
    for key, side in CONTEXTS.items():
        for name in _context_names(path, table, key, prefix):
            if contexts.setdefault(name, side) != side:
                raise ConfigError(context_named_twice(path, name, *CONTEXTS))
    return Settings(_plain_functions(path, table, prefix), tuple(contexts.items()))


def _context_names(path: str, table: dict[str, Any], key: str, prefix: str) -> list[str]:
    value = table.get(key, [])
    if _is_list_of_names(value) and all("." in name and _is_full_name(name) for name in value):
        return list(value)
    expected = 'a list of full names, such as ["acme.job"]'
    raise ConfigError(wrong_value(path, f"{prefix}{key}", value, expected))


def _plain_functions(path: str, table: dict[str, Any], prefix: str) -> str | None:
    value = table.get(_PLAIN_FUNCTIONS)
    if value not in (None, _AMBIGUOUS, _SYNC):
        expected = f'"{_AMBIGUOUS}" or "{_SYNC}"'
        raise ConfigError(wrong_value(path, f"{prefix}{_PLAIN_FUNCTIONS}", value, expected))
    return None if value is None else str(value)


def _is_list_of_names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _is_full_name(name: str) -> bool:
    return all(part.isidentifier() for part in name.split("."))


def _refuse_unknown(path: str, table: dict[str, Any], valid: list[str], prefix: str = "") -> None:
    for key in table:
        if key not in valid:
            nearest = difflib.get_close_matches(key, valid, n=1)
            raise ConfigError(
                unknown_key(path, f"{prefix}{key}", nearest[0] if nearest else None, valid)
            )


def _settings_as_data(settings: Settings) -> list[Any]:
    return [settings.plain_functions, [list(context) for context in settings.contexts]]


def _matches(module: str, pattern: str) -> bool:
    """Match as mypy does: ``legacy.*`` covers ``legacy`` and all below it."""
    if pattern.endswith(".*") and module == pattern[:-2]:
        return True
    return fnmatchcase(module, pattern)
