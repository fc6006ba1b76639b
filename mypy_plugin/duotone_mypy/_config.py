"""What has the user configured?"""

from __future__ import annotations

from fnmatch import fnmatchcase
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mypy.nodes import FuncItem, MypyFile, TypeInfo

    from ._library import Library

#: What counts for an implicit call in a plain function.
AMBIGUOUS: Final = "ambiguous"
SYNC: Final = "sync"
#: From the key that lists decorators to the side that they declare.
CONTEXTS: Final = {"sync-contexts": "sync", "async-contexts": "async"}
_KEYS: Final = {side: key for key, side in CONTEXTS.items()}


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


class Config(NamedTuple):
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
    defined_as: Mapping[str, str] = MappingProxyType({})

    def trusts_plain_functions(self, module: MypyFile | TypeInfo | FuncItem) -> bool:
        """Tell whether implicit calls in plain functions of a module count as sync."""
        chosen = (settings.plain_functions for settings in self._settings_for(module.fullname))
        return next((value for value in chosen if value is not None), AMBIGUOUS) == SYNC

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

    @property
    def has_contexts(self) -> bool:
        """Tell whether any decorator declares a context."""
        return bool(self.preset_contexts or self.context_names())

    @property
    def has_names(self) -> bool:
        """Tell whether anything is configured that the build may have or not."""
        return self.has_contexts or bool(self.function_names())

    def function_names(self) -> list[tuple[str, str]]:
        """Return each function that the user lists for a library, after the prefix there."""
        own = self.libraries[: self.own_libraries]
        return [(each.prefix, name) for each in own for name, _ in each.functions]

    def context_names(self) -> list[tuple[str, str]]:
        """Return each decorator that is configured anywhere, after the key that names it."""
        everywhere = [self.settings, *(override.settings for override in self.overrides)]
        return [(_KEYS[side], name) for settings in everywhere for name, side in settings.contexts]

    def with_names(self, defined_as: Mapping[str, str]) -> Config:
        """Return the configuration with the names under which mypy knows the decorators."""
        return self if defined_as == self.defined_as else self._replace(defined_as=defined_as)

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


def _settings_as_data(settings: Settings) -> list[Any]:
    return [settings.plain_functions, [list(context) for context in settings.contexts]]


def _matches(module: str, pattern: str) -> bool:
    """Match as mypy does: ``legacy.*`` covers ``legacy`` and all below it."""
    if pattern.endswith(".*") and module == pattern[:-2]:
        return True
    return fnmatchcase(module, pattern)
