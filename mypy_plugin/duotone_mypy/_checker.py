"""What does mypy know beyond its plugin interface?

Its internals are touched here, and in `_mypy_errors` and `_mypy_plugins` only.
Each function returns None, or does without, when an internal is not what it was.
"""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, Final, cast

from mypy.nodes import (
    GDEF,
    CallExpr,
    FuncItem,
    IntExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    TypeInfo,
)
from mypy.server.trigger import make_trigger
from mypy.types import CallableType, Instance, Type, UnboundType, get_proper_type

from ._mypy_plugins import notes_dependencies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import Argument, ClassDef, Context, Expression, FuncDef
    from mypy.plugin import AnalyzeTypeContext, CheckerPluginInterface, ClassDefContext, Plugin

_SCOPES: Final = (MypyFile, TypeInfo, FuncItem)


def scopes(api: CheckerPluginInterface) -> list[MypyFile | TypeInfo | FuncItem] | None:
    """Return the scopes around what is being checked, outermost first."""
    stack = getattr(getattr(api, "scope", None), "stack", None)
    if not isinstance(stack, list) or not all(isinstance(scope, _SCOPES) for scope in stack):
        return None
    return stack


@contextmanager
def past_error_watchers(api: CheckerPluginInterface) -> Iterator[None]:
    """Report to the user whatever is reported inside, also while mypy tries out an overload.

    mypy drops the errors of a try, and takes the overload for not matching: the place of a call
    does not depend on which overload matches.
    """
    errors: Any = getattr(api, "errors", None)
    watchers = getattr(errors, "_watchers", None)
    if watchers is None:
        yield
        return
    errors._watchers = []
    try:
        yield
    finally:
        errors._watchers = watchers


def module_name(api: CheckerPluginInterface) -> str:
    """Return the name of the module that is being checked."""
    return getattr(getattr(api, "tree", None), "fullname", "")


def modules_around(api: CheckerPluginInterface) -> Iterator[MypyFile]:
    """Yield the module that is being checked, and those from which it has its names."""
    tree = getattr(api, "tree", None)
    if not isinstance(tree, MypyFile):
        return
    yield tree
    modules = getattr(api, "modules", {})
    nodes = [symbol.node for symbol in tree.names.values()]
    yield from (node for node in nodes if isinstance(node, MypyFile))
    sources = (node.fullname.rpartition(".")[0] for node in nodes if node is not None)
    yield from (modules[source] for source in sources if source in modules)


def named_type(api: CheckerPluginInterface, fullname: str, args: list[Type]) -> Instance:
    """Return a type by its full name, also one of a submodule that the package does not show."""
    module, _, name = fullname.rpartition(".")
    modules = cast("Any", api).modules  # nothing else tells, so without it the hook fails
    return Instance(modules[module].names[name].node, args)


def defined_class(api: CheckerPluginInterface, call: Context) -> TypeInfo | None:
    """Return the class for whose definition mypy makes up a call of ``__init_subclass__``.

    mypy makes that call up for each class once its body has been checked. It has no hook of its
    own for that moment.
    """
    if not isinstance(call, CallExpr) or not isinstance(call.callee, MemberExpr):
        return None
    named = call.callee.expr
    is_made_up = isinstance(named, NameExpr) and named.line < 0
    tree = getattr(api, "tree", None)
    if not isinstance(named, NameExpr) or not is_made_up or not isinstance(tree, MypyFile):
        return None
    return _class_at(api, tree, named.name, call.line)


def _class_at(api: CheckerPluginInterface, tree: MypyFile, name: str, line: int) -> TypeInfo | None:
    """Return the class that starts in a line, also one that is nested in a function."""
    classes = getattr(getattr(api, "tscope", None), "classes", None) or []
    # mypy keeps the classes inside functions in the module, under their name and line.
    local = tree.names.get(f"{name}@{line}")
    candidates = [*classes[-1:], *([local.node] if local else [])]
    for candidate in candidates:
        if isinstance(candidate, TypeInfo) and (candidate.name, candidate.line) == (name, line):
            return candidate
    return None


def call_once_checked(ctx: ClassDefContext, function: str) -> None:
    """Have mypy call a function with a class once its body has been checked, as a decorator.

    For a class with a metaclass of its own mypy makes up no call of ``__init_subclass__``.
    """
    symbol = ctx.api.lookup_fully_qualified_or_none(function)
    if symbol is None:
        return
    # An attribute of a number is no name that mypy would look up.
    decorator = MemberExpr(IntExpr(0), function.rpartition(".")[-1])
    decorator.kind, decorator.node, decorator.fullname = GDEF, symbol.node, function
    for node in (decorator, decorator.expr):
        node.set_line(ctx.cls)
    ctx.cls.decorators.append(decorator)


def is_called_once_checked(cls: ClassDef) -> bool:
    """Tell whether a class has got such a call; the daemon keeps it, but not what it refers to."""
    return any(_is_made_up(decorator) for decorator in cls.decorators)


def forget_call(cls: ClassDef) -> None:
    """Take such a call away from a class."""
    cls.decorators = [decorator for decorator in cls.decorators if not _is_made_up(decorator)]


def _is_made_up(decorator: Expression) -> bool:
    return isinstance(decorator, MemberExpr) and isinstance(decorator.expr, IntExpr)


def class_being_checked(api: CheckerPluginInterface) -> TypeInfo | None:
    """Return the innermost class whose body is being checked, if it will be found once it was."""
    classes = getattr(getattr(api, "tscope", None), "classes", None)
    is_found_later = isinstance(getattr(api, "tree", None), MypyFile)
    return cast("TypeInfo", classes[-1]) if classes and is_found_later else None


