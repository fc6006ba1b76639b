"""What did earlier runs count, in the files that mypy takes from its cache now?"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from mypy.modulefinder import BuildSource
    from mypy.options import Options

    from ._tally import Tally

_FOLDER: Final = "duotone"
_NAME: Final = "duotone-tally.json"


class _Counted(NamedTuple):
    """The dual calls of one file."""

    module: str
    counts: dict[str, int]


class TallyStore:
    """The counts of all files that mypy has in its cache, kept beside that cache."""

    def __init__(self, options: Options) -> None:
        #: Where mypy keeps its cache: one of its own, all of whose files have been counted.
        self.cache = _cache_of(options)
        python = ".".join(map(str, options.python_version))
        self._path = Path(self.cache) / python / _NAME
        self._is_kept = self.cache != os.devnull and options.incremental
        self._counted: dict[str, _Counted] = self._read() if self._is_kept else {}

    def update(self, tally: Tally) -> None:
        """Take over, and keep, what this run has counted."""
        for path, counts in tally.counts().items():
            self._counted[_absolute(path)] = _Counted(tally.module_of(path), counts)
        if self._is_kept and self._path.parent.is_dir():
            # Half a file, after an interrupt, would tell nothing.
            part = self._path.with_suffix(f".{os.getpid()}")
            part.write_text(json.dumps(self._counted), encoding="utf-8")
            part.replace(self._path)

    def total(self, sources: list[BuildSource]) -> Counter[str]:
        """Return the number of dual calls by verdict, in the files that the user has named."""
        modules = {source.module for source in sources if source.path is None}
        paths = {_absolute(source.path) for source in sources if source.path is not None}
        total: Counter[str] = Counter()
        for path, counted in self._counted.items():
            if path in paths or counted.module in modules:
                total.update(counted.counts)
        return total

    def _read(self) -> dict[str, _Counted]:
        try:
            stored = json.loads(self._path.read_text(encoding="utf-8"))
            return {path: _Counted(*counted) for path, counted in stored.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            # What mypy has cached would not be counted again.
            shutil.rmtree(self._path.parent, ignore_errors=True)
            return {}


def _cache_of(options: Options) -> str:
    """Return the folder of the cache; mypy's formats stand side by side, each with its files."""
    if options.cache_dir == os.devnull:
        return os.devnull
    kinds = {"sqlite": options.sqlite_cache, "json": not _has_fixed_format(options)}
    kind = "".join(f"-{name}" for name, is_on in kinds.items() if is_on)
    return str(Path(options.cache_dir) / f"{_FOLDER}{kind}")


def _has_fixed_format(options: Options) -> bool:
    return bool(getattr(options, "fixed_format_cache", False))


def _absolute(path: str) -> str:
    return str(Path(path).absolute())
