"""Does mypy see in an exported notebook what IPython gives?

IPython compiles each statement of a cell by itself: one that awaits is a coroutine.
"""

from __future__ import annotations

import ast
import asyncio
import re
from inspect import CO_COROUTINE, iscoroutine
from typing import TYPE_CHECKING, Any

import pytest
from mypy import api

from duotone import sync_compatible

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

CELLS = {
    "call": "see(load())",
    "awaited call": "await asee(load())",
    "assignment": "given = see(load())",
    "block that awaits": "if True:\n    see(load())\n    await pause()",
    "block that does not await": "if True:\n    see(load())",
    "comprehension": "[see(load()) for _ in '1']",
    "comprehension that awaits": "[await asee(load()) for _ in '1']",
    "comprehension beside an await": "[see(load()) for _ in '1'], await pause()",
    "dictionary that awaits": "{await asee(load()): await pause() for _ in '1'}",
    "asynchronous comprehension": "[see(load()) async for _ in ticks()]",
    "asynchronous dictionary": "{1: see(load()) async for _ in ticks()}",
    "generator expression": "list(see(load()) for _ in '1')",
    "generator expression beside an await": "list(see(load()) for _ in '1'), await pause()",
    "generator expression in gather": "await gather(*(asee(load()) for _ in '1'))",
    "generator expression that awaits": "[n async for n in (await asee(load()) for _ in '1')]",
    "loop": "async for _ in ticks():\n    see(load())",
    "loop that does not await": "for _ in '1':\n    see(load())",
    "manager": "async with Manager():\n    see(load())",
    "manager that does not await": "with Manager():\n    see(load())",
    "class body": "class Shelf:\n    see(load())",
    "class body in a block": "if not await pause():\n    class Shelf:\n        see(load())",
    "decorated class": "@keep(see(load()))\nclass Shelf: ...",
    "decorated class that awaits": "@keep(await asee(load()))\nclass Shelf: ...",
    "default argument": "def helper(given: object = see(load())) -> None: ...",
    "default argument that awaits": "def helper(given: object = await asee(load())) -> None: ...",
    "await in a nested function": "async def helper():\n    await pause()\nsee(load())",
    "two statements in a line": "await pause(); see(load())",
    "two statements in a line, the first of which calls": "see(load()); await pause()",
    "text": "f'{await pause()} {see(load())}'",
    "lambda default": "lambda given=see(load()), other=await pause(): given",
}

PRELUDE = """
from collections.abc import AsyncIterator
from asyncio import gather
from typing import Any
from duotone import sync_compatible
@sync_compatible
async def load() -> int:
    return 1
def see(given: object) -> Any: ...
async def asee(given: object) -> Any: ...
async def pause() -> None: ...
async def ticks() -> AsyncIterator[int]:
    yield 1
def keep(given: object) -> Any: ...
class Manager:
    def __enter__(self) -> None: ...
    def __exit__(self, *exc: object) -> None: ...
    async def __aenter__(self) -> None: ...
    async def __aexit__(self, *exc: object) -> None: ...
"""


class Manager:
    def __enter__(self) -> None: ...
    def __exit__(self, *exc: object) -> None: ...
    async def __aenter__(self) -> None: ...
    async def __aexit__(self, *exc: object) -> None: ...


async def run_as_ipython_does(cell: str) -> str:
    """Run a cell statement by statement, and return what its call of `load` gave."""
    seen: list[str] = []
    namespace: dict[str, Any] = {**_namespace(seen), "__name__": "__main__"}
    for statement in ast.parse(cell).body:
        module = ast.Module([statement], type_ignores=[])
        code = compile(module, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        if code.co_flags & CO_COROUTINE:
            await eval(code, namespace)  # noqa: S307 - this is how IPython runs it
        else:
            exec(code, namespace)  # noqa: S102 - as above
    (given,) = seen
    return given


def _namespace(seen: list[str]) -> dict[str, Any]:
    @sync_compatible
    async def load() -> int:
        return 1

    def see(given: Any) -> Any:
        seen.append("a coroutine" if iscoroutine(given) else "a value")
        return given.close() if iscoroutine(given) else given

    async def asee(given: Any) -> Any:
        return see(given)

    async def pause() -> None:
        await asyncio.sleep(0)

    async def ticks() -> AsyncIterator[int]:
        yield 1

    def keep(_given: object) -> Any:
        return lambda decorated: decorated

    defined = {function.__name__: function for function in (load, see, asee, pause, ticks, keep)}
    return {**defined, "gather": asyncio.gather, "Manager": Manager}


@pytest.fixture(scope="module")
def told_by_mypy(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What mypy says of each cell, by its name."""
    folder: Path = tmp_path_factory.mktemp("notebook")
    text, starts = PRELUDE, {}
    for name, cell in CELLS.items():
        starts[name] = text.count("\n") + 1
        text += f"{cell}\n"
    notebook, config = folder / "notebook.py", folder / "mypy.ini"
    notebook.write_text(text, encoding="utf-8")
    config.write_text("[mypy]\nplugins = duotone_mypy\n", encoding="utf-8")
    options = ["--enable-error-code=dual-implicit", "--disable-error-code=top-level-await"]
    options += ["--disable-error-code=syntax", "--disable-error-code=no-redef"]
    options += [f"--config-file={config}", f"--cache-dir={folder}", str(notebook)]
    shown, complaints, _ = api.run(options)
    assert not complaints, complaints
    told = re.findall(r":(\d+): error: `load\(\)` does not name its side; it gives (a \w+)", shown)
    assert len(told) == len(CELLS), shown
    return {
        name: next(gift for line, gift in told if start <= int(line) < start + cell_height(name))
        for name, start in starts.items()
    }


def cell_height(name: str) -> int:
    return CELLS[name].count("\n") + 1


@pytest.mark.parametrize("name", CELLS)
def test_mypy_and_ipython_agree(name: str, told_by_mypy: dict[str, str]) -> None:
    given = asyncio.run(run_as_ipython_does(CELLS[name]))
    assert told_by_mypy[name] == given


def test_both_answers_occur(told_by_mypy: dict[str, str]) -> None:
    assert set(told_by_mypy.values()) == {"a value", "a coroutine"}
