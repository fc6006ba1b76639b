"""Is what cannot work refused at once, with the function and the way out?

What is refused at the decoration stands in ``../runtime/test_decorators.py``, what the system has
no means for in ``../faults/test_misuse.py``.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from apps.shelf import fetch, load

from duotone import Waitable, sync_compatible

if TYPE_CHECKING:
    from collections.abc import Callable


def test_wait_inside_the_loop_that_must_set_the_result_is_refused_at_once() -> None:
    """Also in a plain function, and in a coroutine that runs for a sync caller."""

    def wait_for(future: Waitable[int]) -> None:
        future.wait()

    async def waiting() -> str:
        future: Waitable[int] = Waitable()
        asyncio.get_running_loop().call_soon(future.set_result, 7)
        with pytest.raises(RuntimeError) as caught:
            wait_for(future)
        assert await future == 7
        return str(caught.value)

    for text in (asyncio.run(waiting()), sync_compatible(waiting)()):
        assert text == (
            "<Waitable pending> would block the event loop that runs in this thread, and perhaps "
            "is needed to finish it: write `await future` in an async def, or wait in another "
            "thread"
        )


@pytest.mark.parametrize(
    "call", [lambda: load(7, _sync=True), lambda: load.sync(7), lambda: fetch.sync(7)]
)
def test_value_that_is_awaited_is_pythons_own_error_at_that_line(
    call: Callable[[], Any],
) -> None:
    """The value is there already; mypy says it before, with the call to write."""

    async def main() -> None:
        await call()

    with pytest.raises(TypeError, match="int can't be used in 'await' expression") as caught:
        asyncio.run(main())
    trace = caught.value.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    assert trace is not None
    assert trace.tb_frame.f_code is main.__code__
