"""How is mypy run with the plugin, whatever the user has configured?"""

from __future__ import annotations

import io
import json
import os
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from mypy.main import main as run_mypy
from mypy.main import process_options

from ._merged_config import write_config
from ._tally import tally

if TYPE_CHECKING:
    from typing import TextIO

    from mypy.modulefinder import BuildSource
    from mypy.options import Options

_STORE: Final = "duotone-tally.json"
_UNUSABLE: Final = 2
_EITHER: Final = "either"


def check_paths(arguments: list[str], *, shows_calls: bool = False) -> int:
    """Run mypy on paths and options, print its messages and the tally; return its exit status."""
    sources, options = _parse(arguments)
    # A cache of its own: it tells which calls were counted in an earlier run.
    cache = _cache_beside(options.cache_dir)
    tally.clear()
    tally.shows_calls = shows_calls
    with tempfile.TemporaryDirectory(prefix="duotone-") as folder:
        config = write_config(options.config_file, Path(folder))
        in_one_process = ["--num-workers=0"] if getattr(options, "num_workers", 0) else []
        status = _run(
            [*arguments, f"--config-file={config}", f"--cache-dir={cache}", *in_one_process],
            {str(config): options.config_file or "duotone"},
        )
    if status != _UNUSABLE:
        print(_summary(_counts(sources, cache)))
    return status


def _parse(arguments: list[str]) -> tuple[list[BuildSource], Options]:
    """Let mypy read its arguments and the user's configuration."""
    complaints = io.StringIO()
    try:
        return process_options(list(arguments), stdout=complaints, stderr=complaints)
    except SystemExit:
        # What can be lived with is said again when mypy runs; this it would not live with.
        sys.stderr.write(complaints.getvalue())
        raise


def _run(arguments: list[str], shown_as: dict[str, str]) -> int:
    try:
        run_mypy(
            args=arguments,
            stdout=_renaming(sys.stdout, shown_as),
            stderr=_renaming(sys.stderr, shown_as),
            clean_exit=True,
        )
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else _UNUSABLE
    return 0


def _cache_beside(cache: str) -> str:
    return cache if cache == os.devnull else str(Path(cache) / "duotone")


def _counts(sources: list[BuildSource], cache: str) -> Counter[str]:
    """Return the number of dual calls by verdict: of this run, and of runs that mypy cached."""
    store = Path(cache) / _STORE
    stored = _read(store) if cache != os.devnull else {}
    stored.update({str(Path(path).absolute()): count for path, count in tally.counts().items()})
    if cache != os.devnull and store.parent.is_dir():
        store.write_text(json.dumps(stored), encoding="utf-8")
    total: Counter[str] = Counter()
    for source in sources:
        if source.path is not None:
            total.update(stored.get(str(Path(source.path).absolute()), {}))
    return total


def _read(store: Path) -> dict[str, dict[str, int]]:
    try:
        counts: dict[str, dict[str, int]] = json.loads(store.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return counts


def _summary(counts: Counter[str]) -> str:
    parts = [
        _several(counts["sync"], "value"),
        _several(counts["async"], "coroutine"),
        f"{counts['ambiguous']} ambiguous",
    ]
    if counts[_EITHER]:
        parts.append(f"{counts[_EITHER]} told by a variable")
    return f"duotone: {_several(counts.total(), 'dual call')}: {', '.join(parts)}"


def _several(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _renaming(stream: TextIO, shown_as: dict[str, str]) -> TextIO:
    return cast("TextIO", _Renaming(stream, shown_as))


class _Renaming:
    """A text stream that shows some paths under other names; all else is the stream's own."""

    def __init__(self, stream: TextIO, shown_as: dict[str, str]) -> None:
        self._stream = stream
        self._shown_as = shown_as

    def write(self, text: str) -> int:
        for path, name in self._shown_as.items():
            text = text.replace(path, name)
        return self._stream.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
