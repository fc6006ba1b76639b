"""The tests of faults for minutes instead of seconds: `make soak`.

Each row is one program in an interpreter of its own; the first that goes wrong ends the run.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from textwrap import dedent
from typing import Final

INTERRUPTED: Final = Path(__file__).with_name("interrupted.py")
INTERRUPTED_ANYWHERE: Final = INTERRUPTED.with_name("interrupted_anywhere.py")
ROUNDS: Final = 3000
CALLS: Final = ("trivial", "waiting", "computing", "gathering", "nesting")
STEPWISE: Final = ("iterating", "dropping", "managing", "nesting_steps", "calling_in_steps")
#: Seconds after which a row counts as hanging.
HANGS: Final = 600

HEAD: Final = """
import asyncio, gc, os, signal, sys, threading, warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
import duotone
warnings.simplefilter("ignore", DeprecationWarning)  # Python's, of forks with threads
duotone.bridge(sys.argv[1]).use()
@duotone.sync_compatible
async def load(number=7):
    if number % 10 == 0:
        await asyncio.sleep(0)
    return number
def count():
    gc.collect()
    return len(list(Path("/proc/self/fd").iterdir())), sys.getallocatedblocks()
load(0)
"""

PROGRAMS: Final = {
    "64 threads": """
        def work(offset):
            return all(load(n) == n for n in range(offset, offset + 50_000))
        with ThreadPoolExecutor(64) as pool:
            assert all(pool.map(work, range(64)))
        """,
    "threads that come and go": """
        def churn(times):
            for number in range(times):
                thread = threading.Thread(target=load, args=(number,))
                thread.start()
                thread.join()
        churn(100)
        files, blocks = count()
        churn(10_000)
        files_now, blocks_now = count()
        assert files_now <= files and blocks_now < blocks + 1000, (files_now, blocks_now - blocks)
        """,
    "memory": """
        def repeat(times):
            for number in range(times):
                load(number)
        repeat(1000)
        files, blocks = count()
        repeat(500_000)
        files_now, blocks_now = count()
        assert files_now <= files and blocks_now < blocks + 1000, (files_now, blocks_now - blocks)
        """,
    "forks with busy threads": """
        stop = threading.Event()
        def work():
            number = 0
            while not stop.is_set():
                number = load(number) + 1
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for _ in range(500):
            if (child := os.fork()) == 0:
                signal.alarm(30)
                os._exit(load(7) + load(10))
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            assert code == 17, code
        stop.set()
        for thread in threads:
            thread.join()
        """,
}


def run(title: str, expected: str, *command: str) -> None:
    """Run one row and say how long it took; a wrong row ends the program."""
    start = time.perf_counter()
    finished = subprocess.run(
        [sys.executable, "-X", "faulthandler", *command],
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )
    seconds = time.perf_counter() - start
    if (finished.returncode, finished.stdout, finished.stderr) != (0, expected, ""):
        sys.exit(f"{title}: {finished.returncode}\n{finished.stdout}{finished.stderr}")
    print(f"{title}: {seconds:.0f} s")  # noqa: T201 - what the target shows


def main() -> None:
    """Run every row."""
    for way in ("private", "shared", "uvloop"):
        for call in CALLS if way == "shared" else CALLS + STEPWISE:
            title = f"an interrupt at each instruction, {way}, {call}"
            run(title, "True 7\n", str(INTERRUPTED_ANYWHERE), call, "1", way)
    for way in ("private", "shared"):
        for call in CALLS:
            title = f"{ROUNDS} interrupts, {way}, {call}"
            run(title, f"{ROUNDS} 7\n", str(INTERRUPTED), call, str(ROUNDS), way)
        for title, program in PROGRAMS.items():
            run(f"{title}, {way}", "", "-c", HEAD + dedent(program), way)


if __name__ == "__main__":
    main()
