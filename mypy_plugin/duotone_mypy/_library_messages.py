"""What does a user read about libraries that were written without duotone?"""

from __future__ import annotations

from typing import Final

#: How many functions a suggestion shows.
_SHOWN: Final = 8


def unknown_function(path: str, key: str, name: str, nearest: str | None) -> str:
    """Say that the configuration names a function that does not exist."""
    hint = f'did you mean "{nearest}"?' if nearest else "nothing there has a name like it"
    return f'{path}: duotone\'s "{key}" names "{name}", but there is no such function: {hint}'


def unknown_library(place: str, name: str, nearest: str | None, known: list[str]) -> str:
    """Say that there is no preset of that name."""
    hint = f'did you mean "{nearest}"?' if nearest else f"it knows {', '.join(known)}"
    return (
        f'{place}: duotone has no preset for the library "{name}": {hint} (any other library '
        "can be described in a table [[tool.duotone.library]])"
    )


def refused_library(place: str, name: str, reason: str) -> str:
    """Say why a library cannot be configured."""
    return f'{place}: duotone cannot type the calls of the library "{name}": {reason}'


def defined_elsewhere(path: str, key: str, name: str, found: str, prefix: str) -> str:
    """Say that the prefix of a table does not cover a function that the table lists."""
    return (
        f'{path}: duotone\'s "{key}" names "{name}", which is defined as "{found}": that does not '
        f'begin with the prefix "{prefix}"'
    )


def prefix_twice(path: str, prefix: str) -> str:
    """Say that two tables are about the same functions."""
    return (
        f'{path}: two tables [[tool.duotone.library]] have the prefix "{prefix}": make one of them'
    )


def function_twice(path: str, name: str) -> str:
    """Say that two tables list one function."""
    return f'{path}: two tables [[tool.duotone.library]] list "{name}": keep it in one of them'


def listed_and_left_out(path: str, name: str) -> str:
    """Say that a table lists a function that it leaves to mypy."""
    return (
        f'{path}: a table [[tool.duotone.library]] names "{name}" in its "functions", and '
        'leaves it to mypy by its "except": keep one of them'
    )


def not_installed(name: str, python: str) -> str:
    """Say that a configured library is not there."""
    return (
        f'duotone: the library "{name}" is configured, but mypy finds no such package for '
        f"{python}: nothing of it is typed"
    )


def unchecked_version(name: str, version: str, versions: str) -> str:
    """Say that a preset is for other versions of a library."""
    return (
        f"duotone: {name} {version} is installed, but what duotone knows about it is for "
        f"{versions}: functions that have come or gone since may be typed wrongly"
    )


def suggested_refusal(package: str, reason: str) -> str:
    """Say, as a comment, why there is no configuration for a library."""
    return f"# {package}: {reason}\n"


def suggested_presets(names: list[str]) -> str:
    """Return the configuration that takes presets."""
    listed = ", ".join(f'"{name}"' for name in names)
    return f"[tool.duotone]\nlibraries = [{listed}]\n"


def suggested_library(package: str, functions: tuple[str, ...], resolve: str) -> str:
    """Return the configuration of a library, with the functions that it is about."""
    shown = [f"#   {name}" for name in functions[:_SHOWN]]
    if len(functions) > _SHOWN:
        shown.append(f"#   and {len(functions) - _SHOWN} more")
    caution = "# Right only where the place of a call decides, as a loop that runs there does."
    return "\n".join(
        [
            f"# A value or its coroutine, as typed by {package}:",
            *shown,
            *([caution] if resolve == "context" else []),
            "[[tool.duotone.library]]",
            f'prefix = "{package}."',
            f'resolve = "{resolve}"',
            *(
                ["sync-keyword = false # true if its functions take _sync="]
                * (resolve == "context")
            ),
            "",
        ]
    )


def nothing_to_suggest() -> str:
    """Say that no dependency gives a value or its coroutine."""
    return "duotone: no library that is imported here types a function as a value or its coroutine"


def reason_of_receiver(name: str, side: str) -> str:
    """Say that the class called on decides."""
    return f'"{name}" is {"an async" if side == "async" else "a sync"} class'
