"""What does mypy make of the configuration: contexts that other people's decorators declare?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from project import SHELF

if TYPE_CHECKING:
    from project import Outcome, Project

_TOML = '[tool.mypy]\nplugins = ["duotone_mypy"]\n[tool.duotone]\n'
_INI = "[mypy]\nplugins = duotone_mypy\n[duotone]\n"

_ACME = {
    "shelf.py": SHELF,
    "acme/__init__.py": """
from . import _jobs as inner
from ._jobs import App, flow, job
from .twice import twice
app = App()
""",
    "acme/twice.py": "from ._jobs import job as twice\n",
    "acme/_jobs.py": """
from collections.abc import Callable
from typing import TypeVar

F = TypeVar("F", bound=Callable[..., object])

def job(function: F) -> F:
    return function

def flow(*, name: str) -> Callable[[F], F]:
    return job

class Tasks:
    def task(self, function: F) -> F:
        return function

    @staticmethod
    def fixed(function: F) -> F:
        return function

class App(Tasks):
    @staticmethod
    def hook(function: F) -> F:
        return function
""",
}


def revealed(outcome: Outcome) -> list[str]:
    return re.findall(r'Revealed type is "(.*)"', outcome.out)


def test_configured_decorators_declare_a_context(project: Project) -> None:
    project.write(
        {
            **_ACME,
            "pyproject.toml": f"{_TOML}"
            'sync-contexts = ["acme.job", "acme._jobs.Tasks.task", "acme._jobs.Tasks.fixed", '
            '"acme.App.hook", "acme.twice"]\n'
            'async-contexts = ["acme._jobs.flow", "outside.context"]\n',
            "use.py": """
import acme
from acme import App, app, flow
from shelf import load

mine = App()

@acme.job
def applied() -> None:
    reveal_type(load(1))

@flow(name="called")
def called() -> None:
    _ = reveal_type(load(1))

@mine.task
def method_of_an_object() -> None:
    reveal_type(load(1))

@acme.app.task
def method_of_an_object_elsewhere() -> None:
    reveal_type(load(1))

@App.hook
def method_of_a_class() -> None:
    reveal_type(load(1))

@App.fixed
def method_that_a_class_inherits() -> None:
    reveal_type(load(1))

@app.task
@flow(name="nearest")
def nearest_first() -> None:
    _ = reveal_type(load(1))

@app.task
async def always_a_coroutine() -> None:
    _ = reveal_type(load(1))
""",
        }
    )
    coroutine = "typing.Coroutine[Any, Any, str]"
    outcome = project.mypy("use.py")
    assert revealed(outcome) == [
        "str", coroutine, "str", "str", "str", "str", coroutine, coroutine,
    ]  # fmt: skip
    assert outcome.status == 0


def test_decorator_without_a_name_declares_nothing(project: Project) -> None:
    project.write(
        {
            **_ACME,
            "pyproject.toml": f'{_TOML}sync-contexts = ["acme.job"]\n',
            "use.py": """
import acme
from shelf import load

jobs = {"nightly": acme.job}

@jobs["nightly"]
def taken_from_a_dictionary() -> None:
    reveal_type(load(1))

@(lambda function: acme.job(function))
def wrapped_in_a_lambda() -> None:
    reveal_type(load(1))

@jobs["nightly"]
@acme.job
def below_it() -> None:
    reveal_type(load(1))
""",
        }
    )
    outcome = project.mypy("use.py")
    ambiguous = [line.partition(": ")[0] for line in outcome.lines if "[dual-ambiguous]" in line]
    assert sorted({*ambiguous}) == ["use.py:13", "use.py:9"]


def test_object_itself_can_be_named(project: Project) -> None:
    project.write(
        {
            **_ACME,
            "mypy.ini": f"{_INI}sync-contexts = acme.app.task\n",
            "use.py": """
import acme
from shelf import load

other = acme.App()

@acme.app.task
def with_the_named_object() -> None:
    reveal_type(load(1))

@other.task
def with_another_object() -> None:
    load(2)

@(lambda function: function)
def with_something_nameless() -> None:
    load(3)

@acme.flow(name="no object")
def with_another_decorator() -> None:
    load(4)
