"""What does mypy know beyond its plugin interface? The only file that touches its internals.

Each function returns None, or does without, when an internal is not what it was.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from mypy.nodes import FuncItem, MypyFile, TypeInfo
from mypy.types import CallableType, Type, UnboundType, get_proper_type

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.options import Options
    from mypy.plugin import AnalyzeTypeContext, CheckerPluginInterface, Plugin

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


def source_lines(api: CheckerPluginInterface) -> list[str]:
    """Return the lines of the file that is being checked."""
    read = getattr(getattr(api, "errors", None), "read_source", None)
    return (read(api.path) if read is not None else None) or []


def has_native_parser(api: CheckerPluginInterface) -> bool:
    """Tell whether the file was read by mypy's own parser, which counts columns its own way."""
    return bool(getattr(api.options, "native_parser", False))


def is_in_daemon(options: Options) -> bool:
    """Tell whether mypy's daemon is running the check, which a raised error would end."""
    return bool(getattr(options, "fine_grained_incremental", False))


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
