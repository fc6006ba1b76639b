"""What do the tables ``[[tool.duotone.library]]`` say?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ._config import CONTEXTS
from ._config_checks import ConfigError, is_full_name, is_list_of_names, refuse_unknown
from ._library import CONTEXT, RECEIVER, Library
from ._library_messages import function_twice, listed_and_left_out, prefix_twice
from ._run_messages import wrong_value

if TYPE_CHECKING:
    from collections.abc import Iterable

LIBRARY: Final = "library"
FUNCTIONS: Final = "functions"
_PREFIX: Final = "prefix"
_RESOLVE: Final = "resolve"
_SYNC_KEYWORD: Final = "sync-keyword"
_EXCEPT: Final = "except"
_KEYS: Final = [_PREFIX, FUNCTIONS, _RESOLVE, _SYNC_KEYWORD, _EXCEPT]

PRESET_KEYS: Final = ["distribution", "versions", "refused", *CONTEXTS, LIBRARY]


def libraries_of(path: str, table: dict[str, Any], valid: list[str]) -> tuple[Library, ...]:
    """Return the libraries of a table that may have these keys.

    Raises:
        ConfigError: when a key is unknown or a value cannot be used.
    """
    refuse_unknown(path, table, valid)
    libraries = table.get(LIBRARY, [])
    if not isinstance(libraries, list) or not all(isinstance(item, dict) for item in libraries):
        raise ConfigError(
            wrong_value(path, LIBRARY, libraries, "an array of tables in a TOML file")
        )
    found = tuple(_library(path, item) for item in libraries)
    _refuse_contradictions(path, found)
    return found


def by_prefix(libraries: Iterable[Library]) -> list[Library]:
    """Return libraries so that the one with the longest prefix for a function comes first."""
    return sorted(libraries, key=lambda library: -len(library.prefix))


def contexts_of(path: str, table: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return the decorators of a table that declare a context, with the side of each."""
    return tuple(
        (name, side) for key, side in CONTEXTS.items() for name in context_names(path, table, key)
    )


def context_names(path: str, table: dict[str, Any], key: str, prefix: str = "") -> list[str]:
    """Return the full names that a key lists."""
    value = table.get(key, [])
    if is_list_of_names(value) and all(is_full_name(name) for name in value):
        return list(value)
    expected = 'a list of full names, such as ["acme.job"]'
    raise ConfigError(wrong_value(path, f"{prefix}{key}", value, expected))


def _library(path: str, table: dict[str, Any]) -> Library:
    refuse_unknown(path, table, _KEYS, f"{LIBRARY}.")
    prefix = table.get(_PREFIX)
    if not isinstance(prefix, str) or not prefix.rstrip("."):
        raise _wrong(path, _PREFIX, prefix, 'the beginning of full names, such as "acme."')
    resolve = table.get(_RESOLVE, CONTEXT)
    if resolve not in (CONTEXT, RECEIVER):
        raise _wrong(path, _RESOLVE, resolve, f'"{CONTEXT}" or "{RECEIVER}"')
    has_keyword = table.get(_SYNC_KEYWORD, resolve == CONTEXT)
    if not isinstance(has_keyword, bool):
        raise _wrong(path, _SYNC_KEYWORD, has_keyword, "true or false")
    exceptions = table.get(_EXCEPT, [])
    if not is_list_of_names(exceptions):
        raise _wrong(path, _EXCEPT, exceptions, 'a list of full names, such as ["acme.internal"]')
    functions = _functions(path, table.get(FUNCTIONS, []))
    return Library(prefix, functions, resolve, has_keyword, tuple(exceptions))


def _refuse_contradictions(path: str, libraries: tuple[Library, ...]) -> None:
    """Let each prefix and each function stand in one table, and be dual or left to mypy."""
    prefixes: set[str] = set()
    functions: set[str] = set()
    for library in libraries:
        if library.prefix in prefixes:
            raise ConfigError(prefix_twice(path, library.prefix))
        prefixes.add(library.prefix)
        for name, _ in library.functions:
            if name in functions:
                raise ConfigError(function_twice(path, name))
            if library.leaves_out(name):
                raise ConfigError(listed_and_left_out(path, name))
            functions.add(name)


def _functions(path: str, value: object) -> tuple[tuple[str, str | None], ...]:
    """Read full names, in a list or as the keys of a table with the name of the twin of each."""
    names = list(value) if isinstance(value, dict) else value
    twins = list(value.values()) if isinstance(value, dict) else []
    if is_list_of_names(names) and all(is_full_name(name) for name in names):
        if not twins:
            return tuple((name, None) for name in names)
        if all(twin == "" or (isinstance(twin, str) and twin.isidentifier()) for twin in twins):
            return tuple(zip(names, twins, strict=True))
    expected = (
        'a list of full names, such as ["acme.Client.get"], or a table from them to the names of '
        'their async twins, such as {"acme.Client.get" = "aget"}'
    )
    raise _wrong(path, FUNCTIONS, value, expected)


def _wrong(path: str, key: str, value: object, expected: str) -> ConfigError:
    return ConfigError(wrong_value(path, f"{LIBRARY}.{key}", value, expected))
