"""What works in CPython 3.14 as Pyodide, which has no threads and cannot wait?"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Final

import anyio
import pytest
import typing_extensions
from drivers.program import ENVIRONMENTS, PATIENCE

import duotone

_VERSION: Final = "314.0.7"
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
    if npm is None or node is None:
        pytest.skip("Pyodide runs in node and is installed by npm: install Node.js 18 or newer")
    package = _MODULE.with_name("package.json")
    if package.exists() and f'"version": "{_VERSION}"' in package.read_text(encoding="utf-8"):
        return node
    _BUILD.mkdir(parents=True, exist_ok=True)
    (_BUILD / "package.json").write_text("{}", encoding="utf-8")
    install = [npm, "install", "--no-audit", "--no-fund", "--no-save", f"pyodide@{_VERSION}"]
    done = subprocess.run(install, cwd=_BUILD, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return node


@pytest.fixture
def shown(node: str, tmp_path: Path) -> Shown:
    """Run lines in Pyodide and return what they print."""
    packages = tmp_path / "packages"
    packages.mkdir()
    shutil.copytree(Path(anyio.__file__).parent, packages / "anyio")
    shutil.copy(typing_extensions.__file__, packages)

    def run(lines: str) -> list[str]:
        program = tmp_path / "program.py"
        program.write_text(_SET_UP + dedent(lines), encoding="utf-8")
        folders = [Path(duotone.__file__).parents[1], packages]
        done = subprocess.run(
            [node, ENVIRONMENTS / "apps" / "pyodide.mjs", _MODULE, program, *folders],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert (done.stderr, done.returncode) == ("", 0)
        return done.stdout.splitlines()

    return run


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
