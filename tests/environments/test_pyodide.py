"""What works in CPython 3.14 as Pyodide, which has no threads and cannot wait?"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent
from threading import Timer
from typing import Final

import anyio
import pytest
import typing_extensions
from drivers.program import ENVIRONMENTS, PATIENCE

import duotone

_VERSION: Final = "314.0.7"
_NODE: Final = 18  # the oldest one that runs it
_BUILD: Final = Path(__file__).parents[2] / "build" / "pyodide"
_MODULE: Final = _BUILD / "node_modules" / "pyodide" / "pyodide.mjs"

Shown = Callable[[str], list[str]]

_SET_UP = """\
import asyncio
import duotone
from duotone import async_compatible, sync_compatible


@sync_compatible
async def load(number):
    return number


@sync_compatible
async def wait(number):
    await asyncio.get_running_loop().create_future()


async def acount(number):
    return number


@async_compatible(async_version=acount)
def count(number):
    return number


@async_compatible
def fetch(number):
    return number


def helper():
    return load(7)
"""


@pytest.fixture(scope="module")
def node() -> str:
    """Install Pyodide where it is not installed yet, and return the command that runs it."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None or _major_version(node) < _NODE:
        pytest.skip(f"Pyodide needs node and npm: install Node.js {_NODE} or newer")
    package = _MODULE.with_name("package.json")
    if package.exists() and f'"version": "{_VERSION}"' in package.read_text(encoding="utf-8"):
        return node
    _BUILD.mkdir(parents=True, exist_ok=True)
    (_BUILD / "package.json").write_text("{}", encoding="utf-8")
    options = ["--no-audit", "--no-fund", "--no-save"]
    options += ["--fetch-retries=0", "--loglevel=error"]
    install = [npm, "install", *options, f"pyodide@{_VERSION}"]
    done = subprocess.run(install, cwd=_BUILD, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        reason = " ".join(done.stderr.split("\n", 2)[:2])
        pytest.skip(f"npm cannot install Pyodide {_VERSION}: {reason}")
    return node


def _major_version(node: str) -> int:
    told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    return int(told.stdout.removeprefix("v").partition(".")[0])


@pytest.fixture(scope="module")
def shown(node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """Run lines in Pyodide, each time in a namespace of its own, and return what they print."""
    packages = tmp_path_factory.mktemp("packages")
    shutil.copytree(Path(anyio.__file__).parent, packages / "anyio")
    shutil.copy(typing_extensions.__file__, packages)
    folders = [Path(duotone.__file__).parents[1], packages]

    def run(lines: str) -> list[str]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(_SET_UP + dedent(lines)) + "\n")
        process.stdin.flush()
        printed: list[str] = json.loads(process.stdout.readline())
        return printed

    process = subprocess.Popen(
        [node, ENVIRONMENTS / "apps" / "pyodide.mjs", _MODULE, *folders],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    alarm = Timer(PATIENCE, process.kill)
    alarm.start()
    with process:
        yield run
    alarm.cancel()
    assert process.returncode == 0


def test_coroutine_that_never_waits_completes(shown: Shown) -> None:
    assert shown("print(load(1), load.sync(2), load(3, _sync=True))") == ["1 2 3"]


def test_coroutine_that_waits_is_a_clear_error(shown: Shown) -> None:
    lines = """
    try:
        wait(1)
    except RuntimeError as error:
        print(error)
    print(load(2))
    """
    text, after = shown(lines)
    assert text.startswith('"wait" has to wait, and no event loop can be had here')
    assert after == "2"


def test_top_level_await_makes_all_of_a_program_a_coroutine(shown: Shown) -> None:
    assert shown("print(await load(1), [await call for call in [load(2)]])") == ["1 [2]"]


def test_native_pair_works_on_both_sides(shown: Shown) -> None:
    assert shown("print(count.sync(1))\nprint(await count.aio(2))") == ["1", "2"]


def test_awaited_calls_work(shown: Shown) -> None:
    lines = """
    async def main():
        return await load(1), await helper()

    print(await main())
    """
    assert shown(lines) == ["(1, 7)"]


def test_call_in_plain_function_explains_itself(shown: Shown) -> None:
    """Pyodide's loop always runs."""
    lines = """
    result = helper()
    try:
        result.upper()
    except TypeError as error:
        print(error)
    print(await result)
    """
    text, value = shown(lines)
    assert 'in the plain function "helper"' in text
    assert value == "7"


def test_function_that_needs_a_thread_is_a_clear_error(shown: Shown) -> None:
    lines = """
    print(fetch.sync(1))
    try:
        await fetch(2)
    except RuntimeError as error:
        print(error)
    """
    value, text = shown(lines)
    assert value == "1"
    assert '"fetch"' in text
    assert "thread" in text
