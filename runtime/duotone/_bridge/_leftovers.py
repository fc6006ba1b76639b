"""What has a coroutine left behind on its loop: tasks, and async generators half way through?"""

from __future__ import annotations

import asyncio

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Final

#: The awaitable that Python closes an async generator with.
_CLOSING: Final = "async_generator_athrow"


async def end_leftovers(generators: Iterable[Any]) -> None:
    """Cancel the tasks of the running loop, then close the async generators.

    The task that closes a dropped generator is waited for, and not cancelled.
    """
    await _end_tasks()
    left = [generator for generator in generators if generator.ag_frame is not None]
    closed = await asyncio.gather(
        *(generator.aclose() for generator in left), return_exceptions=True
    )
    for generator, error in zip(left, closed, strict=True):
        if isinstance(error, Exception):
            message = f"an error occurred while closing {generator!r}"
            report = {"message": message, "exception": error, "asyncgen": generator}
            asyncio.get_running_loop().call_exception_handler(report)
    await _end_tasks()


async def _end_tasks() -> None:
    this = asyncio.current_task()
    while True:
        # What is scheduled only now, such as the closing of a dropped generator, becomes a task.
        await asyncio.sleep(0)
        tasks = asyncio.all_tasks() - {this}
        if not tasks:
            return
        for task in tasks:
            if type(task.get_coro()).__name__ != _CLOSING:
                task.cancel()
        await asyncio.wait(tasks)
