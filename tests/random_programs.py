"""What does a random module look like that uses dual functions wherever Python allows it?"""

from __future__ import annotations

import textwrap
import warnings
from typing import TYPE_CHECKING, Any, Final

from hypothesis import reject
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Callable

    Draw = Callable[[st.SearchStrategy[Any]], Any]

HEADER: Final = """\
import asyncio
import functools
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, ParamSpec, Protocol, TypedDict, TypeVar

from duotone import Dual, async_compatible, async_context, sync_compatible, sync_context
from library import Block, Shelf, double, echo, fetch, load, total
from library.functions import apply, double_now, either
from library.methods import Special

P = ParamSpec("P")
R = TypeVar("R")

def repeat(times: int) -> Callable[[Callable[P, R]], Callable[P, R]]: ...
async def relay(function: Dual[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    function.sync(*args, **kwargs)
    return await function(*args, **kwargs)
@sync_compatible
async def rows(thing: R) -> AsyncIterator[R]:
    yield thing
class Hook(Protocol):
    def __call__(self, number: int) -> str: ...
class Hooks(TypedDict):
    hook: Hook
class Kind(type):
    @sync_compatible
    async def make(cls, number: int) -> str: ...
class Made(metaclass=Kind):
    static = staticmethod(load)

flag: bool = True
number = 1
shelf = Shelf("")
block: Block | None = Block()
duals = {"load": load}
"""

_DUALS: Final = (
    "load", "double", "fetch", "total", "echo", "either", "Block.load", "Special.load",
    "Block().save", "Block.count", "block.save", "shelf.take", "shelf", "shelf.__call__",
    "duals['load']", "super().save", "cls.load", "self.save",
    "rows", "rows.sync", "Made.make", "Made.static",
)  # fmt: skip
_LEAVES: Final = ("1", '"a"', "None", "number", "flag", "shelf", "block", "[]", "...", "int")
_ANNOTATIONS: Final = (
    "int", "str", "object", "Any", "Dual[[int], str]", "Dual[..., Any]", "Callable[..., object]",
    "Callable[[int], str]", "Coroutine[Any, Any, str]", "list[Dual[[int], str]]", "'Block'",
    "Dual", "Dual[int]", "type[Block]", "int | None",
    "Hook", "list[Hook | None]", "Hooks", "AsyncIterator[int]",
)  # fmt: skip
_ARGUMENTS: Final = (
    "{}", "{}, {}", "*{}", "**{}", "_sync=True", "_sync=False", "{}, _sync=flag", "_sync={}",
    "{}, name={}", "{}, **{{'_sync': True}}", "",
)  # fmt: skip
_FORMS: Final = (
    "{}({})", "({}).sync", "({}).aio", "({}).sync({})", "({}).aio({})", "({}).__wrapped__",
    "({} + {})", "({} == {})", "({} and {})", "({} if {} else {})", "(not {})", "({})[{}]",
    "[{}, {}]", "({}, {})", "{{'a': {}}}", "[{} for x in {}]", "{{{} for x in {} if {}}}",
    "list({} for x in {})", "(lambda x={}: {})", "(y := {})", "f'{{{}!r}}'", "[*{}]",
    "functools.partial({}, {})", "functools.partial({}, _sync=True)()", "map({}, {})",
    "apply({})", "isinstance({}, Dual)", "print({}, {})", "max([{}], key={})",
    "sync_compatible({})", "async_compatible({})", "asyncio.gather({}, {})", "({}).anything",
    "str({})", "sorted({}, key={})", "getattr({}, 'aio')", "functools.wraps({})({})",
    "functools.lru_cache(maxsize=1)({})", "staticmethod({})",
    "asyncio.to_thread({}, {}, _sync=True)", "apply({}, _sync={})", "(lambda: [{}])()",
    "sync_compatible(bridge='shared')({})", "logging.info({})", "relay({}, {})", "repeat(3)({})",
)  # fmt: skip
_ASYNC_FORMS: Final = ("(await {})", "(await {}({}))", "[{} async for x in {}]", "[await {}]")
_STATEMENTS: Final = (
    "{}", "x = {}", "x: {annotation} = {}", "number += {}", "x, *z = {}", "assert {}, {}",
    "del x", "duals[{}] = {}", "block.name = {}",
    "if {}:\n{body}\nelse:\n{body}", "while {}:\n{body}\n    break", "for x in {}:\n{body}",
    "with {} as x:\n{body}", "with sync_context():\n{body}", "with async_context(), {}:\n{body}",
    "try:\n{body}\nexcept ValueError:\n{body}\nfinally:\n{body}",
    "match {}:\n    case [x]:\n{inner}\n    case _ if {}:\n{inner}",
)  # fmt: skip
_ASYNC_STATEMENTS: Final = ("async for x in {}:\n{body}", "async with {} as x:\n{body}")
_DECORATORS: Final = (
    "", "", "@sync_context()\n", "@async_context()\n", "@functools.cache\n", "@{}\n",
    "@sync_compatible\n", "@async_compatible\n", "@sync_compatible(sync_version=double_now)\n",
    "@async_compatible(async_version={})\n", "@async_context()\n@functools.cache\n",
    "@functools.lru_cache(maxsize=1)\n@sync_compatible\n", "@repeat(2)\n@sync_compatible\n",
    "@sync_compatible()\n", "@async_compatible(abandon_on_cancel=True)\n",
)  # fmt: skip
_MEMBER_DECORATORS: Final = (
    *_DECORATORS, "@property\n", "@classmethod\n", "@staticmethod\n",
    "@functools.cached_property\n",
    "@classmethod\n@sync_compatible\n", "@staticmethod\n@sync_compatible\n",
    "@property\n@sync_compatible\n",
)  # fmt: skip
_NAMES: Final = ("f", "g", "load", "save", "aload", "asave", "__call__")
_BASES: Final = ("", "(Block)", "(Special)", "(Shelf[int])", "(Block, Shelf[str])")
_DEPTH: Final = 3


