"""What do the tables ``[tool.duotone]`` say?"""

from __future__ import annotations

import difflib
import os
from typing import Any, Final

from ._config import AMBIGUOUS, CONTEXTS, SYNC, Config, Override, Settings
from ._config_checks import ConfigError, is_list_of_names, refuse_unknown
from ._config_file import MODULE, OVERRIDES, read_table
from ._config_presence import LIBRARIES_VARIABLE
from ._library_config import LIBRARY, by_prefix, context_names, libraries_of
from ._library_messages import refused_library, unknown_library
from ._presets import known_names, preset_names, read_preset
from ._run_messages import context_named_twice, wrong_value

__all__ = ["ConfigError", "read_config"]

_PLAIN_FUNCTIONS: Final = "plain-functions"
_LIBRARIES: Final = "libraries"
_ON_THE_COMMAND_LINE: Final = f"--libraries ({LIBRARIES_VARIABLE})"

_KEYS: Final = [_PLAIN_FUNCTIONS, *CONTEXTS, _LIBRARIES, LIBRARY, OVERRIDES]
_OVERRIDE_KEYS: Final = [MODULE, _PLAIN_FUNCTIONS, *CONTEXTS]


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
    value = table.get(_LIBRARIES, [])
    if not is_list_of_names(value):
        expected = f"a list of names out of {preset_names()}"
        raise ConfigError(wrong_value(path, _LIBRARIES, value, expected))
    asked = os.environ.get(LIBRARIES_VARIABLE, "").split(",")
    chosen = [(path, name) for name in value]
    chosen += [(_ON_THE_COMMAND_LINE, name.strip()) for name in asked if name.strip()]
    for place, name in chosen:
        _refuse_unknown_preset(place, name)
    return list(dict.fromkeys(name for _, name in chosen))


def _refuse_unknown_preset(place: str, name: str) -> None:
    if name not in known_names():
        raise ConfigError(unknown_library(place, name, _name_like(name), preset_names()))
    refused = read_preset(name).refused
    if refused:
        raise ConfigError(refused_library(place, name, refused))


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
    if value not in (None, AMBIGUOUS, SYNC):
        expected = f'"{AMBIGUOUS}" or "{SYNC}"'
        raise ConfigError(wrong_value(path, f"{prefix}{_PLAIN_FUNCTIONS}", value, expected))
    return None if value is None else str(value)
