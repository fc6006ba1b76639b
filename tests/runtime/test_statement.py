"""Is the statement around a call shown with the call written in another way?"""

from __future__ import annotations

import ast
from textwrap import dedent

import pytest

from duotone._statement import rewritten_statement


def rewrite(source: str) -> str | None:
    """Rewrite the one call of `load` in a source."""
    source = dedent(source)
    tree = ast.parse(source)
    (call,) = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("load")
    ]
    return rewritten_statement(source, tree, call, "aload(1)")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("load(1)", "aload(1)"),
        ("block = load(1)  # why", "block = aload(1)"),
        ("a = 1; b = load(1); c = 2", "b = aload(1)"),
        ("äöü = 'ä', load(1), 'ö'", "äöü = 'ä', aload(1), 'ö'"),
        ("async def f():\n    block = await load(1)", "block = await aload(1)"),
        ("async def f():\n\tblock = await load(1)", "block = await aload(1)"),
        ("\x0c\nx = 1\nblock = load(1)", "block = aload(1)"),
        ("def f():\n    return [load(1) for _ in x]", "return [aload(1) for _ in x]"),
        ("f = lambda: load(1)", "f = lambda: aload(1)"),
        ("x = load(\n    1,  # one\n)", "x = aload(1)"),
        ("x = [\n    load(1),\n    'b c',\n]", "x = [aload(1), 'b c']"),
        ("x = (\n    y\n    .load(1)\n    .z\n)", "x = (aload(1).z)"),
        ("x = f(load(1),\n      2)", "x = f(aload(1), 2)"),
        ("x = load(1) + \\\n    2", None),
        ("x = [\n    load(1),  # why\n]", None),
        ('x = [load(1), """a\n  b"""]', None),
        ("if load(1):\n    x = 1\nelse:\n    x = 2", "if aload(1):"),
        ("if x:\n    x = 1\nelif load(1):  # why: so\n    x = 2", "elif aload(1):"),
        ("for x in load(1): print(x)", "for x in aload(1):"),
        ("while load(1)[1:2]:\n    x = 1", "while aload(1)[1:2]:"),
        ("with load(1) as x, y: pass", "with aload(1) as x, y:"),
        ("async def f():\n    async for x in load(1):\n        pass", "async for x in aload(1):"),
        (
            "async def f():\n    async with load(1) as x:\n        pass",
            "async with aload(1) as x:",
        ),
        ("if (\n    x and\n    load(1)\n):\n    pass", "if (x and aload(1)):"),
        ("if x:\n    load(1)", "aload(1)"),
        (
            "def f():\n    if (yield from load(1)):\n        pass",
            "if (yield from aload(1)):",
        ),
        ("def f(x=load(1)):\n    pass", None),
        ("@load(1)\ndef f():\n    pass", None),
        ("class A(load(1)):\n    pass", None),
        ("match load(1):\n    case 1:\n        pass", None),
        ("try:\n    pass\nexcept load(1):\n    pass", None),
        (f"x = load(1), '{'a' * 200}'", None),
    ],
)
def test_statement_is_shown_on_one_line_with_the_call_replaced(
    source: str, expected: str | None
) -> None:
    assert rewrite(source) == expected


def test_call_outside_every_statement_is_not_shown() -> None:
    tree = ast.parse("load(1)", mode="eval")
    assert isinstance(tree.body, ast.Call)
    assert rewritten_statement("load(1)", tree, tree.body, "aload(1)") is None
