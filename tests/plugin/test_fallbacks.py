"""What does mypy show when one of its internals is not what the plugin knows?"""

from __future__ import annotations

import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from mypy import api
from mypy.errors import CompileError
from mypy.nodes import (
    MDEF,
    Block,
    CallExpr,
    ClassDef,
    IntExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    SymbolTable,
    SymbolTableNode,
    TypeInfo,
)

from duotone_mypy import _checker, _guard, _versions
from duotone_mypy._keyword_use import KeywordUse
from duotone_mypy.features import override

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """\
from duotone import Dual, sync_compatible

@sync_compatible
async def load(number: int) -> str: ...

def helper() -> None:
    reveal_type(load(1))

def other(dual: Dual[[int], str]) -> None:
    reveal_type(dual)
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy keeps of the standard library and duotone when all is as it should be."""
    folder = tmp_path_factory.mktemp("fallbacks")
    assert "Success" in check(folder, "import duotone\n")
    return folder / ".mypy_cache"


@pytest.fixture
def folder(tmp_path: Path, cache: Path) -> Path:
    """A folder in which mypy has not seen the program yet."""
    shutil.copytree(cache, tmp_path / ".mypy_cache")
    return tmp_path


def check(folder: Path, program: str = PROGRAM) -> str:
    """Check a program with the plugin and return what mypy printed on both streams."""
    (folder / "program.py").write_text(program, encoding="utf-8")
    settings = "[mypy]\nplugins = duotone_mypy\ndisable_error_code = empty-body\n"
    (folder / "mypy.ini").write_text(settings, encoding="utf-8")
    arguments = [f"--config-file={folder / 'mypy.ini'}", f"--cache-dir={folder / '.mypy_cache'}"]
    output, complaints, _ = api.run([*arguments, str(folder / "program.py")])
    return output.replace(str(folder / "program.py"), "program.py") + complaints


def test_call_is_the_union_when_its_place_cannot_be_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duotone_mypy._decision.scopes", lambda _: None)
    shown = 'program.py:7: note: Revealed type is "str | typing.Coroutine[Any, Any, str]"'
    assert shown in check(folder).splitlines()


