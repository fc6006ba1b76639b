"""Is a function that is handed over reported in every kind of run, beside every other plugin?"""

from __future__ import annotations

import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from mypy import api
from project import Project

from duotone_mypy import _callee, _checker, _mypy_errors, _mypy_plugins
from duotone_mypy.features.mismatch import without_marker

if TYPE_CHECKING:
    from pathlib import Path

SHELF = """\
from collections.abc import Callable
from typing import TypeVar
from duotone import sync_compatible

T = TypeVar("T")
Handler = Callable[[int], str]

@sync_compatible
async def load(number: int) -> str:
    return "a"

def apply(function: Callable[[int], T]) -> T:
    return function(1)
"""
#: No call, and no attribute that is read: mypy asks no plugin while it checks this.
WITHOUT_CALL = """\
from shelf import Handler, load

def handler() -> Handler:
    return load
"""
WITH_CALL = """\
from shelf import apply, load

reveal_type(apply(load))
reveal_type(apply(load.sync))
"""
#: Answers for the calls of `apply`, as a plugin for its library would.
OTHER_PLUGIN = """\
from mypy.plugin import Plugin

class Other(Plugin):
    def get_function_hook(self, fullname):
        if fullname == "shelf.apply":
            return lambda ctx: ctx.api.named_generic_type("builtins.bytes", [])

def plugin(version):
    return Other
"""
IN_CALL = "main.py:3: error: `load` is handed over as a plain function"


def write(folder: Path, program: str, plugins: str = "duotone_mypy") -> None:
    (folder / "shelf.py").write_text(SHELF, encoding="utf-8")
    (folder / "main.py").write_text(program, encoding="utf-8")
    (folder / "mypy.ini").write_text(f"[mypy]\nplugins = {plugins}\n", encoding="utf-8")


def check(folder: Path, *options: str) -> str:
    command = [sys.executable, "-m", "mypy", "--no-error-summary", *options, "main.py"]
    outcome = Project(folder).run(*command, folder=folder)
    return outcome.out + outcome.err


def check_here(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(folder)
    output, complaints, _ = api.run(["--no-incremental", "--config-file=mypy.ini", "main.py"])
    return output + complaints


@pytest.mark.parametrize("program", [WITHOUT_CALL, WITH_CALL], ids=["without a call", "with one"])
@pytest.mark.parametrize("option", ["--sqlite-cache", "--no-sqlite-cache", "--num-workers=2"])
def test_output_is_the_same_cold_and_warm(tmp_path: Path, program: str, option: str) -> None:
    write(tmp_path, program)
    cold = check(tmp_path, option)
    (tmp_path / "main.py").write_text(f"{program}\n")
    warm = check(tmp_path, option)
    assert cold.count("[dual-reference]") == 1
    assert warm == cold


def test_daemon_sees_the_function_each_time(tmp_path: Path) -> None:
    write(tmp_path, WITHOUT_CALL)
    daemon = [sys.executable, "-m", "mypy.dmypy", "--status-file", "status.json"]

    def run(*arguments: str) -> str:
        command = [*daemon, *arguments]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        return done.stdout

    try:
        run("start", "--", "--config-file=mypy.ini")
        first = run("check", "main.py")
        (tmp_path / "main.py").write_text(WITHOUT_CALL.replace("return load", "return load.sync"))
        mended = run("check", "main.py")
        (tmp_path / "main.py").write_text(WITHOUT_CALL)
        again = run("check", "main.py")
    finally:
        run("stop")
    assert first.count("[dual-reference]") == 1
    assert mended == "Success: no issues found in 1 source file\n"
    assert again == first


def test_plugin_behind_ours_is_asked_as_well(tmp_path: Path) -> None:
    write(tmp_path, WITH_CALL, "duotone_mypy, other.py")
    (tmp_path / "other.py").write_text(OTHER_PLUGIN)
    output = check(tmp_path)
    assert output.count('Revealed type is "bytes"') == 2
    assert IN_CALL in output


def test_plugin_in_front_of_ours_answers_alone(tmp_path: Path) -> None:
    write(tmp_path, WITH_CALL, "other.py, duotone_mypy")
    (tmp_path / "other.py").write_text(OTHER_PLUGIN)
    assert check(tmp_path).count('Revealed type is "bytes"') == 2


def test_other_plugins_that_cannot_be_seen_are_not_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, WITH_CALL)
    monkeypatch.setattr(_mypy_plugins, "_STATE_MODULE", "nowhere")
    assert "[dual-reference]" not in check_here(tmp_path, monkeypatch)


def test_mypys_own_error_stays_where_its_errors_cannot_be_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, WITHOUT_CALL)
    monkeypatch.setattr("duotone_mypy._plugin.watch_errors", lambda *_: None)
    assert "[return-value]" in check_here(tmp_path, monkeypatch)


def test_message_names_the_function_when_the_source_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, WITHOUT_CALL)
    monkeypatch.setattr("duotone_mypy._reference.source_lines", lambda _: [])
    output = check_here(tmp_path, monkeypatch)
    assert "error: `load` is handed over as a plain function" in output
    assert "note: Write `load.sync` for the value, or `load.aio` for a coroutine" in output


def test_solved_signature_is_none_without_the_checkers_own() -> None:
    broken: Any = SimpleNamespace()
    assert _checker.solve_call(broken, broken, broken, without="_sync") is None
    assert _checker.solved_callee(broken, broken) is None


def test_context_of_nothing_is_left_alone() -> None:
    broken: Any = SimpleNamespace(type_context=[])
    _checker.forget_context(broken)
    assert broken.type_context == []


def test_errors_that_hold_no_watchers_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    broken: Any = SimpleNamespace()
    watched = _mypy_errors.ErrorFilter(lambda *_: True)
    _mypy_errors.watch_errors(watched, broken)
    monkeypatch.setattr(_mypy_plugins, "_STATE_MODULE", "nowhere")
    assert not watched("main.py", broken)
    assert vars(broken) == {}


@pytest.mark.parametrize("fullname", ["nowhere.load", "nowhere.Shelf.load"])
def test_name_that_mypy_does_not_know_has_no_role(fullname: str) -> None:
    callees = _callee.Callees(lambda _: None, in_daemon=False)
    assert callees.role_of(fullname) == (False, False)
    assert not callees.gives_implicit_result(fullname)


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ('"ValueOrCoroutine[str]"', '"str | Coroutine[Any, Any, str]"'),
        ("ValueOrCoroutine[list[int]] x", "list[int] | Coroutine[Any, Any, list[int]] x"),
        ("ValueOrCoroutine[a] ValueOrCoroutine[b]", "a | Coroutine[Any, Any, a] b | Corou"),
        ("duotone._dual.ValueOrCoroutine[m.A]", "m.A | typing.Coroutine[Any, Any, m.A]"),
        ("ValueOrCoroutine[str", "str | Coroutine[Any, Any, str]"),
        ("nothing of ours", "nothing of ours"),
    ],
)
def test_marker_becomes_what_it_stands_for(message: str, shown: str) -> None:
    assert without_marker(message).startswith(shown)
