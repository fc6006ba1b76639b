"""How does a test start a real server or worker, wait for what it says, and stop it?"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING, Final

from .program import PATIENCE, environment

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTENS: Final = r"running on (http://127\.0\.0\.1:\d+)"


class Server:
    """A server that runs, and what it has logged so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.url = ""
        self.log = ""
        self.exit_code: int | None = None

    def wait_until_it_says(self, text: str) -> re.Match[str]:
        """Return the next line's match of a regular expression.

        Raises:
            AssertionError: when the server ends before it says so; the error shows its log.
        """
        for line in self._process.stdout or ():
            self.log += line
            found = re.search(text, line)
            if found is not None:
                return found
        raise AssertionError(f"the server ended before it said {text!r}:\n{self.log}")

    def stop(self, how: signal.Signals) -> None:
        """Stop the server and keep the rest of its log."""
        self._process.send_signal(how)
        rest, _ = self._process.communicate()
        self.log += rest
        self.exit_code = self._process.returncode


@contextmanager
def running(
    *command: str, stop: signal.Signals = signal.SIGINT, **variables: str
) -> Iterator[Server]:
    """Run `python` with these options until the block ends; killed when it takes too long."""
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(**variables),
    )
    assert process.stdout is not None
    alarm = Timer(PATIENCE, process.kill)
    alarm.start()
    try:
        server = Server(process)
        yield server
        server.stop(stop)
    finally:
        alarm.cancel()
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def serving(*command: str, **variables: str) -> Iterator[Server]:
    """Run `python` with these options as a server that listens, until the block ends."""
    with running(*command, stop=signal.SIGINT, **variables) as server:
        server.url = server.wait_until_it_says(_LISTENS)[1]
        yield server
