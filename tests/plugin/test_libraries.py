"""What does mypy make of a library that was written without duotone, once it is configured?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from duotone_mypy._alias import _assigned, _time_of

if TYPE_CHECKING:
    from pathlib import Path

    from project import Outcome, Project

_PLUGIN = '[tool.mypy]\nplugins = ["duotone_mypy"]\nshow_error_codes = true\n'
_ACME = f'{_PLUGIN}[[tool.duotone.library]]\nprefix = "acme."\n'
_LISTED = (
    'functions = ["acme.functions.read", "acme.variables.Variable.get", "acme.serve",'
    ' "acme.Variable.read"]\n'
    'except = ["acme.engine"]\n'
)

_LIBRARY = {
    "acme/__init__.py": "from .functions import fetch, serve\nfrom .variables import Variable\n",
    "acme/_dispatch.py": """
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

def dual(
    asynchronous: Callable[P, Coroutine[Any, Any, R]]
    | classmethod[type[Any], P, Coroutine[Any, Any, R]],
) -> Callable[[Callable[P, R]], Callable[P, R | Coroutine[Any, Any, R]]]:
    raise NotImplementedError

def lossy(
    asynchronous: Any,
) -> Callable[[Callable[P, Any]], Callable[P, Any | Coroutine[Any, Any, Any]]]:
    raise NotImplementedError
""",
    "acme/functions.py": """
from collections.abc import Awaitable, Coroutine
from typing import Any, NoReturn, TypeVar, overload
from ._dispatch import dual

T = TypeVar("T")

async def afetch(number: int) -> str:
    return str(number)

@dual(afetch)
def fetch(number: int) -> str:
    return str(number)

def wait(number: int) -> str | Awaitable[str]:
    raise NotImplementedError

def find(number: int) -> str | None | Coroutine[Any, Any, str | None]:
    raise NotImplementedError

def maybe(number: int) -> str | Awaitable[str] | None:
    raise NotImplementedError

def either(number: int) -> int | Coroutine[Any, Any, str]:
    raise NotImplementedError

def several(number: int) -> Coroutine[Any, Any, str] | Awaitable[str]:
    raise NotImplementedError

def same(value: T) -> T:
    return value

def read() -> str:
    return ""

@overload
async def achoose(number: int) -> str: ...
@overload
async def achoose(number: str) -> bytes: ...
async def achoose(number: Any) -> Any:
    raise NotImplementedError

@overload
def choose(number: int) -> str | Awaitable[str]: ...
@overload
def choose(number: str) -> bytes: ...
def choose(number: Any) -> Any:
    raise NotImplementedError

async def aserve() -> NoReturn:
    raise NotImplementedError

@dual(aserve)
def serve() -> NoReturn:
    raise NotImplementedError
""",
    "acme/engine.py": """
from collections.abc import Coroutine
from typing import Any

def run(number: int) -> str | Coroutine[Any, Any, str]:
    raise NotImplementedError
""",
    "acme/variables.py": """
from typing import Generic, TypeVar, overload
from typing_extensions import Self
from ._dispatch import dual, lossy

T = TypeVar("T")
B = TypeVar("B", bound="Block")

class Variable:
    @overload
    @classmethod
    def get(cls, name: str) -> str | None: ...
    @overload
    @classmethod
    def get(cls, name: str, default: str) -> str: ...
    @classmethod
    def get(cls, name: str, default: str | None = None) -> str | None:
        raise NotImplementedError

    async def read(self) -> str:
        raise NotImplementedError

class Block:
    @classmethod
    async def aload(cls, name: str) -> Self:
        raise NotImplementedError

    @classmethod
    @lossy(aload)
    def load(cls, name: str) -> "Self":
        raise NotImplementedError

    async def acopy(self) -> tuple[Self, bool]:
        raise NotImplementedError

    @lossy(acopy)
    def copy(self) -> tuple[Self, bool]:
        raise NotImplementedError

    async def _old(self: B) -> B:
        raise NotImplementedError

    @lossy(_old)
    def old(self: B) -> B:
        raise NotImplementedError

    async def aname(self) -> str:
        raise NotImplementedError

    @staticmethod
    async def amake(name: str) -> str:
        raise NotImplementedError

    @staticmethod
    @dual(amake)
    def make(name: str) -> str:
        raise NotImplementedError

