"""Which functions of an installed library give a value or its coroutine? Read from its source."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AWAITABLES: Final = {"Coroutine", "Awaitable"}


class Found(NamedTuple):
    """A function that gives a union."""

    name: str
    #: The argument of the decorator, None where the union is annotated.
    twin: str | None


def unions_in(package: Path, decorators: set[str]) -> list[Found]:
    """Return the functions of a package that a decorator, or their annotation, makes dual."""
    found = []
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        module = ".".join(parts).removesuffix(".__init__")
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += list(_functions_in(tree.body, module, decorators))
    return found


def _functions_in(body: list[ast.stmt], owner: str, decorators: set[str]) -> Iterator[Found]:
    for statement in body:
        if isinstance(statement, ast.ClassDef):
            yield from _functions_in(statement.body, f"{owner}.{statement.name}", decorators)
        elif isinstance(statement, ast.If):
            inner = [*statement.body, *statement.orelse]
            yield from _functions_in(inner, owner, decorators)
        elif isinstance(statement, ast.FunctionDef):
            twins = [_twin(item, decorators) for item in statement.decorator_list]
            twin = next((twin for twin in twins if twin is not None), None)
            if twin is not None or _is_union(statement.returns):
                yield Found(f"{owner}.{statement.name}", twin)


def _twin(decorator: ast.expr, decorators: set[str]) -> str | None:
    called = decorator.func if isinstance(decorator, ast.Call) else decorator
    if not isinstance(called, ast.Name) or called.id not in decorators:
        return None
    return ast.unparse(decorator.args[0]) if isinstance(decorator, ast.Call) else ""


def _is_union(returns: ast.expr | None) -> bool:
    """Tell whether an annotation is ``T | Coroutine[Any, Any, T]``, however written."""
    if isinstance(returns, ast.Constant) and isinstance(returns.value, str):
        returns = ast.parse(returns.value, mode="eval").body
    items = list(_items(returns))
    inner = [_last_argument(item) for item in items if _name(item) in _AWAITABLES]
    values = {ast.unparse(item) for item in items if _name(item) not in _AWAITABLES}
    return len(inner) == 1 and bool(values) and _shown(inner[0]) in (values, values - {"None"})


def _shown(annotation: ast.expr | None) -> set[str]:
    return {ast.unparse(item) for item in _items(annotation)}


def _items(annotation: ast.expr | None) -> Iterator[ast.expr]:
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        yield from _items(annotation.left)
        yield from _items(annotation.right)
    elif isinstance(annotation, ast.Subscript) and _name(annotation) in {"Union", "Optional"}:
        parts = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else []
        for part in parts or [annotation.slice]:
            yield from _items(part)
        if _name(annotation) == "Optional":
            yield ast.Constant(None)
    elif annotation is not None:
        yield annotation


def _name(annotation: ast.expr) -> str:
    whole = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    return getattr(whole, "attr", getattr(whole, "id", ""))


def _last_argument(annotation: ast.expr) -> ast.expr | None:
    if not isinstance(annotation, ast.Subscript):
        return None
    return (
        annotation.slice.elts[-1] if isinstance(annotation.slice, ast.Tuple) else annotation.slice
    )
