"""Do dual functions work in a real IPython shell and in the REPL of asyncio?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drivers.program import output_of, run_command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_IMPORTS = "from apps.shelf import count, fetch, given, is_asyncio_running, load\n"


def typed_into_ipython(lines: str, folder: Path) -> str:
    """Type lines into a shell of its own and return what it shows."""
    shell = ["-W", "error", "-m", "IPython", "--no-banner", "--simple-prompt"]
    settings = ["--no-confirm-exit", "--HistoryManager.enabled=False"]
    done = run_command(*shell, *settings, stdin=_IMPORTS + lines, IPYTHONDIR=str(folder))
    assert (done.stderr, done.returncode) == ("", 0)
    return done.stdout


def typed_into_asyncio(lines: str, folder: Path) -> str:
    """Type lines into ``python -m asyncio`` and return what it shows."""
    done = run_command("-W", "error", "-m", "asyncio", stdin=_IMPORTS + lines, folder=folder)
    assert done.returncode == 0
    assert "Warning" not in done.stderr
    assert "Error" not in done.stderr
    return done.stdout


LINES = """\
[load(1), fetch(2), count(3)]
[await load(4), await fetch(5), await count.aio(6)]
x = load(7)
y = await load(8)
z = load(9)
[x, y, z]
"""


@pytest.mark.parametrize("type_into", [typed_into_ipython, typed_into_asyncio])
def test_statement_gives_values_and_statement_with_await_works(
    type_into: Callable[[str, Path], str], tmp_path: Path
) -> None:
    shown = type_into(LINES, tmp_path)
    assert shown.index("[1, 2, 3]") < shown.index("[4, 5, 6]") < shown.index("[7, 8, 9]")


def test_asyncio_repl_runs_statements_under_its_loop(tmp_path: Path) -> None:
    shown = typed_into_asyncio("is_asyncio_running()\nload(1) + 10\n", tmp_path)
    assert shown.index("True") < shown.index("11")


def test_asyncio_repl_gives_an_awaitable_in_a_plain_function(tmp_path: Path) -> None:
    shown = typed_into_asyncio("kept = (lambda: load(7))()\nawait kept + 10\n", tmp_path)
    assert "17" in shown


def test_ipython_gives_a_value_in_a_plain_function(tmp_path: Path) -> None:
    """No loop runs while a statement without await is carried out."""
    shown = typed_into_ipython("is_asyncio_running()\n(lambda: given(load(7)))()\n", tmp_path)
    assert shown.index("False") < shown.index("'value 7'")


def test_ipython_awaits_under_trio(tmp_path: Path) -> None:
    lines = "%autoawait trio\n[await load(1), await fetch(2), is_asyncio_running()]\nload(3) + 10\n"
    shown = typed_into_ipython(lines, tmp_path)
    assert shown.index("[1, 2, False]") < shown.index("13")


def test_ipython_measures_values(tmp_path: Path) -> None:
    lines = "%timeit -n1 -r1 load()\n%timeit -n1 -r1 count()\n%time load(7) + 10\n"
    shown = typed_into_ipython(lines, tmp_path)
    assert shown.count("per loop") == 2
    assert "17" in shown


def test_embedded_shell_runs_cells_of_both_kinds_under_a_loop(tmp_path: Path) -> None:
    program = """
    import asyncio

    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    from apps.shelf import is_asyncio_running, load

    async def main():
        shell = InteractiveShell(config=Config(HistoryManager={"enabled": False}))
        shell.user_ns["load"] = load
        cell = "a = load(1)\\nb = await load(2)\\nc = load(3)"
        done = await shell.run_cell_async(cell, transformed_cell=cell)
        done.raise_error()
        print(is_asyncio_running(), [shell.user_ns[name] for name in "abc"])

    asyncio.run(main())
    """
    output = output_of(program, tmp_path, IPYTHONDIR=str(tmp_path))
    assert output == "True [1, 2, 3]"