class Secret(Block, Generic[T]):
    value: T
""",
}


def revealed(outcome: Outcome) -> list[str]:
    return re.findall(r'Revealed type is "(.*)"', outcome.out)


def errors(outcome: Outcome) -> list[str]:
    return [line for line in outcome.lines if ": error: " in line]


def check(project: Project, program: str, config: str = _ACME, **files: str) -> Outcome:
    project.write({**_LIBRARY, **files, "pyproject.toml": config, "use.py": program})
    return project.mypy("use.py")


_CORO = "typing.Coroutine[Any, Any, {}]"


def test_place_of_a_call_narrows_the_union(project: Project) -> None:
    outcome = check(
        project,
        """
from duotone import async_context, sync_context
from acme import fetch
from acme.functions import find, maybe, wait

reveal_type(fetch(1))
reveal_type(wait(1))
reveal_type(find(1))
reveal_type(maybe(1))

async def coroutine() -> None:
    _x = reveal_type(fetch(1)), reveal_type(wait(1)), reveal_type(find(1)), reveal_type(maybe(1))

@sync_context()
def declared() -> None:
    reveal_type(fetch(1))

@async_context()
def declared_async() -> None:
    _x = reveal_type(fetch(1))
""",
    )
    assert revealed(outcome) == [
        "str", "str", "str | None", "str | None",
        _CORO.format("str"), "typing.Awaitable[str]", _CORO.format("str | None"),
        "typing.Awaitable[str] | None",
        "str", _CORO.format("str"),
    ]  # fmt: skip
    assert errors(outcome) == []


def test_plain_function_is_ambiguous_and_the_hint_names_the_librarys_own_twin(
    project: Project,
) -> None:
    outcome = check(
        project,
        """
import acme
from acme.functions import fetch, wait
from acme.variables import Block

def plain(block: Block) -> None:
    fetch(1)
    acme.fetch(1)
    Block.load("x")
    block.old()
    wait(1)
""",
    )
    why = 'gives a value or a coroutine, depending on who calls "plain" (line 6), a plain function'
    said = [line.partition(": ")[2] for line in outcome.lines if "docs/errors" not in line]
    expected = []
    for call, value, awaitable in [
        ("fetch(1)", "fetch(1, _sync=True)", "afetch(1)"),
        # `acme` itself does not have the twin.
        ("acme.fetch(1)", "acme.fetch(1, _sync=True)", "acme.fetch(1, _sync=False)"),
        ('Block.load("x")', 'Block.load("x", _sync=True)', 'Block.aload("x")'),
        ("block.old()", "block.old(_sync=True)", "block.old(_sync=False)"),
        ("wait(1)", "wait(1, _sync=True)", "wait(1, _sync=False)"),
    ]:
        expected += [
            f"error: `{call}` {why}  [dual-ambiguous]",
            f'note: Write `{value}` for the value, or `await {awaitable}` in an "async def"',
        ]
    assert said == expected


def test_sync_keyword_is_accepted_and_exact(project: Project) -> None:
    outcome = check(
        project,
        """
from acme import Variable, fetch
from acme.variables import Secret

def plain(side: bool) -> None:
    reveal_type(fetch(1, _sync=True))
    _x = reveal_type(fetch(1, _sync=False))
    reveal_type(fetch(1, _sync=side))
    reveal_type(Secret[int].load("x", _sync=True))
    reveal_type(Variable.get("x", _sync=True))
    load = Secret[int].load
    reveal_type(load("x", _sync=True))
    fetch("x", _sync=True)
    fetch(1, _sync="yes")

async def blocks() -> None:
    fetch(1, _sync=True)
""",
        config=_ACME + _LISTED,
    )
    assert revealed(outcome) == [
        "str", _CORO.format("str"), f"str | {_CORO.format('str')}",
        "acme.variables.Secret[int]", "str | None", "Any",
    ]  # fmt: skip
    assert [line.partition(" error: ")[2] for line in errors(outcome)] == [
        'Argument 1 to "fetch" has incompatible type "str"; expected "int"  [arg-type]',
        'Argument "_sync" to "fetch" has incompatible type "str"; expected "bool"  [arg-type]',
        "`fetch(1, _sync=True)` blocks the event loop until it is done: it calls the sync side in "
        'the async def "blocks" (line 16)  [dual-blocking]',
    ]
    assert "Write `await afetch(1)`" in outcome.out


def test_library_without_the_keyword_is_offered_no_keyword(project: Project) -> None:
    outcome = check(
        project,
        """
