"""Which sections and tables are ours but for their spelling? mypy ignores them without a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

TOOL: Final = "tool"
SECTION: Final = "duotone"
#: Our name, with other capitals, parts set off, or more behind it: what follows is no letter.
_LIKE_OURS: Final = re.compile(r"[\W_]*(tools?[\W_]+)?duo[-_. ]?tone(?![^\W_])", re.IGNORECASE)
_LIKE_TOOL: Final = re.compile("tools?", re.IGNORECASE)
#: A key that TOML takes without quotes.
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def is_section(name: str) -> bool:
    """Tell whether a section of an ini file is read: ``duotone``, or an override's."""
    return name == SECTION or name.startswith(f"{SECTION}-")


def misspelt_sections(names: Iterable[str]) -> list[str]:
    """Return those sections of an ini file that are ours but for their spelling."""
    return [name for name in names if _LIKE_OURS.match(name) and not is_section(name)]


def misspelt_tables(document: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the keys of those tables of a TOML file that are ours but for their spelling."""
    paths: list[tuple[str, ...]] = [(key,) for key in document]
    for root, table in document.items():
        if isinstance(table, dict) and _LIKE_TOOL.fullmatch(root):
            paths.extend((root, key) for key in table)
    return [path for path in paths if _LIKE_OURS.match(path[-1]) and path != (TOOL, SECTION)]


def table_name(path: Iterable[str]) -> str:
    """Return the name of a table as a TOML file has it."""
    return ".".join(key if _BARE.fullmatch(key) else f'"{key}"' for key in path)
