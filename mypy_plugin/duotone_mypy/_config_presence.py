"""May there be any configuration of the plugin? To read one takes longer than to see that."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

#: Names of presets, separated by commas: those of ``duotone check --libraries``.
LIBRARIES_VARIABLE: Final = "DUOTONE_LIBRARIES"
_PYPROJECT: Final = "pyproject.toml"

_KEY: Final = b"duotone"
#: What a key or the name of a section may end with.
_CLOSING: Final = b"\"' \t"
#: What follows the key of a table in TOML and in an ini file; a line that is broken ends there.
_FOLLOWING: Final = (b".", b"]", b"=", b"-", b"\n", b"\r")
#: What may set off the parts of our name, or stand around it, where it is misspelt.
_SEPARATORS: Final = b"\"' \t-_."
#: What a key has not, but a requirement has.
_COMPARING: Final = b"<>~!["
#: How TOML spells a letter by its number; the text is in small letters.
_ESCAPES: Final = (b"\\u", b"\\x")


def may_configure(path: str | None) -> bool:
    """Tell whether the file that mypy has read, the pyproject.toml beside it, or a variable may."""
    if os.environ.get(LIBRARIES_VARIABLE):
        return True
    if path is None:
        return False
    beside = [] if path.endswith(".toml") else [Path(path).parent / _PYPROJECT]
    return _may_name_us(Path(path)) or any(_may_name_us(file) for file in beside if file.is_file())


def _may_name_us(file: Path) -> bool:
    """Tell whether a file may have a table or a section of ours, which the full reading tells."""
    try:
        text = file.read_bytes().lower() + b"\n"
    except OSError:
        return True  # the full reading says what is wrong with it
    is_key = any(part.lstrip(_CLOSING).startswith(_FOLLOWING) for part in text.split(_KEY)[1:])
    return (
        is_key
        or any(escape in text for escape in _ESCAPES)
        or any(b"duo" in line and _may_misspell_us(line) for line in text.splitlines())
    )


def _may_misspell_us(line: bytes) -> bool:
    """Tell whether a line may begin a section, a table or a key with a name like ours."""
    name, equals, _ = line.translate(None, _SEPARATORS).partition(b"=")
    is_name = name.startswith(b"[") or (equals and not any(each in name for each in _COMPARING))
    return _KEY in name and bool(is_name)