def _fill(draw: Draw, form: str, depth: int, *, in_async: bool) -> str:
    parts = form.split("{}")
    rest = "".join(expression(draw, depth - 1, in_async=in_async) + part for part in parts[1:])
    return (parts[0] + rest).replace("{{", "{").replace("}}", "}")


def expression(draw: Draw, depth: int, *, in_async: bool) -> str:
    """Return a random expression."""
    if depth <= 0:
        return str(draw(st.sampled_from((*_DUALS, *_LEAVES))))
    kind = draw(st.sampled_from(("call", "call", "form", "leaf", "async" if in_async else "call")))
    if kind == "leaf":
        return str(draw(st.sampled_from((*_DUALS, *_LEAVES))))
    if kind == "call":
        form = f"{draw(st.sampled_from(_DUALS))}({draw(st.sampled_from(_ARGUMENTS))})"
    else:
        form = draw(st.sampled_from(_FORMS if kind == "form" else _ASYNC_FORMS))
    return _fill(draw, form, depth, in_async=in_async)


def statement(draw: Draw, depth: int, *, in_async: bool, in_function: bool) -> str:
    """Return a random statement, which may hold others."""
    forms = [*_STATEMENTS, *(_ASYNC_STATEMENTS if in_async else ())]
    forms += ["return {}", "yield {}"] if in_function else []
    form = draw(st.sampled_from((*forms, "def", "async def", "class") if depth > 0 else forms[:8]))
    if form == "class":
        return _class(draw, depth)
    if form in {"def", "async def"}:
        return _function(draw, form, depth, in_async=in_async)
    heads = form.split("\n")
    lines = []
    for head in heads:
        if head in {"{body}", "{inner}"}:
            inner = _body(draw, depth - 1, in_async=in_async, in_function=in_function)
            lines.append(textwrap.indent(inner, "        " if head == "{inner}" else "    "))
            continue
        line = head.replace("{annotation}", draw(st.sampled_from(_ANNOTATIONS)))
        lines.append(_fill(draw, line, _DEPTH, in_async=in_async))
    return "\n".join(lines)


def _body(draw: Draw, depth: int, *, in_async: bool, in_function: bool) -> str:
    count = int(draw(st.sampled_from(("1", "2"))))
    statements = [
        statement(draw, depth, in_async=in_async, in_function=in_function) for _ in range(count)
    ]
    return "\n".join(statements)


def _function(
    draw: Draw, kind: str, depth: int, *, method: str = "", in_async: bool = False
) -> str:
    decorators, first = (_MEMBER_DECORATORS, "self, ") if method else (_DECORATORS, "")
    decorator = _fill(draw, draw(st.sampled_from(decorators)), 1, in_async=in_async)
    default = expression(draw, 1, in_async=in_async)
    annotation, result = (draw(st.sampled_from(_ANNOTATIONS)) for _ in range(2))
    parameters = draw(
        st.sampled_from(
            ("", "x", f"x: {annotation}", f"x={default}", "*args: Any, **kwargs: Any", "_sync")
        )
    )
    arrow = draw(st.sampled_from((f" -> {result}", "")))
    name = method or draw(st.sampled_from(_NAMES))
    body = _body(draw, depth - 1, in_async=kind == "async def", in_function=True)
    return f"{decorator}{kind} {name}({first}{parameters}){arrow}:\n{textwrap.indent(body, '    ')}"


def _class(draw: Draw, depth: int) -> str:
    base = draw(st.sampled_from(_BASES))
    kinds = [draw(st.sampled_from(("def", "async def"))) for _ in range(2)]
    # mypy itself crashes over a second property of the same name.
    names = draw(st.permutations(_NAMES))
    methods = [
        _function(draw, kind, depth, method=name) for kind, name in zip(kinds, names, strict=False)
    ]
    attribute = f"attribute = {expression(draw, 2, in_async=False)}"
    return f"class C{base}:\n{textwrap.indent(chr(10).join([attribute, *methods]), '    ')}"


@st.composite
def modules(draw: Draw) -> str:
    """Return the text of a module that Python accepts."""
    count = int(draw(st.sampled_from(("3", "5", "8"))))
    body = "\n".join(statement(draw, 2, in_async=False, in_function=False) for _ in range(count))
    text = HEADER + body + "\n"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            compile(text, "module", "exec")
    except SyntaxError:
        reject()
    return text
