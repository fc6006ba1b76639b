"""Which libraries does the package know, and what does it know about them?"""

from __future__ import annotations

import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from ._library import Preset
from ._library_config import PRESET_KEYS, contexts_of, libraries_of

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_FOLDER: Final = Path(__file__).parent / "presets"


def preset_names() -> list[str]:
    """Return the names of the libraries that the package knows."""
    return sorted(path.stem for path in _FOLDER.glob("*.toml"))


@lru_cache
def read_preset(name: str) -> Preset:
    """Return what the package knows about a library."""
    path = str(_FOLDER / f"{name}.toml")
    table: dict[str, Any] = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    libraries = libraries_of(path, table, PRESET_KEYS)
    return Preset(name, table["versions"], libraries, contexts_of(path, table))