# mypy: enable-error-code="dual-implicit"
from acme.functions import fetch, wait

def plain() -> None:
    fetch(1)
    wait(1)
    fetch(1, _sync=True)

fetch(1)

async def coroutine() -> None:
    await fetch(1)
    await wait(1)
""",
        config=f"{_ACME}sync-keyword = false\n",
    )
    assert 'Unexpected keyword argument "_sync" for "fetch"  [call-arg]' in outcome.out
    said = [line.partition(" note: ")[2] for line in outcome.lines if "Write" in line]
    assert said == [
        'Write `await afetch(1)` in an "async def", or call it at module level',
        'Write `await wait(1)` in an "async def", or call it at module level',
        'Write `await afetch(1, _sync=True)` in an "async def", or call it at module level',
        "Write `await afetch(1)`",
    ]


def test_decorated_methods_get_their_class_back(project: Project) -> None:
    outcome = check(
        project,
        """
from acme.variables import Block, Secret

class Mine(Block):
    @classmethod
    def again(cls) -> None:
        reveal_type(cls.load("x", _sync=True))

    def more(self) -> None:
        reveal_type(self.load("x", _sync=True))
        reveal_type(self.copy(_sync=True))

reveal_type(Mine.load("x"))
reveal_type(Mine().load("x"))
reveal_type(Mine().copy())
reveal_type(Mine().old())
reveal_type(Secret.load("x"))
reveal_type(Secret[int].load("x"))
reveal_type(Block.make("x"))

def union(block: Mine | Secret[int], kind: type[Mine]) -> None:
    reveal_type(block.load("x", _sync=True))
    reveal_type(kind.load("x", _sync=True))

async def coroutine() -> None:
    reveal_type(await Mine.load("x"))
""",
    )
    assert revealed(outcome) == [
        "use.Mine", "use.Mine", "tuple[use.Mine, bool]",
        "use.Mine", "use.Mine", "tuple[use.Mine, bool]", "use.Mine",
        "acme.variables.Secret[Any]", "acme.variables.Secret[int]", "str",
        "use.Mine | acme.variables.Secret[int]", "use.Mine", "use.Mine",
    ]  # fmt: skip
    assert errors(outcome) == []


def test_listed_functions_are_dual_whatever_their_type_shows(project: Project) -> None:
    outcome = check(
        project,
        """
from acme import Variable, serve
from acme.engine import run

reveal_type(Variable.get("x"))
reveal_type(Variable.get("x", "y"))
reveal_type(Variable().read())
reveal_type(run(1))

async def coroutine() -> None:
    reveal_type(await Variable.get("x"))
    reveal_type(await Variable().read())
    _x = reveal_type(run(1))
    await serve()
    reveal_type("never reached")

serve()
reveal_type("never reached")
""",
        config=_ACME + _LISTED,
    )
    union = f"str | {_CORO.format('str')}"
    assert revealed(outcome) == [
        "str | None", "str", "str", union, "str | None", "str", union,
    ]  # fmt: skip
    assert errors(outcome) == []


def test_only_that_shape_is_narrowed(project: Project) -> None:
    outcome = check(
        project,
        """
from collections.abc import Coroutine
from typing import Any
from acme.functions import either, same, several

def own(number: int) -> str | Coroutine[Any, Any, str]:
    raise NotImplementedError

def plain(value: str | Coroutine[Any, Any, str]) -> None:
    reveal_type(either(1))
    reveal_type(several(1))
    reveal_type(same(value))
    reveal_type(own(1))
""",
    )
    union = f"str | {_CORO.format('str')}"
    assert revealed(outcome) == [
        f"int | {_CORO.format('str')}", "typing.Awaitable[str]",
        union, union,
    ]  # fmt: skip
    assert errors(outcome) == []


_ALIASES = """
import acme.functions as functions
from acme import fetch
from acme.variables import Secret
first = fetch
second = first
third = functions.wait
fourth = Secret.load
class Names:
    inner = staticmethod(fetch)
    bare = fetch
