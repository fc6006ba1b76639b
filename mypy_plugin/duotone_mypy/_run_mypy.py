"""How is mypy run with the plugin, whatever the user has configured?"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from mypy.errors import CompileError
from mypy.main import main as run_mypy
from mypy.main import process_options

from ._config_tables import ConfigError, read_config
from ._installed import doubts_about
from ._library_messages import nothing_to_suggest
from ._merged_config import write_config
from ._run_messages import missing_paths, tally_summary
from ._suggest import configuration_for, suggest_libraries
from ._tally import tally
from ._tally_store import TallyStore

if TYPE_CHECKING:
    from typing import TextIO

    from mypy.modulefinder import BuildSource
    from mypy.options import Options

_PROGRAM: Final = "duotone check"
_USAGE: Final = "%(prog)s [--show-calls] [MYPY OPTIONS] [PATH...]"
_UNUSABLE: Final = 2


def check_paths(arguments: list[str], *, shows_calls: bool = False) -> int:
    """Run mypy on paths and options, print its messages and the tally; return its exit status."""
    sources, options = _parse(arguments)
    missing = [path for path in _paths_of(sources) if not Path(path).exists()]
    if missing:
        print(missing_paths(missing), file=sys.stderr)
        return _UNUSABLE
    store = TallyStore(options)
    tally.clear()
    tally.shows_calls = shows_calls
    with tempfile.TemporaryDirectory(prefix="duotone-") as folder:
        config, shown_as = write_config(options.config_file, Path(folder))
        in_one_process = ["--num-workers=0"] if getattr(options, "num_workers", 0) else []
        status = _run(
            [*arguments, f"--config-file={config}", f"--cache-dir={store.cache}", *in_one_process],
            shown_as,
        )
    for doubt in _doubts(sources, options):
        print(doubt, file=sys.stderr)
    # mypy may have cached some files before it met what it could not go on with.
    store.update(tally)
    if status != _UNUSABLE:
        # Beside messages for programs, ours would be in the way.
        is_for_programs = getattr(options, "output", None) is not None
        stream = sys.stderr if is_for_programs else sys.stdout
        print(tally_summary(store.total(sources)), file=stream)
    return status


def _doubts(sources: list[BuildSource], options: Options) -> list[str]:
    try:
        config = read_config(options.config_file)
    except ConfigError:
        return []  # the plugin has said why
    return doubts_about(config, sources, options)


def suggest_for(arguments: list[str]) -> int:
    """Print the configuration for libraries that are used; return the exit status."""
    sources, options = _parse(arguments)
    missing = [path for path in _paths_of(sources) if not Path(path).exists()]
    if missing:
        print(missing_paths(missing), file=sys.stderr)
        return _UNUSABLE
    try:
        suggestions = suggest_libraries(sources, options)
    except CompileError as error:
        print("\n".join(error.messages), file=sys.stderr)
        return _UNUSABLE
    print(configuration_for(suggestions) if suggestions else nothing_to_suggest())
    return 0


def _parse(arguments: list[str]) -> tuple[list[BuildSource], Options]:
    """Let mypy read its arguments and the user's configuration."""
    answers, complaints = io.StringIO(), io.StringIO()
    try:
        sources, options = process_options(
            list(arguments), stdout=answers, stderr=complaints, program=_PROGRAM, header=_USAGE
        )
    except SystemExit:
        sys.stdout.write(answers.getvalue())
        sys.stderr.write(complaints.getvalue())
        raise
    if options.config_file is None:
        # What mypy says about the file that it uses, it says again when it runs.
        sys.stderr.write(complaints.getvalue())
    return sources, options


def _paths_of(sources: list[BuildSource]) -> list[str]:
    return [source.path for source in sources if source.path is not None]


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
