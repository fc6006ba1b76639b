"""A Celery application whose tasks call dual functions."""

from __future__ import annotations

import asyncio
import os

from celery import Celery  # type: ignore[import-untyped]

from apps.shelf import Block, count, fetch, given, load

at_import = given(load(1))
app = Celery("tasks", broker="filesystem://")
app.conf.update(
    broker_transport_options={
        "data_folder_in": os.environ["TASKS"],
        "data_folder_out": os.environ["TASKS"],
        "control_folder": os.environ["TASKS"],
    },
    worker_hijack_root_logger=False,
)


@app.task  # type: ignore[untyped-decorator]
def call_in_task(number: int) -> list[object]:
    """Call each kind of dual function in a task."""
    return [at_import, load(number), fetch(number), count(number), Block(number).read()]


@app.task  # type: ignore[untyped-decorator]
def run_loop_in_task(number: int) -> int:
    """Run a loop in a task, and await a dual function there."""

    async def main() -> int:
        return await load(number)

    return asyncio.run(main())


#: The sync side of a dual function as a task.
load_task = app.task(load.sync)

#: The sync side of a native pair, which touches no loop.
count_task = app.task(count.sync)
