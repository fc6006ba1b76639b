"""Is every call of a file found in mypy's tree, wherever it stands?"""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest
from mypy.errors import Errors
from mypy.fastparse import parse
from mypy.nodes import CallExpr, FuncDef, NameExpr
from mypy.options import Options
from project import SHELF

from duotone_mypy._tree import bodies_of, parent_of, parents_in, statement_around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import MypyFile, Statement
    from project import Project

PLACES = [
    "f()",
    "x = f()",
    "x += f()",
    "x[f()] = 1",
    "del x[f()]",
    "assert f(), g()",
    "raise f() from g()",
    "if f(): g()\nelif h(): i()\nelse: j()",
    "while f(): g()\nelse: h()",
    "for x in f(): g()\nelse: h()",
    "for x[f()] in y: pass",
    "with f() as x[g()], h(): i()",
    "try: f()\nexcept g(): h()\nelse: i()\nfinally: j()",
    "match f():\n    case 1 if g(): h()",
    "class C(f(), metaclass=g()): x = h()",
    "@f()\nclass C: x = g()",
    "def d(x=f(), *, y=g()): pass",
    "@f()\ndef d(x=g()): pass",
    "x = lambda y=f(): 1",
    "x.y(f(), *g(), z=h(), **i())",
    "f().x",
    "f()[g()]",
    "x[f():g():h()]",
    "not f()",
    "f() + g() and h()",
    "f() < g() < h()",
    "f() if g() else h()",
    "(x := f())",
    "[f(), *g()]",
    "(f(), g())",
    "{f(), g()}",
    "{f(): g(), **h()}",
    "(f() for x in g() if h())",
    "[f() for x in g() if h() for y in i() if j()]",
    "{f() for x in g() if h()}",
    "{f(): g() for x in h() if i()}",
    "f'{f()} {g():{h()}}'",
]
IN_FUNCTION = ["return f()", "yield f()", "yield from f()", "await f()"]


def named_calls_in(statements: list[Statement]) -> Iterator[str]:
    for statement in statements:
        for node in parents_in(statement):
            if isinstance(node, CallExpr) and isinstance(node.callee, NameExpr):
                yield node.callee.name
        for body in bodies_of(statement):
            yield from named_calls_in(body.body)


def written_in(source: str) -> list[str]:
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return sorted(call.func.id for call in calls if isinstance(call.func, ast.Name))


def parsed(source: str) -> MypyFile:
    options = Options()
    return parse(source, "m.py", "m", Errors(options), options)


@pytest.mark.parametrize("source", PLACES)
def test_each_call_of_a_statement_is_found_once(source: str) -> None:
    assert sorted(named_calls_in(parsed(source).defs)) == written_in(source)


@pytest.mark.parametrize("statement", IN_FUNCTION)
def test_each_call_of_a_statement_in_a_function_is_found_once(statement: str) -> None:
    (function,) = parsed(f"async def main():\n    {statement}").defs
    assert isinstance(function, FuncDef)
    assert list(named_calls_in(function.body.body)) == ["f"]


def test_body_of_a_nested_function_is_left_out() -> None:
    module = parsed("def helper():\n    f()\nwork = lambda: g()")
    assert list(named_calls_in(module.defs)) == []


def test_call_that_is_not_in_the_file_has_no_parent() -> None:
    module, other = parsed("f()\nif g(): h()"), parsed("f()")
    (call,) = (node for node in parents_in(other.defs[0]) if isinstance(node, CallExpr))
    assert statement_around(module, call) is None
    assert parent_of([module], call) is None
    assert parent_of([other], call) is other.defs[0]


def test_call_in_unknown_scopes_has_no_parent() -> None:
    (statement,) = parsed("f()").defs
    (call,) = (node for node in parents_in(statement) if isinstance(node, CallExpr))
    assert parent_of(None, call) is None


def test_calls_in_a_template_string_are_found(project: Project) -> None:
    program = """
async def main() -> None:
    t"{load.sync(1)} {1:{load(2, _sync=True)}} {load(3)}"

def helper() -> object:
    return t"{load(4)}"
"""
    project.write({"mypy.ini": "[mypy]\nplugins = duotone_mypy\n", "use.py": SHELF + program})
    outcome = project.mypy("--python-version=3.14", "use.py")
    found = re.findall(r":(\d+): error: `([\w.]+)\(.*\[(.+)\]$", outcome.out, re.MULTILINE)
    assert found == [
        ("9", "load.sync", "dual-blocking"),
        ("9", "load", "dual-blocking"),
        ("12", "load", "dual-ambiguous"),
    ]
