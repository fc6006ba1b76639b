"""Do dual functions work in the cells of a real Jupyter kernel, whose loop always runs?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from drivers.kernel import Kernel, kernel_running

if TYPE_CHECKING:
    from collections.abc import Iterator

PRELUDE = """\
import gc
import duotone
from apps.shelf import Block, count, fetch, given, is_asyncio_running, load

def helper():
    return load(7)

async def ahelper():
    return await load(8)
"""

#: What a cell holds, and what it shows.
CELLS = {
    "call_gives_a_value": ("x = load(1)\nx", "1"),
    "call_of_def_gives_a_value": ("fetch(1)", "1"),
    "call_of_pair_gives_a_value": ("count(1)", "1"),
    "call_of_method_gives_a_value": ("Block.open(1).read()", "1"),
    "awaited_call_works": ("x = await load(2)\nx", "2"),
    "awaited_call_of_def_works": ("await fetch(2)", "2"),
    "value_before_await_in_one_cell": ("a = load(1)\nb = await load(2)\n(a, b)", "(1, 2)"),
    "value_after_await_in_one_cell": ("b = await load(2)\na = load(1)\n(a, b)", "(1, 2)"),
    "comprehension_gives_values": ("[load(n) for n in range(3)]", "[0, 1, 2]"),
    "loop_gives_values": ("for n in range(2):\n    print(load(n))", "0\n1"),
    "class_body_gives_a_value": ("class Body:\n    value = load(1)\nBody.value", "1"),
    "statement_with_await_gives_coroutines": (
        "(given(load(1)), await load(2))",
        "('coroutine', 2)",
    ),
    "awaited_comprehension_works": ("[await load(n) for n in range(3)]", "[0, 1, 2]"),
    "helper_gives_an_awaitable": ("await helper()", "7"),
    "async_helper_works": ("await ahelper()", "8"),
    "forced_helper_gives_a_value": ("with duotone.sync_context():\n    print(helper())", "7"),
    "sync_side_gives_a_value": ("load.sync(3)", "3"),
    "async_side_is_awaitable": ("await load.aio(3)", "3"),
    "gather_works": ("import asyncio\nawait asyncio.gather(load(1), helper())", "[1, 7]"),
    "lambda_says_what_it_gave": ("(lambda: given(load(1)))()", "'ambiguous'"),
}


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kernel]:
    """Run a kernel that has imported the library."""
    with kernel_running(tmp_path_factory.mktemp("kernel")) as running:
        assert running.run(PRELUDE) == ""
        yield running


def test_kernel_runs_cells_under_a_loop(kernel: Kernel) -> None:
    assert kernel.run("is_asyncio_running()") == "True"


@pytest.mark.parametrize(("cell", "shown"), CELLS.values(), ids=CELLS)
def test_cell(kernel: Kernel, cell: str, shown: str) -> None:
    assert kernel.run(cell) == shown


def test_value_of_a_cell_is_there_in_the_next(kernel: Kernel) -> None:
    assert kernel.run("kept = load(5)") == ""
    assert kernel.run("kept + await load(1)") == "6"


def test_dual_function_written_in_a_cell_works(kernel: Kernel) -> None:
    written = (
        "@duotone.sync_compatible\nasync def double(number):\n    return await load(number) * 2"
    )
    assert kernel.run(written) == ""
    assert kernel.run("two = double(2)\n(two, await double(3))") == "(4, 6)"


def test_helper_used_as_value_says_what_to_write(kernel: Kernel) -> None:
    shown = kernel.run("kept = helper()\nkept.upper()")
    assert '`load(7)` in the plain function "helper"' in shown
    assert "write `load(7, _sync=True)` for the value" in shown
    assert kernel.run("await kept") == "7"


def test_helper_whose_result_is_dropped_warns(kernel: Kernel) -> None:
    shown = kernel.run("helper()\nNone")
    assert 'AmbiguousDispatchWarning: `load(7)` in the plain function "helper"' in shown


def test_timeit_of_a_call_warns_that_it_measures_no_value(kernel: Kernel) -> None:
    """`%timeit` puts the call into a plain function of its own."""
    shown = kernel.run("%timeit -n1 -r1 load()")
    assert "per loop" in shown
    assert "AmbiguousDispatchWarning" in shown
    assert "`load(..., _sync=True)`" in shown


@pytest.mark.parametrize("call", ["load(_sync=True)", "load.sync()"])
def test_timeit_of_a_forced_call_measures_the_value(kernel: Kernel, call: str) -> None:
    shown = kernel.run(f"%timeit -n1 -r1 {call}")
    assert "per loop" in shown
    assert "Warning" not in shown


@pytest.mark.parametrize("magic", ["%time ", "%%time\n"])
def test_timed_cell_gives_a_value(kernel: Kernel, magic: str) -> None:
    assert kernel.run(f"{magic}load(3)").endswith("\n3")
