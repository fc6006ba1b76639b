"""What does mypy say of each call? Taken from a real run with the plugin."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

VALUE: Final = "value"
COROUTINE: Final = "coroutine"
AMBIGUOUS: Final = "ambiguous"

_LINE: Final = re.compile(r"^(?P<module>\w+)\.py:(?P<line>\d+): (?:note|error): (?P<text>.*)$")
_REVEALED: Final = re.compile(r'^Revealed type is "(.*)"$')
_COROUTINE: Final = re.compile(r"^typing\.Coroutine\[Any, Any, (.*)\]$")
_CONFIGURATION: Final = """\
[mypy]
plugins = duotone_mypy
allow_untyped_globals = true
"""

#: For each module, for each line: what comes, and of which type.
Verdicts = dict[str, dict[int, tuple[str, str]]]


class MypyFailedError(Exception):
    """mypy itself failed; the message is what it printed."""


def read_verdicts(folder: Path, cache: Path) -> Verdicts:
    """Run mypy over the modules of a folder and return its verdict for each line with a call."""
    (folder / "mypy.ini").write_text(_CONFIGURATION, encoding="utf-8")
    modules = sorted(path.name for path in folder.glob("p*.py"))
    run = subprocess.run(
        [sys.executable, "-m", "mypy", f"--cache-dir={cache}", *modules],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode not in {0, 1} or run.stderr:
        raise MypyFailedError(run.stdout[-2000:] + run.stderr)
    verdicts: Verdicts = {module.removesuffix(".py"): {} for module in modules}
    for text in run.stdout.splitlines():
        found = _LINE.match(text)
        if found:
            _add(verdicts[found["module"]], int(found["line"]), found["text"])
    return verdicts


def _add(lines: dict[int, tuple[str, str]], line: int, text: str) -> None:
    if "[dual-ambiguous]" in text:
        lines[line] = (AMBIGUOUS, "")
        return
    revealed = _REVEALED.match(text)
    if revealed is None or lines.get(line, ("", ""))[0] == AMBIGUOUS:
        return
    shown = re.sub(r"\bp\d+\.", "", revealed[1].replace("builtins.", ""))
    coroutine = _COROUTINE.match(shown)
    lines[line] = (VALUE, shown) if coroutine is None else (COROUTINE, coroutine[1])
