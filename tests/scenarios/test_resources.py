"""Can a client that is bound to one event loop serve sync callers, whatever thread they are in?"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anyio.to_thread
import pytest

from duotone import bridge, sync_compatible


class Client:
    """A connection to a real server, and a lock around it: both are bound to a loop."""

    @sync_compatible
    async def connect(self) -> None:
        """Start an echo server and connect to it."""
        self.server = await asyncio.start_server(_echo, "127.0.0.1", 0)
        address = self.server.sockets[0].getsockname()
        self.reader, self.writer = await asyncio.open_connection(*address)
        self.lock = asyncio.Lock()

    @sync_compatible
    async def ask(self, text: str) -> str:
        """Return what the server says."""
        async with self.lock:
            self.writer.write(f"{text}\n".encode())
            return (await self.reader.readline()).decode().strip()

    @sync_compatible
    async def close(self) -> None:
        """Close the connection and the server."""
        self.writer.close()
        await self.writer.wait_closed()
        self.server.close()
        await self.server.wait_closed()


async def _echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    async for line in reader:
        writer.write(line)
    writer.close()


def test_client_on_the_shared_loop_serves_many_threads() -> None:
    """Scenario 26."""
    client = Client()
    questions = [str(number) for number in range(20)]

    def ask(text: str) -> Any:
        with bridge("shared"):
            return client.ask(text)

    with bridge("shared"):
        client.connect()
        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(ask, questions)) == questions
        client.close()


def test_client_of_the_host_loop_serves_its_worker_threads() -> None:
    """Scenario 26."""
    client = Client()

    def in_worker(text: str) -> Any:
        with bridge("host"):
            return client.ask(text)

    async def main() -> list[Any]:
        await client.connect()
        answers = [await client.ask("a"), await anyio.to_thread.run_sync(in_worker, "b")]
        await client.close()
        return answers

    assert asyncio.run(main()) == ["a", "b"]


def test_client_of_the_host_loop_is_refused_outside_its_worker_threads() -> None:
    """Scenario 26."""
    with bridge("host"), pytest.raises(RuntimeError, match="host event loop"):
        Client().connect()
