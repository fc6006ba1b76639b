"""Do dual functions work in Celery's tasks: eager, and in real workers?"""

from __future__ import annotations

import ast
import signal
import sys
from typing import TYPE_CHECKING

import pytest
from drivers.program import output_of
from drivers.server import Server, running

if TYPE_CHECKING:
    from pathlib import Path

#: Sent before the worker starts: its queue, a folder, loses what it meets half written.
SEND = """
from apps import tasks

tasks.call_in_task.delay(2)
tasks.run_loop_in_task.delay(3)
tasks.load_task.delay(4)
tasks.count_task.delay(5)
tasks.call_in_task.delay(6)
"""
RESULTS = {
    ("apps.tasks.call_in_task", "['value 1', 2, 2, 2, 2]"),
    ("apps.tasks.run_loop_in_task", "3"),
    ("apps.shelf.load", "4"),
    ("apps.shelf.count", "5"),
    ("apps.tasks.call_in_task", "['value 1', 6, 6, 6, 6]"),
}


def test_eager_tasks_get_values(tmp_path: Path) -> None:
    program = """
    from apps import tasks

    tasks.app.conf.task_always_eager = True
    several = [tasks.call_in_task, tasks.run_loop_in_task, tasks.load_task, tasks.count_task]
    print([task.delay(2).get() for task in several])
    """
    shown = ast.literal_eval(output_of(program, tmp_path, TASKS=str(tmp_path)))
    assert shown == [["value 1", 2, 2, 2, 2], 2, 2, 2]


def test_eager_task_in_a_coroutine_is_a_plain_function_under_a_loop(tmp_path: Path) -> None:
    program = """
    import asyncio

    from apps.shelf import given, load
    from apps.tasks import app, load_task

    app.conf.task_always_eager = True

    @app.task
    def plain(number):
        return given(load(number))

    async def main():
        print(plain.delay(1).get(), load_task.delay(2).get())

    asyncio.run(main())
    """
    assert output_of(program, tmp_path, TASKS=str(tmp_path)) == "ambiguous 2"


def next_result(server: Server) -> tuple[str, str]:
    """Return the name of the task that ends next, and its result as the worker logs it."""
    found = server.wait_until_it_says(r"Task (\S+)\[\S+\] (?:succeeded in \S+|raised \w+): (.*)")
    return found[1], found[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Celery does not support Windows")
@pytest.mark.parametrize(
    "pool", [["prefork", "-c", "2"], ["gevent", "-c", "1"]], ids=lambda p: p[0]
)
def test_tasks_of_a_worker_get_values(tmp_path: Path, pool: list[str]) -> None:
    """With gevent one task at a time: test_gevent shows what several may do."""
    output_of(SEND, tmp_path, TASKS=str(tmp_path))
    quick = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    worker = ["-m", "celery", "-A", "apps.tasks", "worker", "-l", "INFO", "-P", *pool, *quick]
    with running(*worker, stop=signal.SIGTERM, TASKS=str(tmp_path)) as server:
        results = {next_result(server) for _ in RESULTS}
    assert results == RESULTS
    assert "DispatchWarning" not in server.log
    assert server.exit_code == 0