""",
        }
    )
    outcome = project.mypy("use.py")
    assert revealed(outcome) == ["str"]
    assert re.findall(r"error: `(.*?)`", outcome.out) == ["load(2)", "load(3)", "load(4)"]


def test_override_holds_in_its_modules_only(project: Project) -> None:
    program = "from acme import job\nfrom shelf import load\n@job\ndef run() -> None:\n    {}\n"
    project.write(
        {
            **_ACME,
            "pyproject.toml": f"{_TOML}overrides = ["
            '{module = "jobs.*", sync-contexts = ["acme.job"]}, '
            '{module = "old", plain-functions = "sync"}]\n',
            "jobs/__init__.py": program.format("reveal_type(load(1))"),
            "old.py": program.format("reveal_type(load(1))"),
            "other.py": program.format("load(1)"),
        }
    )
    outcome = project.mypy("jobs", "old.py", "other.py")
    assert revealed(outcome) == ["str", "str"]
    assert len(re.findall(r"^other.py:5: error:.*dual-ambiguous", outcome.out, re.MULTILINE)) == 1


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("acme.inner", "nothing there has a name like it"),
        ("acme.inner.fow", 'did you mean "acme._jobs.flow"?'),
        ("acme.jbo", 'did you mean "acme.job"?'),
        ("acme.zzz", "nothing there has a name like it"),
        ("acme.jobs.job", 'did you mean "acme.job"?'),
        ("acme._jobs", 'did you mean "acme.job"?'),
        ("acme._jobs.fow", 'did you mean "acme._jobs.flow"?'),
        ("acme.App.taks", 'did you mean "acme.App.task"?'),
        ("acme.app.taks", 'did you mean "acme.app.task"?'),
        ("acme.job.task", 'did you mean "acme.job"?'),
    ],
)
def test_unknown_decorator_of_a_known_module_is_refused(
    project: Project, name: str, nearest: str
) -> None:
    project.write(
        {
            **_ACME,
            "pyproject.toml": f'{_TOML}overrides = [{{module = "a", sync-contexts = ["{name}"]}}]',
            "use.py": "import acme\n",
        }
    )
    message = (
        f'pyproject.toml: duotone\'s "sync-contexts" names "{name}", '
        f"but there is no such decorator: {nearest}"
    )
    assert project.mypy("use.py") == (f"{message}\n", "", 2)


@pytest.mark.parametrize("imported", ["from shelf import load\n", ""], ids=["dual", "plain"])
@pytest.mark.parametrize("mode", ["--cache-dir=/dev/null", "--no-incremental", "-n2"])
def test_unknown_decorator_is_refused_with_any_cache(
    project: Project, mode: str, imported: str
) -> None:
    project.write(
        {
            **_ACME,
            "setup.cfg": f"{_INI}sync-contexts = acme.jbo\n",
            "use.py": f"from acme import job\n{imported}@job\ndef f() -> None: ...",
        }
    )
    outcome = project.run("mypy", "use.py", mode)
    message = (
        'setup.cfg: duotone\'s "sync-contexts" names "acme.jbo", but there is no such decorator'
    )
    assert outcome.out.splitlines()[0] == f'{message}: did you mean "acme.job"?'
    assert (outcome.err, outcome.status) == ("", 2)


@pytest.mark.parametrize("name", ["nowhere.job", "acme.more.job", "lazy.job", "acme.late.job"])
def test_decorator_that_the_build_cannot_tell_is_accepted(project: Project, name: str) -> None:
    project.write(
        {
            **_ACME,
            "acme/more.py": "",
            "lazy.py": "def __getattr__(name: str) -> object: ...\n",
            "acme/__init__.py": "from untyped import late  # type: ignore\n",
            "pyproject.toml": f'{_TOML}sync-contexts = ["{name}"]\n',
            "use.py": "import acme, lazy\n",
        }
    )
    outcome = project.mypy("use.py", "--disable-error-code=empty-body")
    assert (outcome.lines, outcome.status) == ([], 0)


@pytest.mark.parametrize("name", ["pyproject.toml", "mypy.ini", "setup.cfg"])
def test_mistake_ends_mypy_with_one_line(project: Project, name: str) -> None:
    head = _TOML if name.endswith(".toml") else _INI
    value = '"synch"' if name.endswith(".toml") else "synch"
    project.write({"a.py": "", name: f"{head}plain-functions = {value}\n"})
    message = f'{name}: duotone\'s "plain-functions" must be "ambiguous" or "sync", not \'synch\''
    for _ in range(2):
        assert project.mypy("a.py") == (f"{message}\n", "", 2)


@pytest.mark.parametrize("text", [f"{_INI}[tool.duotone]\n", f"{_INI}[Duotone]\n"])
def test_misspelt_section_ends_mypy_with_one_line(project: Project, text: str) -> None:
    project.write({"a.py": "", "mypy.ini": text})
    unread = text.splitlines()[-1]
    valid = "[duotone], or [duotone-MODULE] for some modules"
    message = f"mypy.ini: duotone does not read {unread}: write {valid}\n"
    assert project.mypy("a.py") == (message, "", 2)


def test_changed_configuration_is_noticed_by_a_warm_cache(project: Project) -> None:
    project.write(
        {
            **_ACME,
            "use.py": """
