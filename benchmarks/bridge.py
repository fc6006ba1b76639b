"""What does it cost to run a coroutine from sync code?"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import synchronicity
from anyio.from_thread import start_blocking_portal
from asgiref.sync import async_to_sync
from measure import Measured, Way, measure, timed
from prefect.utilities.asyncutils import run_coro_as_sync

from duotone import sync_compatible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 1.0
THREADS = 64
#: Where no Ctrl-C comes, and servers run sync code.
IN_THREAD = "trivial, worker thread"


@contextmanager
def echo_server() -> Iterator[int]:
    """Run a server in a process of its own, on a port that it chooses."""
    command = [sys.executable, str(Path(__file__).with_name("echo_server.py"))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        yield int(next(iter(server.stdout or ())))
        server.terminate()


async def trivial() -> int:
    return 7


async def sleep_0() -> int:
    await asyncio.sleep(0)
    return 7


def ask(port: int) -> Callable[[], Any]:
    """Return a coroutine function that asks the server once, on a connection of its own."""

    async def socket() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"hello\n")
        line = await reader.readline()
        writer.close()
        await writer.wait_closed()
        return line

    return socket


def ways_of(function: Callable[[], Any], portal: Any) -> dict[str, Callable[[], object]]:
    """Return how each library runs a coroutine function."""
    synchronizer = synchronicity.Synchronizer()
    return {
        "asyncio.run": lambda: asyncio.run(function()),
        "duotone": sync_compatible(function),
        "prefect": lambda: run_coro_as_sync(function()),
        "asgiref": async_to_sync(function),
        "synchronicity": synchronizer.create_blocking(function, "blocking", __name__),
        "anyio portal": lambda: portal.call(function),
    }


def measure_bridge() -> dict[str, Measured]:
    """Return what was measured, by the kind of coroutine."""
    found = {}
    with echo_server() as port, start_blocking_portal() as portal:
        socket = ask(port)
        for name, function in (("trivial", trivial), ("sleep(0)", sleep_0), ("socket", socket)):
            ways = {way: timed(call) for way, call in ways_of(function, portal).items()}
            found[name] = measure(ways, SECONDS, f"bridge, {name}", rounds=11)
        found[IN_THREAD] = _measure_in_thread(ways_of(trivial, portal))
        found["forced under a loop"] = _measure_forced()
        calls = ways_of(socket, portal)
        del calls["asyncio.run"]
        calls["duotone shared"] = sync_compatible(socket, bridge="shared")
        threads = {name: _in_threads(call) for name, call in calls.items()}
        found[f"{THREADS} threads"] = measure(threads, SECONDS, "bridge, threads", rounds=5)
    return found


def _measure_in_thread(calls: dict[str, Callable[[], object]]) -> Measured:
    """Call from another thread than the main one."""
    ways = {way: timed(call) for way, call in calls.items()}
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(measure, ways, SECONDS, "bridge, worker thread", rounds=11).result()


def _measure_forced() -> Measured:
    """Call from a plain function while an event loop runs in the same thread."""
    dual = sync_compatible(trivial)
    calls = {
        "duotone": timed(lambda: dual(_sync=True)),
        "prefect": timed(lambda: run_coro_as_sync(trivial())),
    }

    def under_a_loop(way: Way) -> Way:
        async def main(times: int) -> float:
            return way(times)

        return lambda times: asyncio.run(main(times))

    ways = {name: under_a_loop(way) for name, way in calls.items()}
    return measure(ways, SECONDS, "bridge, forced", rounds=11)


def _in_threads(call: Callable[[], object]) -> Way:
    """Return a way that makes its calls from many threads at once."""

    def way(times: int) -> float:
        each = -(-times // THREADS)

        def work(_: int) -> None:
            for _ in range(each):
                call()

        with ThreadPoolExecutor(THREADS) as pool:
            start = time.perf_counter()
            list(pool.map(work, range(THREADS)))
            took = time.perf_counter() - start
        return took * times / (each * THREADS)

    return way
