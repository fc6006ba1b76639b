"""Calls from many threads at once; prints how many results were not the caller's own.

``python crowded.py WAY CALLS``: the way of bridging, and how many calls each of 64 threads makes.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from duotone import sync_compatible

THREADS = 64


def main(way: Any, calls: int) -> None:
    """Let every thread begin at the same moment."""

    @sync_compatible(bridge=way)
    async def echo(number: int) -> int:
        if number % 100 == 0:
            await asyncio.sleep(0)
        return number

    start = threading.Barrier(THREADS)

    def work(offset: int) -> int:
        start.wait(timeout=30)
        return sum(echo(number) != number for number in range(offset, offset + calls))

    with ThreadPoolExecutor(THREADS) as pool:
        sys.stdout.write(f"{sum(pool.map(work, range(0, THREADS * calls, calls)))}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
