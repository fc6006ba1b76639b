"""What the tests of the runtime share: event loops, modules written on the fly, a clean state."""

from __future__ import annotations

import asyncio
import importlib
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import pytest
import trio
import uvloop

import duotone
from duotone import _declared, _place, _twin_notice
from duotone._ambiguous import AmbiguousCoroutine

if TYPE_CHECKING:
    from types import ModuleType

RUNTIME = Path(duotone.__file__).parents[1]


def run_in_asyncio(main: Callable[..., Coroutine[Any, Any, Any]]) -> Any:
    """Run a coroutine function under asyncio."""
    return asyncio.run(main())


def run_in_uvloop(main: Callable[..., Coroutine[Any, Any, Any]]) -> Any:
    """Run a coroutine function under uvloop."""
    return uvloop.run(main())


@pytest.fixture(params=[run_in_asyncio, run_in_uvloop, trio.run], ids=["asyncio", "uvloop", "trio"])
def run(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Run a coroutine function under each kind of event loop."""
    runner: Callable[..., Any] = request.param
    return runner


@pytest.fixture(params=[run_in_asyncio, run_in_uvloop], ids=["asyncio", "uvloop"])
def run_asyncio(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Run a coroutine function under each event loop of asyncio's kind."""
    runner: Callable[..., Any] = request.param
    return runner


@pytest.fixture(autouse=True)
def clean_state() -> Iterator[None]:
    """Reset everything that duotone keeps for the whole process."""
    transparent = dict(_place._transparent)
    yield
    _declared._sources.clear()
    duotone.strict.disable()
    _twin_notice._told.forget()
    _place._transparent.clear()
    _place._transparent.update(transparent)


@pytest.fixture
def got() -> Callable[[object], str]:
    """Tell what a call gave: a value, a coroutine, or a coroutine that explains itself."""

    def tell(result: object) -> str:
        if not isinstance(result, Coroutine):
            return "value"
        result.close()
        return "ambiguous" if isinstance(result, AmbiguousCoroutine) else "coroutine"

    return tell


@pytest.fixture
def write_module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Path]]:
    """Write a module that can be imported by its name, until the test ends."""
    written: list[str] = []
    monkeypatch.syspath_prepend(str(tmp_path))

    def write(name: str, source: str) -> Path:
        path = tmp_path / f"{name}.py"
        path.write_text(dedent(source).lstrip("\n"), encoding="utf-8")
        importlib.invalidate_caches()
        written.append(name)
        return path

    yield write
    for name in written:
        sys.modules.pop(name, None)


@pytest.fixture
def load_module(write_module: Callable[..., Path]) -> Callable[[str, str], ModuleType]:
    """Write a module and import it."""

    def load(name: str, source: str) -> ModuleType:
        write_module(name, source)
        return importlib.import_module(name)

    return load


@pytest.fixture
def run_python() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a program in an interpreter of its own, which finds duotone but no other package."""

    def run_program(
        program: str, *options: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        found = f"import sys; sys.path.insert(0, {str(RUNTIME)!r})\n"
        return subprocess.run(
            [sys.executable, "-I", "-S", *options, "-c", found + dedent(program)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env=environment,
        )

    return run_program
