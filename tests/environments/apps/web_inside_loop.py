"""Serve the FastAPI application from inside a running loop, which then imports it."""

from __future__ import annotations

import asyncio
import sys

import uvicorn
import uvloop


async def main() -> None:
    """Serve until the process is told to stop."""
    config = uvicorn.Config("apps.web:app", host="127.0.0.1", port=0)
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    run = {"asyncio": asyncio.run, "uvloop": uvloop.run}[sys.argv[1]]
    try:
        run(main())
    except KeyboardInterrupt:
        sys.exit(0)