def test_annotation_stays_a_class_when_it_cannot_be_made_a_callable(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duotone_mypy.features.annotation.analyze_callable", lambda _: None)
    shown = 'program.py:10: note: Revealed type is "duotone._dual.Dual[[int], str]"'
    assert shown in check(folder).splitlines()


def test_pair_stays_a_class_when_it_cannot_be_made_a_callable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duotone_mypy.features.annotation.analyze_callable", lambda _: None)
    program = """\
from duotone import async_compatible

class Caller:
    async def __call__(self) -> str: ...

@async_compatible(async_version=Caller())
def load() -> str: ...
reveal_type(load)
"""
    shown = 'program.py:8: note: Revealed type is "duotone._dual.Dual[[], str]"'
    assert shown in check(tmp_path, program).splitlines()


def test_message_names_the_function_when_the_source_cannot_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duotone_mypy._source.source_lines", lambda _: [])
    assert "program.py:7: error: `load(...)` gives a value or a coroutine" in check(folder)


def test_source_that_this_python_cannot_parse_still_names_the_function(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duotone_mypy._source.source_lines", lambda _: ["def ("] * 9)
    assert "program.py:7: error: `load(...)` gives a value or a coroutine" in check(folder)


def test_message_names_an_attribute_and_what_it_belongs_to_as_far_as_it_can(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duotone_mypy._source.source_lines", lambda _: [])
    program = """\
async def main() -> None:
    load.sync(1)
    {"load": load}["load"].sync(1)
"""
    output = check(folder, f"{PROGRAM}\n{program}")
    assert "program.py:13: error: `load.sync(...)` blocks the event loop" in output
    assert "program.py:13: note: Write `await load.aio(...)`" in output
    assert "program.py:14: note: Write `await dual.aio(...)`" in output


def test_message_names_an_operator_and_its_operands_as_far_as_it_can(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duotone_mypy._reference.source_lines", lambda _: [])
    program = """\
class Cell:
    @sync_compatible
    async def __getitem__(self, key: int) -> int: ...
    @sync_compatible
    async def __add__(self, other: int) -> int: ...

def sum_of(cells: list[Cell]) -> None:
    cells[0][1]
    cells[0] + 2
"""
    output = check(folder, f"{PROGRAM}\n{program}")
    assert "program.py:19: error: `cells[...][...]` gives a value or a coroutine" in output
    assert "program.py:20: error: `cells[...] + ...` gives a value or a coroutine" in output
    assert "or `await (cells[...] + ...)` in" in output


def test_failing_hook_leaves_mypys_own_type_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("no such thing")

    monkeypatch.delenv("DUOTONE_TRACEBACK")
    monkeypatch.setattr("duotone_mypy._answer.infer_call", fail)
    output = check(folder)
    assert "INTERNAL ERROR" not in output
    shown = 'Revealed type is "str | typing.Coroutine[Any, Any, str]"'
    assert f"program.py:7: note: {shown}" in output
    said = capsys.readouterr().err
    assert "program.py:7: _infer_call_as_configured failed with LookupError: no such thing" in said
    assert "DUOTONE_TRACEBACK=1" in said


@pytest.mark.parametrize(
    ("broken", "asked", "shown"),
    [
        ("features.attribute.coroutine_of", "load.aio", "duotone._dual.AsyncSide[None]"),
        ("features.signature.is_told_by_keyword", "load(1)", "str"),
        ("features.annotation.dual_callable", "given", "Any"),
    ],
)
def test_each_kind_of_hook_leaves_what_mypy_itself_says(
    folder: Path, monkeypatch: pytest.MonkeyPatch, broken: str, asked: str, shown: str
) -> None:
    def fail(*_: object) -> None:
        raise LookupError("no such thing")

    monkeypatch.delenv("DUOTONE_TRACEBACK")
    monkeypatch.setattr(f"duotone_mypy.{broken}", fail)
    output = check(folder, f"{PROGRAM}\ngiven: Dual[[int], str]\nreveal_type({asked})\n")
    assert f'program.py:13: note: Revealed type is "{shown}"' in output.splitlines()


def test_failing_hook_is_raised_where_the_traceback_was_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def hook(_: Any) -> Any:
        raise LookupError

    monkeypatch.setenv("DUOTONE_TRACEBACK", "1")
    with pytest.raises(LookupError):
        _guard.guarded(hook)(SimpleNamespace())


def test_refusal_of_the_plugin_is_no_failure_of_a_hook(monkeypatch: pytest.MonkeyPatch) -> None:
    def hook(_: Any) -> Any:
        raise CompileError(["refused"])

    monkeypatch.delenv("DUOTONE_TRACEBACK")
    with pytest.raises(CompileError):
        _guard.guarded(hook)(SimpleNamespace())


@pytest.mark.parametrize(
    "broken",
    [
        SimpleNamespace(),
        SimpleNamespace(scope=None),
        SimpleNamespace(scope=SimpleNamespace(stack=None)),
        SimpleNamespace(scope=SimpleNamespace(stack=[object()])),
    ],
)
def test_unknown_scopes_are_none(broken: Any) -> None:
    assert _checker.scopes(broken) is None


def test_unknown_errors_are_reported_the_ordinary_way() -> None:
    with _checker.past_error_watchers(SimpleNamespace()):  # type: ignore[arg-type]
        pass


@pytest.mark.parametrize("broken", [SimpleNamespace(), SimpleNamespace(errors=None)])
def test_unknown_source_has_no_lines(broken: Any) -> None:
    assert _checker.source_lines(broken) == []


@pytest.mark.parametrize("function", ["analyze_callable", "analyze_as_class"])
def test_unknown_analyzer_answers_nothing(function: str) -> None:
    context = SimpleNamespace(api=SimpleNamespace(), type=SimpleNamespace(args=()))
    rest = ("duotone._dual.Dual",) if function == "analyze_as_class" else ()
    assert getattr(_checker, function)(context, *rest) is None


@pytest.mark.parametrize("tree", [None, MypyFile([], [])])
def test_unknown_class_is_none(tree: MypyFile | None) -> None:
    named = NameExpr("Shelf")
    call = CallExpr(MemberExpr(named, "__init_subclass__"), [], [], [])
    broken: Any = SimpleNamespace(tree=tree, tscope=None)
    if tree is not None:
        tree.names = SymbolTable()
    assert _checker.defined_class(broken, call) is None
    assert _checker.defined_class(broken, named) is None
    assert _checker.decorated_class(broken, named) is None


def test_unknown_module_has_no_name() -> None:
    assert _checker.module_name(SimpleNamespace()) == ""  # type: ignore[arg-type]


def test_class_is_left_as_it_is_where_the_call_cannot_be_made() -> None:
    cls = ClassDef("Shelf", Block([]))
    analyzer = SimpleNamespace(lookup_fully_qualified_or_none=lambda _: None)
    context: Any = SimpleNamespace(api=analyzer, cls=cls)
    _checker.call_once_checked(context, "duotone._decorators.class_checked")
    assert cls.decorators == []
    assert not _checker.is_called_once_checked(cls)


def test_class_depends_on_the_methods_of_its_bases_for_the_daemon_only() -> None:
    base = TypeInfo(SymbolTable(), ClassDef("Shelf", Block([])), "shelf")
    base._fullname = "shelf.Shelf"
    base.names["load"] = SymbolTableNode(MDEF, None)
    sub = TypeInfo(SymbolTable(), ClassDef("Big", Block([])), "main")
    sub.mro = [sub, base]
    noted = {"<shelf.Shelf.load>": {"main"}}
    for option, expected in [
        ("incremental", {}),
        ("fine_grained_incremental", noted),
        ("cache_fine_grained", noted),
    ]:
        tree = SimpleNamespace(plugin_deps={}, fullname="main")
        broken: Any = SimpleNamespace(tree=tree, options=SimpleNamespace(**{option: True}))
        _checker.check_again_with_bases(broken, sub)
        assert tree.plugin_deps == expected
    _checker.check_again_with_bases(SimpleNamespace(), sub)  # type: ignore[arg-type]


def test_class_that_inherits_no_dual_any_more_is_no_longer_watched() -> None:
    cls = ClassDef("Shelf", Block([]))
    cls.info = TypeInfo(SymbolTable(), cls, "shelf")
    cls.info.mro = [cls.info]
    cls.decorators = [MemberExpr(IntExpr(0), "class_checked")]
    assert override.concerns(cls.info)
    override.watch(SimpleNamespace(cls=cls))  # type: ignore[arg-type]
    assert cls.decorators == []
    assert not override.concerns(cls.info)


@pytest.mark.parametrize("version", ["1.20.0", "2.4.1", "2.4.0+dev.0a1b2c3", "1.21"])
def test_supported_mypy_is_accepted_without_a_word(
    version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _versions.refusal_of(version) is None
    _versions.note_version(version)
    assert capsys.readouterr().err == ""


def test_older_mypy_is_refused() -> None:
    assert _versions.refusal_of("1.19.1") == (
        "duotone: mypy 1.19.1 is too old for the plugin, which needs 1.20 or newer: "
        'pip install "mypy>=1.20"'
    )


@pytest.mark.parametrize("version", ["2.5.0", "3.0", "2.10.1+dev"])
def test_newer_mypy_gets_one_line_and_goes_on(
    version: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _versions.refusal_of(version) is None
    _versions.note_version(version)
    assert capsys.readouterr().err == (
        f"duotone: mypy {version} is newer than 2.4, the newest version that this plugin was "
        "tested with: if something looks wrong, look for a newer duotone\n"
    )


def test_unknown_module_may_say_the_keyword(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duotone_mypy._keyword_use.current_checker", lambda: None)
    assert KeywordUse().is_written()


def test_names_of_an_unknown_module_come_from_nowhere() -> None:
    assert list(_checker.modules_around(SimpleNamespace())) == []  # type: ignore[arg-type]
