"""Of what is a variable another name?

Read from the text: mypy forgets which function a variable holds once it has it from its cache.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mypy.nodes import AssignmentStmt, FuncItem, MypyFile, NameExpr, TypeInfo, Var

from ._tree import bodies_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from mypy.nodes import Block, Expression, Statement, SymbolNode, SymbolTableNode

    Scope: TypeAlias = MypyFile | TypeInfo | FuncItem


def target_of(variable: Var, module: MypyFile) -> SymbolNode | None:
    """Return what a variable of a module, or of a class in it, is assigned from a name."""
    path = variable.fullname.removeprefix(f"{module.fullname}.").split(".")
    dotted = _assigned(module.path, _time_of(module.path)).get(tuple(path))
    holder: MypyFile | TypeInfo = module
    node: SymbolNode | None = None
    for name in dotted or ():
        symbol = _symbol_in(holder, name)
        node = None if symbol is None else symbol.node
        if not isinstance(node, MypyFile | TypeInfo):
            break
        holder = node
    is_whole = dotted is not None and node is not None and node.name == dotted[-1]
    return node if is_whole and node is not variable else None


def local_source(scopes: list[Scope] | None, callee: Expression) -> str | None:
    """Return the full name that a local variable is assigned from, None where it is not."""
    functions = [scope for scope in scopes or [] if isinstance(scope, FuncItem)]
    passed: list[Expression] = []
    source: Expression | None = callee
    while isinstance(source, NameExpr) and source not in passed:
        if not isinstance(source.node, Var) or source.fullname != source.name:
            return source.fullname if passed else None
        passed.append(source)
        source = _assigned_to(functions, source.node)
    return None


def _assigned_to(functions: list[FuncItem], variable: Var) -> Expression | None:
    for function in reversed(functions):
        for statement in _statements_in(function.body):
            if isinstance(statement, AssignmentStmt) and _is_target(statement, variable):
                return statement.rvalue
    return None


def _is_target(assignment: AssignmentStmt, variable: Var) -> bool:
    return any(
        isinstance(target, NameExpr) and target.node is variable for target in assignment.lvalues
    )


def _statements_in(block: Block) -> Iterator[Statement]:
    for statement in block.body:
        yield statement
        for inner in bodies_of(statement):
            yield from _statements_in(inner)


def _symbol_in(holder: MypyFile | TypeInfo, name: str) -> SymbolTableNode | None:
    return holder.names.get(name) if isinstance(holder, MypyFile) else holder.get(name)


def _time_of(path: str) -> int:
    file = Path(path)
    return file.stat().st_mtime_ns if file.is_file() else 0


@lru_cache(maxsize=64)
def _assigned(path: str, time: int) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the names that a file assigns at its top level and in classes, with their sources."""
    if not time:
        return {}
    try:
        tree = ast.parse(Path(path).read_bytes())
    except SyntaxError:
        return {}
    return dict(_assignments_in(tree.body, ()))


def _assignments_in(
    body: list[ast.stmt], outer: tuple[str, ...]
) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            found += _assignments_in(statement.body, (*outer, statement.name))
        if isinstance(statement, ast.Assign):
            dotted = _dotted(statement.value)
            names = [target.id for target in statement.targets if isinstance(target, ast.Name)]
            found += [((*outer, name), dotted) for name in names if dotted]
    return found


def _dotted(expression: ast.expr) -> tuple[str, ...]:
    """Return the parts of a dotted name, none for any other expression."""
    if isinstance(expression, ast.Name):
        return (expression.id,)
    if isinstance(expression, ast.Attribute):
        before = _dotted(expression.value)
        return (*before, expression.attr) if before else ()
    return ()
