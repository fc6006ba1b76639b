"""Do dual functions work in tests that pytest-asyncio and anyio's plugin run?"""

from __future__ import annotations

import re
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from drivers.program import run_command

if TYPE_CHECKING:
    from pathlib import Path

_IMPORTS = """\
import anyio
import pytest

from apps.shelf import Block, count, fetch, given, is_asyncio_running, load

at_import = load(1)


def helper():
    return load(2)

"""


def passed(folder: Path, tests: str, *options: str) -> list[str]:
    """Run pytest on these tests and return the names of those that have passed: all of them."""
    (folder / "test_inner.py").write_text(_IMPORTS + dedent(tests), encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", encoding="utf-8")
    pytest_ = ["-m", "pytest", "-v", "-p", "no:cacheprovider", "-p", "no:pytest-mypy-plugins"]
    done = run_command("-W", "error", *pytest_, *options, folder=folder)
    assert (done.stderr, done.returncode) == ("", 0), done.stdout
    assert "warning" not in done.stdout
    return re.findall(r"::(\S+) PASSED", done.stdout)


ASYNCIO_TESTS = """
import pytest_asyncio


@pytest_asyncio.fixture
async def loaded():
    yield await load(3)
    assert await load(4) == 4


@pytest.fixture
def from_plain_fixture():
    return load(5)


@pytest.mark.asyncio
async def test_coroutine(loaded, from_plain_fixture):
    assert is_asyncio_running()
    assert (at_import, loaded, from_plain_fixture) == (1, 3, 5)
    assert [await load(6), await fetch(7), await count.aio(8)] == [6, 7, 8]
    assert await helper() == 2
    assert load(9, _sync=True) == 9


@pytest.mark.asyncio
async def test_helper_refuses_to_be_a_value():
    result = helper()
    with pytest.raises(TypeError, match=r"write `load\\(2, _sync=True\\)` for the value"):
        result.upper()
    result.close()


@pytest.mark.asyncio(loop_scope="module")
class TestOnOneLoop:
    async def test_method(self):
        block = await Block.open(6)
        assert await block.read() == 6


def test_plain():
    assert not is_asyncio_running()
    assert (helper(), load(6), fetch(7), count(8)) == (2, 6, 7, 8)
"""


@pytest.mark.parametrize("mode", ["strict", "auto"])
def test_pytest_asyncio(tmp_path: Path, mode: str) -> None:
    options = ["-o", "asyncio_default_fixture_loop_scope=function", f"--asyncio-mode={mode}"]
    assert passed(tmp_path, ASYNCIO_TESTS, *options) == [
        "test_coroutine",
        "test_helper_refuses_to_be_a_value",
        "TestOnOneLoop::test_method",
        "test_plain",
    ]


ANYIO_TESTS = """
BACKENDS = {
    "asyncio": "asyncio",
    "uvloop": ("asyncio", {"use_uvloop": True}),
    "trio": "trio",
}


@pytest.fixture(params=BACKENDS.values(), ids=BACKENDS)
def anyio_backend(request):
    return request.param


@pytest.fixture
async def loaded(anyio_backend):
    yield await load(3)
    assert await load(4) == 4


@pytest.fixture
def from_plain_fixture():
    return load(5)


@pytest.mark.anyio
async def test_coroutine(loaded, from_plain_fixture, anyio_backend_name):
    assert is_asyncio_running() == (anyio_backend_name == "asyncio")
    assert (at_import, loaded, from_plain_fixture) == (1, 3, 5)
    assert [await load(6), await fetch(7), await count.aio(8)] == [6, 7, 8]
    assert await helper() == 2
    assert load(9, _sync=True) == 9
    assert await anyio.to_thread.run_sync(helper) == 2


@pytest.mark.anyio
async def test_task_group():
    results = []

    async def read(number):
        results.append(await load(number))

    async with anyio.create_task_group() as group:
        for number in (1, 2):
            group.start_soon(read, number)
    assert sorted(results) == [1, 2]


def test_plain(anyio_backend_name):
    assert (helper(), load(6), fetch(7), count(8)) == (2, 6, 7, 8)
"""


def test_plugin_of_anyio_with_each_backend(tmp_path: Path) -> None:
    assert sorted(passed(tmp_path, ANYIO_TESTS, "-p", "no:asyncio")) == sorted(
        f"{name}[{backend}]"
        for name in ["test_coroutine", "test_task_group", "test_plain"]
        for backend in ["asyncio", "uvloop", "trio"]
    )


def test_both_plugins_side_by_side(tmp_path: Path) -> None:
    tests = """
    @pytest.mark.asyncio
    async def test_of_pytest_asyncio():
        assert await load(1) == 1

    @pytest.mark.anyio
    @pytest.mark.parametrize("anyio_backend", ["trio"])
    async def test_of_anyio(anyio_backend):
        assert await load(2) == 2

    async def test_of_nobody():
        return load(3)
    """
    options = ["-o", "asyncio_default_fixture_loop_scope=function", "--deselect"]
    names = passed(tmp_path, tests, *options, "test_inner.py::test_of_nobody")
    assert names == ["test_of_pytest_asyncio", "test_of_anyio[trio]"]
