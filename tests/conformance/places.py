"""In which places can a call stand?

A place is a template; ``{probe}`` is a line of its own that holds the call. ``{n}`` makes its names
unique. A place that has to be entered names its entry, which a caller of that kind enters.
"""

from __future__ import annotations

from typing import Final, NamedTuple

#: Who can enter a place: importing the module, anybody who calls a function, a coroutine.
IMPORT: Final = "import"
CALL: Final = "call"
AWAIT: Final = "await"


class Place(NamedTuple):
    """One place for a call."""

    name: str
    entered_by: str
    template: str

    @property
    def is_declared(self) -> bool:
        """Tell whether a context is declared around the call, or in its function."""
        return "_context()" in self.template


_HEADERS: Final = {
    IMPORT: "",
    CALL: "def enter{n}() -> object:\n",
    AWAIT: "async def enter{n}() -> object:\n",
}

# Statements that can stand in any frame, by what they are.
_ANYWHERE: Final = {
    "statement": "_x{n} = (\n    {probe}\n)",
    "list comprehension": "_x{n} = [\n    {probe}\n    for _ in [1]\n]",
    "set comprehension": "_x{n} = {{id(\n    {probe}\n) for _ in [1]}}",
    "dict comprehension": "_x{n} = {{_: \n    {probe}\n    for _ in [1]}}",
    "condition of a comprehension": "_x{n} = [_ for _ in [1] if id(\n    {probe}\n)]",
    "first iterable of a comprehension": "_x{n} = [_ for _ in [\n    {probe}\n]]",
    "generator expression, consumed at once": "_x{n} = list(\n    {probe}\n    for _ in [1]\n)",
    "generator expression, consumed elsewhere": (
        "_x{n} = consume(\n    {probe}\n    for _ in [1]\n)"
    ),
    "first iterable of a generator expression": "_x{n} = consume(_ for _ in [\n    {probe}\n])",
    "nested comprehension": "_x{n} = [[\n    {probe}\n    for _ in [1]] for _ in [1]]",
    "class body": "class K{n}:\n    x = (\n        {probe}\n    )",
    "comprehension in a class body": (
        "class K{n}:\n    x = [\n        {probe}\n        for _ in [1]\n    ]"
    ),
    "keyword of a class": "class K{n}(Base, x=(\n    {probe}\n)):\n    pass",
    "default argument": "def d{n}(x: object = (\n    {probe}\n)) -> None:\n    pass",
    "default argument of an async def": (
        "async def d{n}(x: object = (\n    {probe}\n)) -> None:\n    pass"
    ),
    "default argument of a lambda": "_d{n} = lambda x=(\n    {probe}\n): x",
    "default argument of a method": (
        "class K{n}:\n    def m(self, x: object = (\n        {probe}\n    )) -> None:\n        pass"
    ),
    "decorator": "@decorate(\n    {probe}\n)\ndef d{n}() -> None:\n    pass",
    "decorator of a class": "@decorate(\n    {probe}\n)\nclass K{n}:\n    pass",
    "with item": "with manage(\n    {probe}\n):\n    pass",
    "with body": "with manage(1):\n    _x{n} = (\n        {probe}\n    )",
    "match subject": "match (\n    {probe}\n):\n    case _:\n        pass",
    "match body": "match 1:\n    case _:\n        _x{n} = (\n            {probe}\n        )",
    "f-string": '_x{n} = f"{{id({probe})}}"',
    "argument": "_x{n} = same(\n    {probe}\n)",
    "keyword argument": "_x{n} = same(x=\n    {probe}\n)",
    "starred argument": "_x{n} = same(*[\n    {probe}\n])",
    "ternary": "_x{n} = (\n    {probe}\n) if len('a') else None",
    "boolean operator": "_x{n} = len('a') and (\n    {probe}\n)",
    "walrus": "same(_x{n} := (\n    {probe}\n))",
    "subscript": "_x{n} = {{}}.get(id(\n    {probe}\n))",
    "tuple": "_x{n}, _y{n} = (\n    {probe}\n), 1",
    "for iterable": "for _x{n} in [\n    {probe}\n]:\n    pass",
    "for body": "for _ in [1]:\n    _x{n} = (\n        {probe}\n    )",
    "while condition": "while not id(\n    {probe}\n):\n    pass",
    "if condition": "if id(\n    {probe}\n):\n    pass",
    "try body": "try:\n    _x{n} = (\n        {probe}\n    )\nfinally:\n    pass",
    "except body": (
        "try:\n    raise ValueError\nexcept ValueError:\n    _x{n} = (\n        {probe}\n    )"
    ),
    "finally body": "try:\n    pass\nfinally:\n    _x{n} = (\n        {probe}\n    )",
    "assert": "assert id(\n    {probe}\n)",
    "under a sync context": "with sync_context():\n    _x{n} = (\n        {probe}\n    )",
    "under an async context": "with async_context():\n    _x{n} = (\n        {probe}\n    )",
    "under the inner of two contexts": (
        "with async_context():\n    with sync_context():\n        _x{n} = (\n            {probe}\n"
        "        )"
    ),
}

