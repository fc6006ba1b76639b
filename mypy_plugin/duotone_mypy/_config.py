"""What has the user configured?"""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ._config_checks import ConfigError, is_list_of_names, refuse_unknown
from ._config_file import MODULE, OVERRIDES, read_table
from ._library_config import CONTEXTS, LIBRARY, by_prefix, context_names, libraries_of
from ._library_messages import refused_library, unknown_library
from ._messages import context_named_twice, wrong_value
from ._presets import known_names, preset_names, read_preset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.nodes import FuncItem, MypyFile, TypeInfo

    from ._library import Library

__all__ = ["Config", "ConfigError", "read_config"]

_PLAIN_FUNCTIONS: Final = "plain-functions"
_AMBIGUOUS: Final = "ambiguous"
_SYNC: Final = "sync"

_LIBRARIES: Final = "libraries"
#: Names of presets, separated by commas: those of ``duotone check --libraries``.
LIBRARIES_VARIABLE: Final = "DUOTONE_LIBRARIES"
_ON_THE_COMMAND_LINE: Final = f"--libraries ({LIBRARIES_VARIABLE})"

_KEYS: Final = [_PLAIN_FUNCTIONS, *CONTEXTS, _LIBRARIES, LIBRARY, OVERRIDES]
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
    #: Libraries that were written without duotone: the user's own words first.
    libraries: tuple[Library, ...] = ()
    #: How many of them the user has written.
    own_libraries: int = 0
    #: The presets that are asked for, by name.
    presets: tuple[str, ...] = ()
    #: The decorators of presets, which other versions of the library may lack.
    preset_contexts: tuple[tuple[str, str], ...] = ()
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
        chosen = [settings.contexts for settings in self._settings_for(module.fullname)]
        for pairs in [self.preset_contexts, *reversed(chosen)]:
            for name, side in pairs:
                contexts[name] = contexts[self.defined_as.get(name, name)] = side
        return contexts

    @cached_property
    def has_contexts(self) -> bool:
        """Tell whether any decorator declares a context."""
        return bool(self.context_names() or self.preset_contexts)

    @cached_property
    def has_names(self) -> bool:
        """Tell whether anything is configured that the build may have or not."""
        return self.has_contexts or bool(self.function_names())

    def function_names(self) -> list[tuple[str, str]]:
        """Return each function that the user lists for a library, after the prefix there."""
        own = self.libraries[: self.own_libraries]
        return [(each.prefix, name) for each in own for name, _ in each.functions]

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
        libraries = [library.as_data() for library in self.libraries]
        contexts = [list(context) for context in self.preset_contexts]
        return [*_settings_as_data(self.settings), overrides, libraries, contexts]

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
    path, table = ("", {}) if path is None else read_table(path, [*CONTEXTS, _LIBRARIES])
    own = libraries_of(path, table, _KEYS)
    overrides = table.get(OVERRIDES, [])
    if not isinstance(overrides, list) or not all(isinstance(item, dict) for item in overrides):
        raise ConfigError(wrong_value(path, OVERRIDES, overrides, "an array of tables"))
    presets = [read_preset(name) for name in _chosen_presets(path, table)]
    shipped = [library for preset in presets for library in preset.libraries]
    return Config(
        path,
        _settings(path, table),
        tuple(_override(path, override) for override in overrides),
        (*by_prefix(own), *by_prefix(shipped)),
        len(own),
        tuple(preset.name for preset in presets),
        tuple(context for preset in presets for context in preset.contexts),
    )


def _chosen_presets(path: str, table: dict[str, Any]) -> list[str]:
    """Return the names of the presets that are asked for, each once."""
    known = preset_names()
    value = table.get(_LIBRARIES, [])
    if not is_list_of_names(value):
        raise ConfigError(wrong_value(path, _LIBRARIES, value, f"a list of names out of {known}"))
    asked = os.environ.get(LIBRARIES_VARIABLE, "").split(",")
    chosen = [(path, name) for name in value]
    chosen += [(_ON_THE_COMMAND_LINE, name.strip()) for name in asked if name.strip()]
    for place, name in chosen:
        if name in known_names() and name not in known:
            raise ConfigError(refused_library(place, name, read_preset(name).refused))
        if name not in known:
            raise ConfigError(unknown_library(place, name, _name_like(name), known))
    return list(dict.fromkeys(name for _, name in chosen))


def _name_like(name: str) -> str | None:
    """Return the name of the library that may be meant: a package index has others than imports."""
    by_distribution = {read_preset(each).distribution: each for each in known_names()}
    nearest = difflib.get_close_matches(name, [*by_distribution, *known_names()], n=1)
    return by_distribution.get(nearest[0], nearest[0]) if nearest else None


def _override(path: str, table: dict[str, Any]) -> Override:
    refuse_unknown(path, table, _OVERRIDE_KEYS, f"{OVERRIDES}.")
    value = table.get(MODULE, [])
    patterns = [value] if isinstance(value, str) else value
    if not is_list_of_names(patterns) or not patterns:
        key = f"{OVERRIDES}.{MODULE}"
        raise ConfigError(wrong_value(path, key, value, "a module name or a list of them"))
    return Override(tuple(patterns), _settings(path, table, f"{OVERRIDES}."))


def _settings(path: str, table: dict[str, Any], prefix: str = "") -> Settings:
    contexts: dict[str, str] = {}
    for key, side in CONTEXTS.items():
        for name in context_names(path, table, key, prefix):
            if contexts.setdefault(name, side) != side:
                raise ConfigError(context_named_twice(path, name, *CONTEXTS))
    return Settings(_plain_functions(path, table, prefix), tuple(contexts.items()))


def _plain_functions(path: str, table: dict[str, Any], prefix: str) -> str | None:
    value = table.get(_PLAIN_FUNCTIONS)
    if value not in (None, _AMBIGUOUS, _SYNC):
        expected = f'"{_AMBIGUOUS}" or "{_SYNC}"'
        raise ConfigError(wrong_value(path, f"{prefix}{_PLAIN_FUNCTIONS}", value, expected))
    return None if value is None else str(value)


def _settings_as_data(settings: Settings) -> list[Any]:
    return [settings.plain_functions, [list(context) for context in settings.contexts]]


def _matches(module: str, pattern: str) -> bool:
    """Match as mypy does: ``legacy.*`` covers ``legacy`` and all below it."""
    if pattern.endswith(".*") and module == pattern[:-2]:
        return True
    return fnmatchcase(module, pattern)
