"""Is the text of a call found in the source, and its absence borne?"""

# ruff: noqa: S102, S302 - the places of a call are the test

from __future__ import annotations

import linecache
import marshal
import sys
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from duotone import passthrough
from duotone._call_site import CallSite

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path
    from types import FrameType

RunPython = Callable[..., "subprocess.CompletedProcess[str]"]

COLUMNS = sys.version_info >= (3, 11)


def load(*_: object) -> CallSite:
    frame: FrameType = sys._getframe(1)
    return CallSite(frame)


@pytest.fixture
def site_in(tmp_path: Path) -> Iterator[Callable[..., CallSite]]:
    """Run a source that was written to a file, and give the `site` it has made."""

    def make(source: str, *, shown: str | None = None, name: str = "source.py") -> CallSite:
        path = tmp_path / name
        path.write_text(source if shown is None else shown, encoding="utf-8")
        linecache.checkcache(str(path))
        namespace: dict[str, Any] = {"load": load, "__name__": "source"}
        exec(compile(source, str(path), "exec"), namespace)
        site: CallSite = namespace["site"]
        return site

    yield make
    linecache.clearcache()


def test_call_is_shown_as_written(site_in: Callable[..., CallSite]) -> None:
    assert site_in("site = load( 1,2 )").spelling("load").written == "load(1, 2)"


def test_call_inside_a_longer_line_is_shown_alone(site_in: Callable[..., CallSite]) -> None:
    site = site_in("site = [len('ä'), load('ö', 1)][1]  # load(2")
    assert site.spelling("load").written == "load('ö', 1)"


def test_two_calls_on_a_line_are_told_apart_by_their_columns(
    site_in: Callable[..., CallSite],
) -> None:
    expected = "load(2)" if COLUMNS else "load(...)"
    assert site_in("site = (load(1), load(2))[1]").spelling("load").written == expected


def test_call_of_an_attribute_is_found_by_its_last_name(site_in: Callable[..., CallSite]) -> None:
    source = "class Block: load = staticmethod(load)\nsite = Block.load(1)"
    assert site_in(source).spelling("load").written == "Block.load(1)"


def test_call_of_something_else_is_shown_with_dots(site_in: Callable[..., CallSite]) -> None:
    assert site_in("site = list(map(load, [1]))[0]").spelling("load").written == "load(...)"


def test_call_of_a_call_is_shown_with_dots(site_in: Callable[..., CallSite]) -> None:
    source = "site = (lambda: load)()(1)"
    assert site_in(source).spelling("load").written == "load(...)"


def test_missing_source_is_shown_with_dots() -> None:
    namespace: dict[str, Any] = {"load": load}
    exec(compile("site = load(1)", "<nowhere>", "exec"), namespace)
    assert namespace["site"].spelling("load").written == "load(...)"


@pytest.mark.parametrize(
    "shown",
    ["\n\n", "", "site = lo", "site = \nload(1)", "site = fetch(1)", "site = (((((", "'''\n"],
)
def test_source_that_was_changed_meanwhile_is_shown_with_dots(
    site_in: Callable[..., CallSite], shown: str
) -> None:
    assert site_in("site = load(1)", shown=shown).spelling("load").written == "load(...)"


def test_source_that_became_shorter_is_shown_with_dots(site_in: Callable[..., CallSite]) -> None:
    site = site_in("\n\nsite = load(1)", shown="x = 1\n")
    assert site.spelling("load").written == "load(...)"


CHAINED = """
class Block: load = staticmethod(load)
site = (
    Block
    .load(
        1
    )
)
"""


def test_method_on_a_line_of_its_own_keeps_its_receiver(site_in: Callable[..., CallSite]) -> None:
    assert site_in(CHAINED).spelling("load").written == "Block.load(1)"


def test_method_on_a_line_of_its_own_in_a_source_that_was_changed_is_shown_with_dots(
    site_in: Callable[..., CallSite],
) -> None:
    site = site_in(CHAINED, shown=f"{CHAINED}(((")
    assert site.spelling("load").written == "load(...)"


def test_place_tells_file_line_and_function(
    site_in: Callable[..., CallSite], tmp_path: Path
) -> None:
    site = site_in("\ndef helper():\n    return load(1)\nsite = helper()")
    assert (site.path, site.line, site.function) == (str(tmp_path / "source.py"), 3, "helper")


def test_place_in_a_comprehension_tells_the_function_around_it(
    site_in: Callable[..., CallSite],
) -> None:
    site = site_in("def helper():\n    return [load(1) for _ in '1'][0]\nsite = helper()")
    assert site.function == "helper"
    assert site.spelling("load").written == "load(1)"


def test_place_in_a_transparent_wrapper_tells_the_function_that_decides() -> None:
    @passthrough
    def wrapper() -> CallSite:
        return load()

    def caller() -> CallSite:
        return wrapper()

    assert caller().function == "caller"


def test_code_without_columns_is_searched_for_the_call(
    tmp_path: Path, run_python: RunPython
) -> None:
    """Python leaves the columns out on request (``-X no_debug_ranges``)."""
    path = tmp_path / "bare.py"
    path.write_text("one = load(1)\ntwo = load(2), load(3)\n", encoding="utf-8")
    compiled = tmp_path / "bare.bin"
    program = f"""
    import marshal
    code = compile(open({str(path)!r}).read(), {str(path)!r}, "exec")
    open({str(compiled)!r}, "wb").write(marshal.dumps(code))
    """
    finished = run_python(program, "-X", "no_debug_ranges")
    assert finished.stderr == ""
    namespace: dict[str, Any] = {"load": load}
    exec(marshal.loads(compiled.read_bytes()), namespace)
    assert namespace["one"].spelling("load").written == "load(1)"
    assert namespace["two"][0].spelling("load").written == "load(...)"


def test_interpreter_that_keeps_no_columns_finds_the_call_by_its_line(
    site_in: Callable[..., CallSite],
) -> None:
    """As 3.10 does."""
    site = site_in("one = load(1)\nsite = load(2)")
    without_columns: Any = SimpleNamespace(co_filename=site.path)
    site.code = without_columns
    assert site.spelling("load").written == "load(2)"


def test_warning_of_a_namespace_without_a_name_is_issued() -> None:
    namespace: dict[str, Any] = {"load": load}
    exec(compile("site = load(1)", "<nowhere>", "exec"), namespace)
    del namespace["__builtins__"]
    with pytest.warns(UserWarning, match="^told$") as caught:
        namespace["site"].warn("told", UserWarning)
    assert (caught[0].filename, caught[0].lineno) == ("<nowhere>", 1)
