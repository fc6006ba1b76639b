"""Does Prefect run on the decorators that docs/adopting.md shows? Run by ``make libraries``."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(
    "prefect" not in packages_distributions(),
    reason="Prefect is not installed here: run `make libraries`",
)
_PAGE = (Path(__file__).parents[2] / "docs" / "adopting.md").read_text(encoding="utf-8")
_PARTS = dict(re.findall(r"^```python\n# (\w+\.py)\n(.*?)^```$", _PAGE, re.MULTILINE | re.DOTALL))

#: Puts the parts where Prefect has its own, before anything else of it is imported.
_START = """
import asyncio, importlib, json, pkgutil, sys, types
from importlib.machinery import ModuleSpec

name = "prefect._internal.compatibility.async_dispatch"
ours = types.ModuleType(name)
exec(open("async_dispatch.py").read(), ours.__dict__)
given, failed = ours.async_dispatch, []
adopted = []

def counted(async_impl):
    decorate = given(async_impl)

    def note(function):
        adopted.append(getattr(function, "__qualname__", ""))
        return decorate(function)

    return note

ours.async_dispatch = counted
sys.modules[name] = ours
import prefect.utilities.asyncutils as utilities

exec(open("sync_compatible.py").read(), utilities.__dict__)
"""
_IMPORTS = """
import prefect

apart = ("._vendor", ".cli", ".server", ".testing", ".render_swagger")
for found in pkgutil.walk_packages(prefect.__path__, "prefect."):
    if not any(part in found.name for part in apart):
        importlib.import_module(found.name)
print(json.dumps(sorted(set(adopted))))
"""
_PROGRAM = """
import duotone
from prefect import flow, task
from prefect.blocks.system import Secret
from prefect.testing.utilities import prefect_test_harness
from prefect.utilities.asyncutils import sync_compatible
from prefect.variables import Variable

assert isinstance(Secret.load, duotone.Dual)
assert isinstance(Variable.get, duotone.Dual)
shown = {}

@sync_compatible
async def double(number):
    await asyncio.sleep(0)
    return 2 * number

@task
def sync_task():
    return Secret.load("token").get()

@task
async def async_task():
    return (await Secret.load("token")).get()

@flow
def sync_flow():
    def helper():
        return Variable.get("where")
    return [helper(), sync_task(), double(2)]

@flow
async def async_flow():
    def helper():
        return Variable.get("where")
    return [await helper(), await async_task(), await double(2)]

async def calls():
    block = await Secret.load("token")
    called = await Secret.load.aio(Secret, "token")
    return [block.get(), called.get(), Secret.load("token", _sync=True).get()]

async def sync_flow_in_a_loop():
    return sync_flow()

with prefect_test_harness():
    Secret(value="open sesame").save("token")
    Variable.set("where", "here")
    shown["script"] = [Secret.load("token").get(), Variable.get("where"), double(2)]
    shown["coroutine"] = asyncio.run(calls())
    shown["sync flow"] = sync_flow()
    shown["sync flow in a loop"] = asyncio.run(sync_flow_in_a_loop())
    shown["async flow"] = asyncio.run(async_flow())
print(json.dumps(shown))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the parts that the page shows."""
    for name, text in _PARTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, program: str) -> Any:
    """Run a program on the changed Prefect, and return what it shows."""
    (folder / "program.py").write_text(_START + program, encoding="utf-8")
    home = {**os.environ, "PREFECT_HOME": str(folder / "home"), "DO_NOT_TRACK": "1"}
    command = [sys.executable, "-W", "error::duotone.ImplicitDispatchWarning", "program.py"]
    done = subprocess.run(
        command, cwd=folder, env=home, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_each_decorated_function_of_prefect_is_adopted(folder: Path) -> None:
    adopted = run(folder, _IMPORTS)
    assert len(adopted) == 89
    assert {"Block.load", "Flow.deploy", "create_flow_run_input"} <= set(adopted)


def test_blocks_flows_and_tasks_run_on_it(folder: Path) -> None:
    shown = run(folder, _PROGRAM)
    values = ["here", "open sesame", 4]
    assert shown == {
        "script": ["open sesame", "here", 4],
        "coroutine": ["open sesame"] * 3,
        "sync flow": values,
        "sync flow in a loop": values,
        "async flow": values,
    }
