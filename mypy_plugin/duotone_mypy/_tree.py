"""What does a piece of mypy's tree hold, and what stands around a call in it?

mypy's own visitors are compiled and cannot be extended: tables from type to parts instead.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mypy import nodes
from mypy.nodes import (
    AssertStmt,
    AssignmentExpr,
    AssignmentStmt,
    AwaitExpr,
    Block,
    CallExpr,
    ClassDef,
    ComparisonExpr,
    ConditionalExpr,
    Decorator,
    DelStmt,
    DictExpr,
    DictionaryComprehension,
    Expression,
    ExpressionStmt,
    ForStmt,
    FuncDef,
    GeneratorExpr,
    IfStmt,
    IndexExpr,
    LambdaExpr,
    ListComprehension,
    ListExpr,
    MatchStmt,
    MemberExpr,
    MypyFile,
    Node,
    OperatorAssignmentStmt,
    OpExpr,
    OverloadedFuncDef,
    RaiseStmt,
    ReturnStmt,
    SetComprehension,
    SetExpr,
    SliceExpr,
    StarExpr,
    SuperExpr,
    TryStmt,
    TupleExpr,
    TypeInfo,
    UnaryExpr,
    WhileStmt,
    WithStmt,
    YieldExpr,
    YieldFromExpr,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from mypy.nodes import Context, FuncItem, Statement

    Parts = list[Expression | None]


def bodies_of(statement: Statement) -> list[Block]:
    """Return the blocks of a statement that run in the frame that it stands in, or as a class."""
    blocks_of = _BLOCKS.get(type(statement))
    return [] if blocks_of is None else blocks_of(statement)


def statements_of(scope: MypyFile | TypeInfo | FuncItem) -> list[Statement]:
    """Return the statements of a module, class or function, without those in their blocks."""
    if isinstance(scope, MypyFile):
        return scope.defs
    return scope.defn.defs.body if isinstance(scope, TypeInfo) else scope.body.body


def all_statements_of(scope: MypyFile | TypeInfo | FuncItem) -> Iterator[Statement]:
    """Yield the statements of a module, class or function, with those in their blocks."""
    pending = list(reversed(statements_of(scope)))
    while pending:
        statement = pending.pop()
        yield statement
        inner = [each for body in bodies_of(statement) for each in body.body]
        pending.extend(reversed(inner))


def parts_of(node: Node) -> list[Expression]:
    """Return the expressions directly in a node, without those in blocks and in lambdas."""
    expressions_of = _PARTS.get(type(node))
    return [] if expressions_of is None else [part for part in expressions_of(node) if part]


def statement_around(scope: MypyFile | TypeInfo | FuncItem, call: Expression) -> Statement | None:
    """Return the innermost statement of a scope that holds a call."""
    return _innermost(statements_of(scope), call)


def parent_of(scopes: list[MypyFile | TypeInfo | FuncItem] | None, call: Context) -> Node | None:
    """Return the expression or statement of which a call is a part, None where it is not written.

    mypy makes up the call that a ``functools.partial`` will make.
    """
    if not scopes or not isinstance(call, Expression):
        return None
    statement = statement_around(scopes[-1], call)
    return None if statement is None else parents_in(statement)[call]


def top_statement_around(
    module: MypyFile | TypeInfo | FuncItem, call: Expression
) -> Statement | None:
    """Return the statement at the top level of a module that holds a call, however deep."""
    candidates = [each for each in statements_of(module) if _is_on_line(each, call)]
    if len(candidates) == 1:
        return candidates[0]
    found = (each for each in candidates if _innermost([each], call) is not None)
    return next(found, None)


@lru_cache(maxsize=4)
def parents_in(statement: Statement) -> Mapping[Node, Node]:
    """Return what stands around each expression in a statement, without its blocks."""
    parents: dict[Node, Node] = {}
    pending: list[Node] = [statement]
    while pending:
        node = pending.pop()
        for part in parts_of(node):
            parents[part] = node
            pending.append(part)
    return parents


@lru_cache(maxsize=1)
def holds_await(statement: Statement) -> bool:
    """Tell whether a statement awaits anything, outside the functions that it defines.

    So CPython decides which statement is a coroutine where a module may await. Its versions differ
    in generator expressions that await inside other comprehensions; these count as well.
    """
    if any(map(_awaits, (statement, *parents_in(statement)))):
        return True
    inner = (each for body in bodies_of(statement) for each in body.body)
    return any(map(holds_await.__wrapped__, inner))


def _awaits(node: Node) -> bool:
    if isinstance(node, ForStmt | WithStmt):
        return node.is_async
    if isinstance(node, GeneratorExpr | DictionaryComprehension):
        return any(node.is_async)
    return isinstance(node, AwaitExpr)


def _innermost(statements: list[Statement], call: Expression) -> Statement | None:
    for statement in statements:
        if not _is_on_line(statement, call):
            continue
        if call in parents_in(statement):
            return statement
        for body in bodies_of(statement):
            found = _innermost(body.body, call)
            if found is not None:
                return found
    return None


def _is_on_line(statement: Statement, call: Context) -> bool:
    """Tell whether a statement covers the line of a call; columns can't be trusted beyond ASCII."""
    end = statement.line if statement.end_line is None else statement.end_line
    if call.line > end:
        return False
    # A class begins at its decorators, which stand above its line.
    return statement.line <= call.line or any(
        decorator.line <= call.line for decorator in _decorators_of(statement)
    )