def decorated_class(api: CheckerPluginInterface, decorator: Context) -> TypeInfo | None:
    """Return the class above which a decorator stands, once its body has been checked."""
    classes = getattr(getattr(api, "tscope", None), "classes", None) or []
    tree = getattr(api, "tree", None)
    table = tree.names if isinstance(tree, MypyFile) else {}
    local = [symbol.node for name, symbol in table.items() if "@" in name]
    for candidate in [*classes[-1:], *local]:
        if isinstance(candidate, TypeInfo) and decorator in candidate.defn.decorators:
            return candidate
    return None


def check_again_with_bases(api: CheckerPluginInterface, info: TypeInfo) -> None:
    """Have the daemon check a class again when a method of a base class has changed.

    mypy itself does so only where the class has a method of that name.
    """
    tree = getattr(api, "tree", None)
    dependencies = getattr(tree, "plugin_deps", None)
    if dependencies is None or not notes_dependencies(api.options):
        return
    for base in info.mro[1:]:
        for name in base.names if base.module_name != "builtins" else ():
            trigger = make_trigger(f"{base.fullname}.{name}")
            dependencies.setdefault(trigger, set()).add(module_name(api))


def arguments_of(definition: FuncDef) -> list[Argument]:
    """Return the parameters as they were written; a ``def`` from the cache has none."""
    return getattr(definition, "arguments", None) or []


def has_refused_arguments(api: CheckerPluginInterface) -> bool:
    """Tell whether mypy is trying out an overload whose arguments it has just refused."""
    watchers: list[Any] = getattr(getattr(api, "errors", None), "_watchers", None) or [None]
    # Others than those of a try let errors pass.
    is_trying = getattr(watchers[-1], "_filter", None) is True
    return is_trying and bool(watchers[-1].has_new_errors())


def source_lines(api: CheckerPluginInterface) -> list[str]:
    """Return the lines of the file that is being checked."""
    read = getattr(getattr(api, "errors", None), "read_source", None)
    return (read(api.path) if read is not None else None) or []


def has_native_parser(api: CheckerPluginInterface) -> bool:
    """Tell whether the file was read by mypy's own parser, which counts columns its own way."""
    return bool(getattr(api.options, "native_parser", False))


def module_in_build(plugin: Plugin, name: str) -> MypyFile | None:
    """Return a module whose names mypy has found out, None for any other."""
    module = (getattr(plugin, "_modules", None) or {}).get(name)
    # Each module has the name `__name__`, as soon as it has any.
    return module if module is not None and "__name__" in module.names else None


def analyze_callable(ctx: AnalyzeTypeContext) -> CallableType | None:
    """Return ``Callable[P, T]`` for an annotation ``Name[P, T]``."""
    analyze = getattr(ctx.api, "analyze_callable_type", None)
    if analyze is None:
        return None
    args = list(ctx.type.args)
    unbound = UnboundType("Callable", args, line=ctx.type.line, column=ctx.type.column)
    analyzed: Type = analyze(unbound)
    proper = get_proper_type(analyzed)
    return proper if isinstance(proper, CallableType) else None


def analyze_as_class(ctx: AnalyzeTypeContext, fullname: str) -> Type | None:
    """Return what mypy itself would make of an annotation that names this class."""
    look_up = getattr(ctx.api, "lookup_fully_qualified", None)
    analyze = getattr(ctx.api, "analyze_type_with_type_info", None)
    node = None if look_up is None else look_up(fullname).node
    if analyze is None or not isinstance(node, TypeInfo):
        return None
    analyzed: Type = analyze(node, ctx.type.args, ctx.type, False)  # noqa: FBT003 - mypy's own
    return analyzed


def forget_context(api: CheckerPluginInterface) -> None:
    """Let mypy infer the type of the call that it is about to check from its arguments alone."""
    # The list has an item for each expression that is being checked; this one's is the last.
    if api.type_context:
        api.type_context[-1] = None


def declared_type(api: CheckerPluginInterface, expression: Expression) -> Type:
    """Return the type of an expression, checked once more.

    Without its errors: where mypy tries out an overload, these would make it one that does not
    match.
    """
    filter_errors = getattr(api.msg, "filter_errors", nullcontext)
    with filter_errors():
        return api.get_expression_type(expression)


def solved_callee(api: CheckerPluginInterface, call: Context) -> Type | None:
    """Return the type that mypy has found for the callee of a call, type variables filled in."""
    look_up = getattr(api, "lookup_type_or_none", None)
    if look_up is None or not isinstance(call, CallExpr):
        return None
    return cast("Type | None", look_up(call.callee))


def has_error_in_try(api: CheckerPluginInterface) -> bool:
    """Tell whether mypy tries out an overload that has turned out not to match."""
    watchers = getattr(getattr(api, "errors", None), "_watchers", [])
    tries = [each for each in watchers if getattr(each, "_filter", None) is True]
    return any(each.has_new_errors() for each in tries)


def solve_call(
    api: CheckerPluginInterface, signature: CallableType, call: CallExpr, *, without: str
) -> CallableType | None:
    """Return the signature that mypy solves for a call without one of its keywords."""
    check = getattr(getattr(api, "expr_checker", None), "check_call", None)
    filtered = getattr(getattr(api, "msg", None), "filter_errors", None)
    if check is None or filtered is None:
        return None
    kept = [place for place, name in enumerate(call.arg_names) if name != without]
    with filtered():
        # Without a name, so that no hook takes this for a call of its own.
        _, solved = check(
            signature.copy_modified(name=None),
            [call.args[place] for place in kept],
            [call.arg_kinds[place] for place in kept],
            call,
            [call.arg_names[place] for place in kept],
        )
    proper = get_proper_type(cast("Type", solved))
    return proper if isinstance(proper, CallableType) else None
