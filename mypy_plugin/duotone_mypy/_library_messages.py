"""What does a user read about libraries that were written without duotone?"""

from __future__ import annotations

from typing import Final

#: How many functions a suggestion shows.
_SHOWN: Final = 8


def unknown_function(path: str, key: str, name: str, nearest: str | None) -> str:
    """Say that the configuration names a function that does not exist."""
    hint = f'did you mean "{nearest}"?' if nearest else "nothing there has a name like it"
    return f'{path}: duotone\'s "{key}" names "{name}", but there is no such function: {hint}'


def unknown_library(path: str, name: str, nearest: str | None, known: list[str]) -> str:
    """Say that there is no preset of that name."""
    hint = f'did you mean "{nearest}"?' if nearest else f"it knows {', '.join(known)}"
    where = f"{path}: " if path else ""
    return (
        f'{where}duotone has no preset for the library "{name}": {hint}; describe any other '
        "library in a table [[tool.duotone.library]]"
    )


def refused_library(path: str, name: str, reason: str) -> str:
    """Say why a library cannot be configured."""
    where = f"{path}: " if path else ""
    return f'{where}duotone cannot type the calls of the library "{name}": {reason}'


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