def _decorators_of(statement: Statement) -> list[Expression]:
    if isinstance(statement, ClassDef):
        return statement.decorators
    return statement.original_decorators if isinstance(statement, Decorator) else []


def _present(*blocks: Block | None) -> list[Block]:
    return [block for block in blocks if block is not None]


def _defaults(function: FuncItem) -> Parts:
    return [argument.initializer for argument in function.arguments]


def _in_template(template: Any) -> Parts:
    written = [item for item in template.items if isinstance(item, tuple)]
    return [part for value, _, _, layout in written for part in (value, layout)]


def _in_comprehension(comprehension: GeneratorExpr | DictionaryComprehension) -> Iterator[Any]:
    yield from comprehension.sequences
    for conditions in comprehension.condlists:
        yield from conditions


#: What `t"{x}"` is to a mypy that knows such strings.
_TEMPLATES: Final[list[type[Node]]] = [
    getattr(nodes, name) for name in ("TemplateStrExpr",) if hasattr(nodes, name)
]

_BLOCKS: Final[dict[type[Statement], Callable[[Any], list[Block]]]] = {
    Block: lambda block: [block],
    ClassDef: lambda definition: [definition.defs],
    WithStmt: lambda statement: [statement.body],
    IfStmt: lambda statement: [*statement.body, *_present(statement.else_body)],
    ForStmt: lambda loop: [loop.body, *_present(loop.else_body)],
    WhileStmt: lambda loop: [loop.body, *_present(loop.else_body)],
    TryStmt: lambda statement: [
        statement.body,
        *statement.handlers,
        *_present(statement.else_body, statement.finally_body),
    ],
    MatchStmt: lambda statement: list(statement.bodies),
}

_PARTS: Final[dict[type[Node], Callable[[Any], Parts]]] = {
    ExpressionStmt: lambda statement: [statement.expr],
    AssignmentStmt: lambda statement: [*statement.lvalues, statement.rvalue],
    OperatorAssignmentStmt: lambda statement: [statement.lvalue, statement.rvalue],
    ReturnStmt: lambda statement: [statement.expr],
    AssertStmt: lambda statement: [statement.expr, statement.msg],
    DelStmt: lambda statement: [statement.expr],
    RaiseStmt: lambda statement: [statement.expr, statement.from_expr],
    IfStmt: lambda statement: list(statement.expr),
    WhileStmt: lambda loop: [loop.expr],
    ForStmt: lambda loop: [loop.index, loop.expr],
    WithStmt: lambda statement: [*statement.expr, *statement.target],
    MatchStmt: lambda statement: [statement.subject, *statement.guards],
    TryStmt: lambda statement: list(statement.types),
    ClassDef: lambda definition: [
        *definition.decorators,
        *definition.base_type_exprs,
        *definition.keywords.values(),
    ],
    FuncDef: _defaults,
    Decorator: lambda function: [*function.original_decorators, *_defaults(function.func)],
    OverloadedFuncDef: lambda function: [
        part for item in function.items for part in parts_of(item)
    ],
    LambdaExpr: _defaults,
    CallExpr: lambda call: [call.callee, *call.args],
    MemberExpr: lambda member: [member.expr],
    SuperExpr: lambda member: [member.call],
    IndexExpr: lambda index: [index.base, index.index],
    SliceExpr: lambda part: [part.begin_index, part.end_index, part.stride],
    UnaryExpr: lambda operator: [operator.expr],
    OpExpr: lambda operator: [operator.left, operator.right],
    ComparisonExpr: lambda comparison: list(comparison.operands),
    ConditionalExpr: lambda choice: [choice.cond, choice.if_expr, choice.else_expr],
    AssignmentExpr: lambda walrus: [walrus.value],
    AwaitExpr: lambda expression: [expression.expr],
    YieldExpr: lambda expression: [expression.expr],
    YieldFromExpr: lambda expression: [expression.expr],
    StarExpr: lambda star: [star.expr],
    ListExpr: lambda display: list(display.items),
    TupleExpr: lambda display: list(display.items),
    SetExpr: lambda display: list(display.items),
    DictExpr: lambda display: [part for pair in display.items for part in pair],
    GeneratorExpr: lambda generator: [generator.left_expr, *_in_comprehension(generator)],
    ListComprehension: lambda comprehension: [comprehension.generator],
    SetComprehension: lambda comprehension: [comprehension.generator],
    DictionaryComprehension: lambda comprehension: [
        comprehension.key,
        comprehension.value,
        *_in_comprehension(comprehension),
    ],
    **dict.fromkeys(_TEMPLATES, _in_template),
}
