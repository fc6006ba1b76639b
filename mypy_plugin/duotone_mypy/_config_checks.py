"""Is what stands in a configuration of the right kind?"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Any

from ._config_file import ConfigError
from ._run_messages import unknown_key

if TYPE_CHECKING:
    from typing_extensions import TypeIs

__all__ = ["ConfigError", "is_full_name", "is_list_of_names", "refuse_unknown"]


def is_list_of_names(value: object) -> TypeIs[list[str]]:
    """Tell whether a value is a list of texts, none of them empty."""
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def is_full_name(name: str) -> bool:
    """Tell whether a text names something in a module."""
    return "." in name and all(part.isidentifier() for part in name.split("."))


def refuse_unknown(path: str, table: dict[str, Any], valid: list[str], prefix: str = "") -> None:
    """Let a table have these keys only.

    Raises:
        ConfigError: when it has another one.
    """
    for key in table:
        if key not in valid:
            nearest = difflib.get_close_matches(key, valid, n=1)
            raise ConfigError(
                unknown_key(path, f"{prefix}{key}", nearest[0] if nearest else None, valid)
            )