# Functions of their own, which the frame around them defines and enters at once.
_FUNCTIONS: Final = {
    "lambda": "_l{n} = lambda: (\n    {probe}\n)\n_l{n}()",
    "nested def": "def g{n}() -> object:\n    return (\n        {probe}\n    )\ng{n}()",
    "generator": (
        "def g{n}() -> Iterator[object]:\n    yield (\n        {probe}\n    )\nconsume(g{n}())"
    ),
    "method": (
        "class K{n}:\n    def m(self) -> object:\n        return (\n            {probe}\n"
        "        )\nK{n}().m()"
    ),
    "property": (
        "class K{n}:\n    @property\n    def p(self) -> object:\n        return (\n"
        "            {probe}\n        )\nK{n}().p"
    ),
    "staticmethod": (
        "class K{n}:\n    @staticmethod\n    def m() -> object:\n        return (\n"
        "            {probe}\n        )\nK{n}.m()"
    ),
    "def under a sync context": (
        "@sync_context()\ndef g{n}() -> object:\n    return (\n        {probe}\n    )\ng{n}()"
    ),
    "def under an async context": (
        "@async_context()\ndef g{n}() -> object:\n    return (\n        {probe}\n    )\ng{n}()"
    ),
    "generator under a sync context": (
        "@sync_context()\ndef g{n}() -> Iterator[object]:\n    yield (\n        {probe}\n    )\n"
        "consume(g{n}())"
    ),
    "lambda under a sync context": (
        "with sync_context():\n    _l{n} = lambda: (\n        {probe}\n    )\n    _l{n}()\n_l{n}()"
    ),
    "class body in a def": (
        "def g{n}() -> object:\n    class K{n}:\n        x = (\n            {probe}\n        )\n"
        "    return K{n}\ng{n}()"
    ),
    "generator expression in a def": (
        "def g{n}() -> object:\n    return consume(\n        {probe}\n        for _ in [1])\ng{n}()"
    ),
}

# Coroutines of their own; a coroutine around them awaits them, others drive them by hand.
_COROUTINES: Final = {
    "nested async def": (
        "async def g{n}() -> object:\n    return (\n        {probe}\n    )\nawait g{n}()"
    ),
    "async generator": (
        "async def g{n}() -> AsyncIterator[object]:\n    yield (\n        {probe}\n    )\n"
        "async for _ in g{n}():\n    pass"
    ),
    "asynchronous comprehension": "_x{n} = [\n    {probe}\n    async for _ in aiterate()]",
    "asynchronous generator expression": (
        "async for _ in (\n    {probe}\n    async for _ in aiterate()\n):\n    pass"
    ),
    "awaited argument": "_x{n} = await asame(\n    {probe}\n)",
    "async with item": "async with amanage(\n    {probe}\n):\n    pass",
    "async with body": "async with amanage(1):\n    _x{n} = (\n        {probe}\n    )",
    "async for iterable": "async for _ in aiterate(\n    {probe}\n):\n    pass",
    "async def under a sync context": (
        "@sync_context()\nasync def g{n}() -> object:\n    return (\n        {probe}\n    )\n"
        "await g{n}()"
    ),
    "async method": (
        "class K{n}:\n    async def m(self) -> object:\n        return (\n            {probe}\n"
        "        )\nawait K{n}().m()"
    ),
}


def _indented(text: str) -> str:
    return "\n".join(f"    {line}" if line else line for line in text.split("\n"))


def _placed(name: str, entered_by: str, template: str) -> Place:
    where = {IMPORT: "module level", CALL: "def", AWAIT: "async def"}[entered_by]
    body = template if entered_by == IMPORT else _indented(template) + "\n    return None"
    return Place(f"{name} in {where}", entered_by, _HEADERS[entered_by] + body)


PLACES: Final = tuple(
    _placed(name, entered_by, template)
    for entered_by in (IMPORT, CALL, AWAIT)
    for group in (_ANYWHERE, _FUNCTIONS, *([_COROUTINES] if entered_by == AWAIT else []))
    for name, template in group.items()
)
