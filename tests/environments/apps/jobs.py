"""What runs in other processes; by reference, so it stands in a module."""

from __future__ import annotations

import asyncio
from typing import Any

from apps.shelf import given, load

at_import = given(load(1))


def plain(number: int) -> str:
    """Tell what a plain function of the child gets."""
    return given(load(number))


def in_loop(number: int) -> tuple[Any, ...]:
    """Tell what a loop of the child's own gives."""

    async def main() -> tuple[Any, ...]:
        return await load(number), plain(number)

    return asyncio.run(main())
