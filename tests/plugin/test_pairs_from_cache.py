"""Is the same said about pairs when the other module comes from mypy's cache?"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SHELF = """
from duotone import async_compatible, sync_compatible


async def aload(number: int, text: str = "a") -> str:
    return text


class Shelf:
    async def aget(self, name: str) -> int:
        return 1

    @async_compatible(async_version=aget)
    def get(self, name: str) -> int:
        return 1

    def find_now(self, name: str) -> int:
        return 1

    @sync_compatible(sync_version=find_now)
    async def find(self, name: str) -> int:
        return 1


class Client:
    def load(self, number: int, text: str = "a") -> str:
        return text
"""

MAIN = """
from duotone import async_compatible, async_twin_of
from shelf import Client, Shelf, aload


@async_compatible(async_version=aload)
def load(number: int, text: str = "b") -> bytes:
    return b""


class Big(Shelf):
    async def aget(self, name: str) -> int:
        return 2


class Other(Shelf):
    def find_now(self, name: str) -> int:
        return 2


@async_twin_of(Client)
class AsyncClient:
    async def load(self, number: str, text: str = "b") -> str:
        return text
"""

WITH_METACLASS = """
from shelf import Shelf


class Meta(type): ...


class Big(Shelf, metaclass=Meta):
    async def aget(self, name: str) -> int:
        return 2
"""

ORDINARY = WITH_METACLASS.replace(", metaclass=Meta", "")


@pytest.mark.parametrize("option", ["--sqlite-cache", "--no-sqlite-cache", "--cache-fine-grained"])
def test_output_is_the_same_cold_and_warm(tmp_path: Path, option: str) -> None:
    (tmp_path / "mypy.ini").write_text("[mypy]\nplugins = duotone_mypy\n")
    (tmp_path / "shelf.py").write_text(SHELF)
    main = tmp_path / "main.py"
    main.write_text(MAIN)

    cold = _check(tmp_path, option)
    main.write_text(f"{MAIN}\nchanged = True\n")
    warm = _check(tmp_path, option)

    assert warm == cold
    assert cold.count("[dual-parity]") == 2
    assert cold.count("[dual-override]") == 2


@pytest.mark.parametrize("program", [ORDINARY, WITH_METACLASS], ids=["ordinary", "metaclass"])
def test_daemon_follows_each_change(tmp_path: Path, program: str) -> None:
    (tmp_path / "mypy.ini").write_text("[mypy]\nplugins = duotone_mypy\n")
    shelf, main = tmp_path / "shelf.py", tmp_path / "main.py"
    shelf.write_text(SHELF)
    main.write_text(program)
    try:
        first = _check_in_daemon(tmp_path)
        main.write_text(f"{program}\nchanged = True\n")
        second = _check_in_daemon(tmp_path)
        shelf.write_text(SHELF.replace("@async_compatible(async_version=aget)", ""))
        without_dual = _check_in_daemon(tmp_path)
        shelf.write_text(SHELF)
        with_dual_again = _check_in_daemon(tmp_path)
    finally:
        _dmypy(tmp_path, "stop")

    assert first.count("[dual-override]") == 1
    assert second == with_dual_again == first
    assert without_dual == "Success: no issues found in 1 source file"


def _check_in_daemon(folder: Path) -> str:
    lines = _dmypy(folder, "run", "--", "main.py").splitlines()
    return "\n".join(line for line in lines if line != "Daemon started")


def _dmypy(folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-m", "mypy.dmypy", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout


def _check(folder: Path, option: str) -> str:
    command = [sys.executable, "-m", "mypy", option, "main.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
