"""What the tests of faults share: programs in interpreters of their own, which may not hang."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from duotone import bridge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Seconds after which a program that hangs shows where, and ends. It is told by a signal: a thread
#: that watches would not be there in a forked process.
HANGS = 60


@pytest.fixture(autouse=True)
def private_bridge() -> Iterator[None]:
    """Choose the default way of bridging again."""
    yield
    bridge("private").use()


@pytest.fixture
def without_coverage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Start programs that are not measured.

    An interrupt can leave coverage's own lock held, and many threads wait for each other in it.
    """
    monkeypatch.delenv("COVERAGE_PROCESS_START", raising=False)
    monkeypatch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)


@pytest.fixture
def run_program() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a program; a hang ends it with the tracebacks of its threads."""

    def run(program: str | Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        guard = (
            "import faulthandler, signal, sys\n"
            "faulthandler.register(signal.SIGALRM, all_threads=True, chain=True)\n"
            f"signal.alarm({HANGS})\n"
        )
        if isinstance(program, Path):
            code = f"import runpy; runpy.run_path({str(program)!r}, run_name='__main__')"
        else:
            code = dedent(program)
        return subprocess.run(
            [sys.executable, "-c", guard + code, *arguments],
            capture_output=True,
            text=True,
            timeout=HANGS + 10,
            check=False,
        )

    return run
