"""What is said of a run: of its configuration, of its mypy, and of how it ended?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter


def unsupported_mypy(version: str, oldest: str) -> str:
    """Say that this mypy is too old for the plugin."""
    return (
        f"duotone: mypy {version} is too old for the plugin, which needs {oldest} or newer: "
        f'pip install "mypy>={oldest}"'
    )


def unknown_mypy(version: str, newest: str) -> str:
    """Say that this mypy is newer than any the plugin was tested with."""
    return (
        f"duotone: mypy {version} is newer than {newest}, the newest version that this plugin was "
        "tested with: if something looks wrong, look for a newer duotone"
    )


def unknown_key(path: str, key: str, nearest: str | None, valid: list[str]) -> str:
    """Say that a configuration key means nothing."""
    hint = f'did you mean "{nearest}"?' if nearest else f"valid are {', '.join(valid)}"
    return f'{path}: duotone does not know the key "{key}": {hint}'


def misspelt(path: str, found: str, valid: str) -> str:
    """Say that a section or table is ours but for its name."""
    return f"{path}: duotone does not read [{found}]: write {valid}"


def wrong_value(path: str, key: str, value: object, expected: str) -> str:
    """Say that a configuration key has a value that it cannot have."""
    return f'{path}: duotone\'s "{key}" must be {expected}, not {value!r}'


def unknown_context(path: str, key: str, name: str, nearest: str | None) -> str:
    """Say that the configuration names a decorator that does not exist."""
    hint = f'did you mean "{nearest}"?' if nearest else "nothing there has a name like it"
    return f'{path}: duotone\'s "{key}" names "{name}", but there is no such decorator: {hint}'


def context_named_twice(path: str, name: str, key: str, other: str) -> str:
    """Say that a decorator cannot declare both sides."""
    return f'{path}: "{name}" stands in duotone\'s "{key}" and in its "{other}": keep one of them'


def configured_twice(path: str, other: str) -> str:
    """Say that only one file can hold the configuration."""
    return f"{path}: duotone is configured here and in {other}: keep one of them"


def unreadable(path: str, error: Exception) -> str:
    """Say that a configuration file cannot be read."""
    return f"{path}: duotone cannot read its configuration: {' '.join(str(error).split())}"


def missing_paths(paths: list[str]) -> str:
    """Say that there is nothing to check under some paths."""
    named = ", ".join(f'"{path}"' for path in paths)
    return f"duotone: there is no file or folder {named}: name what mypy should check"


def missing_package(name: str) -> str:
    """Say what has to be installed for the command."""
    return f'duotone: {name} is not installed: pip install "duotone[mypy]"'


def tally_summary(counts: Counter[str]) -> str:
    """Say how many dual calls were checked, and what they give."""
    parts = [
        _several(counts["sync"], "value"),
        _several(counts["async"], "coroutine"),
        f"{counts['ambiguous']} ambiguous",
    ]
    if counts["either"]:
        parts.append(f"{counts['either']} told by a variable")
    return f"duotone: {_several(counts.total(), 'dual call')}: {', '.join(parts)}"


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def hook_failed(hook: str, place: str, error: Exception) -> str:
    """Say that the plugin met something that it does not know, and what mypy shows instead."""
    return (
        f"duotone: {place}: {hook} failed with {type(error).__name__}: {error}; mypy's own type "
        "stands. Please report this, with the traceback that DUOTONE_TRACEBACK=1 shows"
    )
