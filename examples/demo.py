"""Does it all work? Checks the examples with mypy, then runs them against a real server."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXAMPLES: Final = Path(__file__).resolve().parent
_ROOT: Final = _EXAMPLES.parent

_PROGRAMS: Final = ("sync_script.py", "asyncio_program.py", "trio_program.py")
_GOOD: Final = ("bookshelf", *_PROGRAMS, "show.py", "server.py", "demo.py")
_MISTAKES: Final = "mistakes.py"
_MARK: Final = "# wrong:"

#: How long the server may take to stop, in seconds.
_STOP_TIME: Final = 10


class UnexpectedError(Exception):
    """A step of the demo did not end as it should."""


def check_good_files() -> None:
    """Show what mypy says of each call in the library and the programs: no errors.

    Raises:
        UnexpectedError: when there are errors.
    """
    _heading("mypy on the library and the programs: what each call gives")
    status, _ = _check("--show-calls", *_GOOD)
    if status != 0:
        raise UnexpectedError(f"the check of the good files ended with status {status}, not 0")


def check_mistakes() -> None:
    """Show that the checker finds each mistake, and nothing else.

    Raises:
        UnexpectedError: when it misses one, or reports a line without a mistake.
    """
    _heading("mypy on the classical mistakes: each one found")
    status, output = _check(_MISTAKES)
    if status != 1:
        raise UnexpectedError(f"the check of {_MISTAKES} ended with status {status}, not 1")
    pattern = rf"{re.escape(_MISTAKES)}:(\d+)(?::\d+)*: error:"
    reported = {int(line) for line in re.findall(pattern, output)}
    lines = (_EXAMPLES / _MISTAKES).read_text(encoding="utf-8").splitlines()
    marked = {number for number, line in enumerate(lines, start=1) if _MARK in line}
    if reported != marked:
        raise UnexpectedError(
            f"{_MISTAKES} has mistakes on lines {sorted(marked)}, reported were {sorted(reported)}"
        )
    print(f"{len(marked)} mistakes, {len(reported)} found", flush=True)


@contextmanager
def running_server() -> Iterator[str]:
    """Run the server for the length of a ``with`` block, which gets its address.

    Raises:
        UnexpectedError: when the server does not start, or does not stop.
    """
    command = [sys.executable, str(_EXAMPLES / "server.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            url = server.stdout.readline().strip() if server.stdout else ""
            if not url:
                raise UnexpectedError(f"the server ended at once, with status {server.wait()}")
            yield url
        finally:
            _stop(server)


def run_program(name: str, url: str) -> None:
    """Run one program against the server, with every warning turned into an error.

    Raises:
        UnexpectedError: when it fails, or has anything to complain about.
    """
    _heading(f"{name}: real calls")
    local = {"BOOKSHELF_URL": url, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    run = subprocess.run(
        [sys.executable, "-W", "error", str(_EXAMPLES / name)],
        env={**os.environ, **local},
        capture_output=True,
        text=True,
        check=False,
    )
    _print_output(run)
    if run.returncode != 0:
        raise UnexpectedError(f"{name} ended with status {run.returncode}, not 0")
    # What goes wrong while an object is destroyed, such as a lost coroutine, only shows here.
    if run.stderr:
        raise UnexpectedError(f"{name} complained on standard error")


def main() -> int:
    """Run the whole demo and return its exit status."""
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    try:
        check_good_files()
        check_mistakes()
        with running_server() as url:
            for program in _PROGRAMS:
                run_program(program, url)
    except UnexpectedError as error:
        print(f"\ndemo failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ndemo interrupted", file=sys.stderr)
        return 128 + signal.SIGINT
    _heading("all as expected")
    return 0


def _check(*words: str) -> tuple[int, str]:
    """Run ``duotone check`` over files of this folder, and return its status and output."""
    folder = _EXAMPLES.relative_to(_ROOT)
    arguments = [word if word.startswith("-") else str(folder / word) for word in words]
    print(f"$ duotone check {' '.join(arguments)}", flush=True)
    run = subprocess.run(
        [sys.executable, "-m", "duotone_mypy", "check", *arguments],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    _print_output(run)
    return run.returncode, run.stdout


def _stop(server: subprocess.Popen[str]) -> None:
    server.terminate()
    try:
        server.wait(timeout=_STOP_TIME)
    except subprocess.TimeoutExpired:
        raise UnexpectedError(f"the server did not stop within {_STOP_TIME} seconds") from None
    finally:
        server.kill()  # does nothing to a server that has ended


def _print_output(run: subprocess.CompletedProcess[str]) -> None:
    print(run.stdout, end="", flush=True)
    print(run.stderr, end="", file=sys.stderr, flush=True)


def _heading(text: str) -> None:
    has_colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    line = f"== {text} =="
    print(f"\n\033[1;36m{line}\033[0m" if has_colour else f"\n{line}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
