"""Does what other bridges get wrong, and no other test shows, work here?"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import anyio.to_thread
import pytest
from apps.shelf import load

from duotone import bridge, sync_compatible

if TYPE_CHECKING:
    from collections.abc import Callable


def helper(number: int) -> Any:
    return load(number)


IN_A_THREAD: dict[str, Callable[..., Any]] = {
    "asyncio": asyncio.to_thread,
    "anyio": anyio.to_thread.run_sync,
}


@pytest.mark.parametrize("way", ["private", "shared"])
@pytest.mark.parametrize("in_thread", IN_A_THREAD.values(), ids=IN_A_THREAD)
def test_sync_call_in_a_thread_of_a_bridged_coroutine_gives_a_value(
    way: Any, in_thread: Callable[..., Any]
) -> None:
    @sync_compatible(bridge=way)
    async def through() -> tuple[Any, Any]:
        return await in_thread(helper, 1), await in_thread(through_again, 2)

    def through_again(number: int) -> Any:
        with bridge(way):
            return helper(number)

    assert through() == (1, 2)
    assert asyncio.run(through.aio()) == (1, 2)