from acme import job
from shelf import load
@job
def run() -> object:
    return load(1)
""",
        }
    )
    texts = [
        "",
        'sync-contexts = ["acme.job"]',
        'sync-contexts = ["acme.flow"]',
        'plain-functions = "sync"',
        "",
    ]
    statuses: list[Any] = []
    for text in texts:
        project.write({"pyproject.toml": f"{_TOML}{text}\n"})
        statuses += [project.mypy("use.py").status, project.mypy("use.py").status]
    assert statuses == [1, 1, 0, 0, 1, 1, 0, 0, 1, 1]


def test_changed_configuration_leaves_the_standard_library_in_the_cache(project: Project) -> None:
    project.write({**_ACME, "use.py": "from shelf import load\ndef f() -> str: return load(1)\n"})

    def times(module: str) -> set[int]:
        kept = project.folder.glob(f".mypy_cache/*.*/{module}.data.*")
        return {path.stat().st_mtime_ns for path in kept}

    written = []
    for text in ["", 'plain-functions = "sync"']:
        project.write({"pyproject.toml": f"{_TOML}{text}\n"})
        assert project.mypy("--no-sqlite-cache", "use.py").status == (text == "")
        written.append((times("builtins"), times("shelf")))
    (library, module), (library_then, module_then) = written
    assert library == library_then != set()
    assert module & module_then == set() != module


def test_mistake_is_noticed_by_a_warm_cache(project: Project) -> None:
    project.write({**_ACME, "use.py": "import acme\n", "pyproject.toml": _TOML})
    assert project.mypy("use.py").status == 0
    project.write({"pyproject.toml": f'{_TOML}sync-contexts = ["acme.jbo"]\n'})
    assert [project.mypy("use.py").status for _ in range(2)] == [2, 2]
    project.write({"pyproject.toml": f'{_TOML}sync-contexts = ["acme.job"]\n'})
    assert project.mypy("use.py").status == 0


def test_names_of_a_warm_module_are_still_known(project: Project) -> None:
    program = "import acme\nfrom shelf import load\n@acme.job\ndef run() -> None:\n    {}\n"
    project.write(
        {
            **_ACME,
            "pyproject.toml": f'{_TOML}sync-contexts = ["acme.job"]\n',
            "use.py": program.format("load(1)"),
        }
    )
    assert project.mypy("use.py").status == 0
    project.write({"use.py": program.format("reveal_type(load(2))")})
    assert revealed(project.mypy("use.py")) == ["str"]


def test_daemon_restarts_when_the_configuration_changes(project: Project) -> None:
    project.write(
        {
            **_ACME,
            "use.py": "from acme import job\nfrom shelf import load\n"
            "@job\ndef run() -> object:\n    return load(1)\n",
        }
    )
    outcomes = []
    try:
        for text in ["", 'sync-contexts = ["acme.job"]', 'sync-contexts = ["acme.jbo"]', "a = 1"]:
            project.write({"pyproject.toml": f"{_TOML}{text}\n"})
            outcomes.append(project.run("dmypy", "run", "use.py"))
    finally:
        project.run("dmypy", "kill")
    assert [outcome.status for outcome in outcomes] == [1, 0, 1, 2]
    assert "Restarting: plugins changed" in outcomes[1].out
    assert 'use.py:5: error: pyproject.toml: duotone\'s "sync-contexts" names' in outcomes[2].out
    assert 'pyproject.toml: duotone does not know the key "a"' in outcomes[3].out


def test_daemon_survives_a_decorator_that_goes(project: Project) -> None:
    project.write(
        {
            **_ACME,
            "pyproject.toml": f'{_TOML}sync-contexts = ["acme.job"]\n',
            "use.py": "import acme\nfrom shelf import load\n"
            "@acme.job\ndef run() -> object:\n    return load(1)\n",
        }
    )
    try:
        assert project.run("dmypy", "run", "use.py").status == 0
        project.write({"acme/__init__.py": "from ._jobs import job as jobs\n"})
        gone = project.run("dmypy", "run", "use.py")
        project.write({"acme/__init__.py": "from ._jobs import job\n"})
        back = project.run("dmypy", "run", "use.py")
    finally:
        project.run("dmypy", "kill")
    assert 'but there is no such decorator: did you mean "acme.jobs"?' in gone.out
    assert (gone.status, back.status) == (1, 0)
