"""How does a test start a real server, wait until it listens, and stop it?"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Final

from .program import PATIENCE, environment

_ADDRESS: Final = re.compile(r"running on (http://127\.0\.0\.1:\d+)")


class Server:
    """A server that listens, and after its end what it has logged."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.log = ""
        self.exit_code: int | None = None


@contextmanager
def serving(*command: str, **variables: str) -> Iterator[Server]:
    """Run `python` with these options as a server, until the block ends."""
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
        server, seen = _wait_until_it_listens(process)
        yield server
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate()
        server.log, server.exit_code = seen + rest, process.returncode
    finally:
        alarm.cancel()
        process.kill()
        process.wait()
        process.stdout.close()


def _wait_until_it_listens(process: subprocess.Popen[str]) -> tuple[Server, str]:
    seen = ""
    for line in process.stdout or ():
        seen += line
        found = _ADDRESS.search(line)
        if found is not None:
            return Server(found[1]), seen
    raise AssertionError(f"the server ended before it listened:\n{seen}")
