"""Answers each line that it gets with the same line; prints the port on which it listens."""

from __future__ import annotations

import asyncio


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one connection."""
    async for line in reader:
        writer.write(line)
    writer.close()


async def main() -> None:
    """Serve until the process is ended."""
    server = await asyncio.start_server(echo, "127.0.0.1", 0, backlog=512)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