"""


def test_aliases_are_dual_in_cold_and_warm_runs(project: Project) -> None:
    files = {"names.py": _ALIASES}
    program = """
import names
from names import first, fourth, second, third
own = first

def plain() -> None:
    local = second
    for _ in [1]:
        nested = local
    reveal_type(first(1))
    reveal_type(names.second(1))
    reveal_type(third(1))
    reveal_type(fourth("x"))
    reveal_type(own(1))
    reveal_type(nested(1, _sync=True))
    reveal_type(local(1))
    reveal_type(names.Names.bare(1))
"""
    cold = check(project, program, **files)
    warm = check(project, f"{program}\n# changed\n", **files)
    assert warm.out == cold.out
    assert revealed(cold) == ["str", "str", "str", "Any", "str", "str", "str", "str"]
    assert [int(line.split(":")[1]) for line in errors(cold)] == [10, 11, 12, 13, 14, 16, 17]
    assert "Write `first(1, _sync=True)` for the value, or `await afetch(1)`" in cold.out


def test_overloads_that_show_the_union_are_dual_and_others_are_not(project: Project) -> None:
    outcome = check(
        project,
        """
from acme.functions import choose

reveal_type(choose(1))
reveal_type(choose("x"))

def plain() -> None:
    local = [choose][0]
    reveal_type(local("x"))
    reveal_type(choose(1))

async def coroutine() -> None:
    reveal_type(await choose(1))
    reveal_type(choose("x"))
""",
    )
    assert revealed(outcome) == ["str", "bytes", "bytes", "str", "str", "bytes"]
    assert len(errors(outcome)) == 1
    assert "or `await achoose(1)`" in outcome.out


def test_alias_is_read_from_a_file_that_can_be_read(tmp_path: Path) -> None:
    text = "first = second = a.b\nx: int = 3\nclass C:\n    inner = d\ncalled = f().g\n"
    files = {"whole.py": text, "broken.py": "def"}
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    assert _assigned(str(tmp_path / "whole.py"), 1) == {
        ("first",): ("a", "b"), ("second",): ("a", "b"), ("C", "inner"): ("d",),
    }  # fmt: skip
    assert _assigned(str(tmp_path / "broken.py"), 1) == {}
    assert _assigned("nowhere.py", _time_of("nowhere.py")) == {}


def test_other_names_are_no_aliases(project: Project) -> None:
    outcome = check(
        project,
        """
import acme
from collections.abc import Callable, Coroutine
from typing import Any
from acme import fetch

Given = Callable[[int], str | Coroutine[Any, Any, str]]
chosen: Given = [fetch][0]
loop: Given = loop
missing: Given = acme.nothing
module: Given = acme
reveal_type(chosen(1)), reveal_type(loop(1)), reveal_type(missing(1)), reveal_type(module(1))

def plain(given: Given) -> None:
    if given:
        pass
    reveal_type(given(1))
""",
    )
    assert set(revealed(outcome)) == {f"str | {_CORO.format('str')}"}


def test_prefix_leaves_other_plugins_their_names(project: Project) -> None:
    project.write(
        {
            "other.py": """
from mypy.plugin import Plugin

class Other(Plugin):
    def get_function_hook(self, fullname):
        if fullname in ("beta.give", "acme.functions.same"):
            return lambda ctx: ctx.api.named_generic_type("builtins.bytes", [])

def plugin(version):
    return Other
""",
            "beta.py": """
from collections.abc import Coroutine
from typing import Any

def give() -> str | Coroutine[Any, Any, str]:
    raise NotImplementedError
""",
        }
    )
    outcome = check(
        project,
        "from beta import give\nfrom acme.functions import same\n"
        "reveal_type(give())\nreveal_type(same(1))\n",
        config=_ACME.replace('["duotone_mypy"]', '["duotone_mypy", "other.py"]'),
    )
    assert revealed(outcome) == ["bytes", "bytes"]


_TWO_CLASSES = {
    "acme/clients.py": """
from collections.abc import Awaitable
from typing import Any, Generic, TypeVar

class Pages:
    def create(self) -> str | Awaitable[str]:
        raise NotImplementedError

class Commands:
    pages: Pages
    def get(self, key: str) -> str | Awaitable[str]:
        raise NotImplementedError

class Client(Commands):
    def __enter__(self) -> "Client":
        return self
    def __exit__(self, *stack: object) -> None: ...

