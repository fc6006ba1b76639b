"""Which libraries does the package know, and what does it know about them?"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ._config_file import TOML
from ._library import Preset
from ._library_config import PRESET_KEYS, contexts_of, libraries_of

_FOLDER: Final = Path(__file__).parent / "presets"


def known_names() -> list[str]:
    """Return the names of the libraries that the package knows, also of those that it refuses."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


def preset_names() -> list[str]:
    """Return the names of the libraries that can be configured by name."""
    return [name for name in known_names() if not read_preset(name).refused]


@lru_cache
def read_preset(name: str) -> Preset:
    """Return what the package knows about a library."""
    path = str(_FOLDER / f"{name}.toml")
    table: dict[str, Any] = TOML.loads(Path(path).read_text(encoding="utf-8"))
    libraries = libraries_of(path, table, PRESET_KEYS)
    contexts = contexts_of(path, table)
    distribution = table.get("distribution", name)
    refused = table.get("refused", "")
    return Preset(name, distribution, table["versions"], libraries, contexts, refused)