class AsyncClient(Commands):
    async def __aenter__(self) -> "AsyncClient":
        return self
    async def __aexit__(self, *stack: object) -> None: ...

class Pipeline(AsyncClient):
    pass
""",
}


def test_class_called_on_decides_in_libraries_of_two_classes(project: Project) -> None:
    outcome = check(
        project,
        """
from typing import TypeVar
from acme.clients import AsyncClient, Client, Commands, Pages, Pipeline

C = TypeVar("C", bound=Client)

def plain(client: Client, other: AsyncClient, base: Commands, pipe: Pipeline, c: C) -> None:
    reveal_type(client.get("x"))
    reveal_type(client.pages.create())
    reveal_type(c.get("x"))
    _x = reveal_type(other.get("x"))
    reveal_type(base.get("x"))
    reveal_type(pipe.get("x"))
    reveal_type(Pages().create())
    get = client.get
    reveal_type(get("x"))

async def coroutine(client: Client, other: AsyncClient) -> None:
    reveal_type(client.get("x"))
    reveal_type(await other.get("x"))
    reveal_type(await other.pages.create())
    if other.get("x"):
        pass

def lost(other: AsyncClient) -> None:
    if other.get("x"):
        pass
""",
        config=f'{_ACME}resolve = "receiver"\nexcept = ["acme.clients.Pipeline"]\n',
        **_TWO_CLASSES,
    )
    union = "str | typing.Awaitable[str]"
    assert revealed(outcome) == [
        "str", "str", "str", "typing.Awaitable[str]", union, union, union, union,
        "str", "str", "str",
    ]  # fmt: skip
    lost = "is tested for truth without being awaited, and is always true  [dual-unawaited]"
    assert [line.partition(" error: ")[2] for line in errors(outcome)] == [
        f'`other.get("x")` gives a coroutine, which {lost}'
    ] * 2
    assert [line.partition(" note: ")[2] for line in outcome.lines if "Write" in line] == [
        'Write `await other.get("x")`',
        'Write `await other.get("x")` in an "async def"',
    ]


def test_show_calls_names_the_class_that_decides(project: Project) -> None:
    project.write(
        {
            **_LIBRARY,
            **_TWO_CLASSES,
            "pyproject.toml": f'{_ACME}resolve = "receiver"\n',
            "use.py": "from acme.clients import AsyncClient, Client\n"
            'Client().get("x")\nx = AsyncClient().get("x")\n',
        }
    )
    outcome = project.duotone("check", "--show-calls", "use.py")
    assert '`Client().get("x")` gives a value: "Client" is a sync class' in outcome.out
    assert '`AsyncClient().get("x")` gives a coroutine: "AsyncClient" is an async class' in (
        outcome.out
    )


def test_listed_function_must_exist(project: Project) -> None:
    config = f'{_ACME}functions = ["acme.functions.fetsh"]\n'
    outcome = check(project, "import acme\n", config=config)
    assert outcome.status == 2
    assert outcome.out.strip() == (
        'pyproject.toml: duotone\'s "library.functions" names "acme.functions.fetsh", but there is '
        'no such function: did you mean "acme.functions.fetch"?'
    )


def test_listed_function_must_be_defined_below_the_prefix(project: Project) -> None:
    config = f'{_ACME}functions = ["other.fetch", "acme.fetch"]\n'
    project.write({"other.py": "from acme import fetch\ndef get() -> str:\n    return str()\n"})
    assert check(project, "import acme, other\n", config=config).status == 0
    config = f'{_ACME}functions = ["other.get"]\n'
    assert check(project, "import acme\n", config=config).status == 0, "the build cannot tell"
    outcome = check(project, "import acme, other\n", config=config)
    assert outcome.status == 2
    assert outcome.out.strip() == (
        'pyproject.toml: duotone\'s "library.functions" names "other.get", which is defined as '
        '"other.get": that does not begin with the prefix "acme."'
    )


def test_longest_prefix_counts(project: Project) -> None:
    text = "from acme.functions import wait\nx: str = wait(1)\n"
    inner = '[[tool.duotone.library]]\nprefix = "acme.functions."\nexcept = ["acme.functions"]\n'
    assert check(project, text, config=_ACME).status == 0
    assert check(project, text, config=_ACME + inner).status == 1


def test_own_table_comes_before_a_preset(project: Project) -> None:
    project.write({"prefect.py": _LIBRARY["acme/functions.py"].replace("._dispatch", "dispatch")})
    project.write({"dispatch.py": _LIBRARY["acme/_dispatch.py"]})
    text = "from prefect import wait\nx: str = wait(1)\n"
    preset = f'{_PLUGIN}[tool.duotone]\nlibraries = ["prefect"]\n'
    own = '[[tool.duotone.library]]\nprefix = "pref"\nexcept = ["prefect"]\n'
    assert check(project, text, config=preset).status == 0
    assert check(project, text, config=preset + own).status == 1


def test_twins_can_be_named(project: Project) -> None:
    outcome = check(
        project,
        "from acme import fetch\nfrom acme.functions import wait\n"
        "def plain() -> None:\n    wait(1)\n    fetch(1)\n",
        config=_ACME + '[tool.duotone.library.functions]\n"acme.functions.wait" = "hold_on"\n'
        '"acme.functions.fetch" = ""\n',
    )
    assert "`await hold_on(1)`" in outcome.out
    assert "`await fetch(1, _sync=False)`" in outcome.out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('libraries = ["prefekt"]', 'no preset for the library "prefekt": did you mean "prefect"?'),
        (
            'libraries = ["graphql-core"]',
            'no preset for the library "graphql-core": did you mean "graphql"?',
        ),
        ('libraries = ["zope"]', 'no preset for the library "zope": it knows '),
        ('libraries = "prefect"', '"libraries" must be a list of names out of ['),
        ("library = 3", '"library" must be an array of tables in a TOML file, not 3'),
        ("[[tool.duotone.library]]", '"library.prefix" must be the beginning of full names'),
        (
            '[[tool.duotone.library]]\nprefix = "a."\nprefixes = 1',
            'does not know the key "library.prefixes": did you mean "prefix"?',
        ),
        (
            '[[tool.duotone.library]]\nprefix = "a."\nresolve = "class"',
            '"library.resolve" must be "context" or "receiver", not \'class\'',
        ),
        (
            '[[tool.duotone.library]]\nprefix = "a."\nsync-keyword = "_sync"',
            "\"library.sync-keyword\" must be true or false, not '_sync'",
        ),
        (
            '[[tool.duotone.library]]\nprefix = "a."\nexcept = "a.b"',
            '"library.except" must be a list of full names',
        ),
        (
            '[[tool.duotone.library]]\nprefix = "a."\nfunctions = ["get"]',
            '"library.functions" must be a list of full names',
        ),
        (
            2 * '[[tool.duotone.library]]\nprefix = "a."\n',
            'two tables [[tool.duotone.library]] have the prefix "a.": make one of them',
        ),
        (
            '[[tool.duotone.library]]\nprefix = "a."\nfunctions = ["a.b.c"]\n'
            '[[tool.duotone.library]]\nprefix = "a.b."\nfunctions = ["a.b.c"]\n',
            'two tables [[tool.duotone.library]] list "a.b.c": keep it in one of them',
        ),
        (
            '[[tool.duotone.library]]\nprefix = "a."\nfunctions = ["a.b.c"]\nexcept = ["a.b"]\n',
            'names "a.b.c" in its "functions", and leaves it to mypy by its "except"',
        ),
        (
            '[[tool.duotone.library]]\nprefix = "a."\nfunctions = {"a.get" = 3}',
            '"library.functions" must be a list of full names',
        ),
    ],
)
def test_mistake_in_the_configuration_is_told(project: Project, text: str, message: str) -> None:
    project.write({"pyproject.toml": f"{_PLUGIN}[tool.duotone]\n{text}\n", "use.py": ""})
    outcome = project.mypy("use.py")
    assert outcome.status == 2
    assert len(outcome.out.splitlines()) == 1
    assert message in outcome.out


def test_recursive_types_are_no_dual_functions_without_end(project: Project) -> None:
    outcome = check(
        project,
        """
from typing import TypeVar, Union
T = TypeVar("T")
Json = Union[dict[str, "Json"], list["Json"], str]

def first(left: T, right: T) -> T:
    return left

def given(value: Json) -> None:
    reveal_type(first(value, value))
""",
    )
    assert (outcome.status, outcome.err) == (0, "")
