"""Does a subclass override one half of a pair, or a dual function with a plain one?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mypy import errorcodes
from mypy.nodes import (
    NOT_ABSTRACT,
    CallExpr,
    ClassDef,
    Decorator,
    FuncDef,
    OverloadedFuncDef,
    RefExpr,
    Var,
)
from mypy.types import FunctionLike, get_proper_type

from duotone_mypy import _names as names
from duotone_mypy import _pair_messages as messages
from duotone_mypy._checker import (
    call_once_checked,
    check_again_with_bases,
    class_being_checked,
    defined_class,
    forget_call,
    is_called_once_checked,
)
from duotone_mypy._codes import DUAL_OVERRIDE
from duotone_mypy._complaint import complain
from duotone_mypy._dual_type import is_dual
from duotone_mypy._native_pair import is_async_def
from duotone_mypy._twin import twin_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mypy.errors import ErrorInfo
    from mypy.nodes import Context, SymbolNode, TypeInfo
    from mypy.plugin import CheckerPluginInterface, ClassDefContext, FunctionContext, MethodContext
    from mypy.types import Type

    from duotone_mypy._pair_messages import Complaint
    from duotone_mypy._twin import Twin


class _Pair(NamedTuple):
    """A native pair that a class inherits."""

    name: str
    twin: Twin
    dual_base: TypeInfo
    twin_base: TypeInfo


class _PlainOverride(NamedTuple):
    """A plain method over an inherited dual function."""

    name: str
    function: FuncDef
    base: TypeInfo
    is_async: bool


def report(ctx: FunctionContext | MethodContext) -> Type:
    """Report what a new class overrides by halves."""
    context = ctx.context
    info = context.info if isinstance(context, ClassDef) else defined_class(ctx.api, context)
    if info is not None:
        check_again_with_bases(ctx.api, info)
        for place, complaint in [*_complaints_of_plain(info), *_half_overrides(info)]:
            complain(ctx.api, place, DUAL_OVERRIDE, complaint)
    return ctx.default_return_type


def is_said_better(api: CheckerPluginInterface, error: ErrorInfo) -> bool:
    """Tell whether an error of mypy's is about a method that `report` is about to complain of.

    mypy shows two signatures that differ by ``_sync``, and no way out.
    """
    if error.code is not errorcodes.OVERRIDE or DUAL_OVERRIDE in api.options.disabled_error_codes:
        return False
    info = class_being_checked(api)
    return info is not None and any(
        plain.function.line == error.line and _is_about_dual(error, info, plain.name)
        for plain in _plain_overrides(info)
    )


def _is_about_dual(error: ErrorInfo, info: TypeInfo, name: str) -> bool:
    """Tell whether an error is about any class above that has a dual function of this name."""
    inherited = ((base, base.names.get(name)) for base in info.mro[1:])
    duals = [base.name for base, symbol in inherited if symbol and _is_known_dual(symbol.node)]
    # mypy compares with each of them, and names the class with or without its module.
    return any(f'{start}{dual}"' in error.message for dual in duals for start in ('"', "."))


def watch(ctx: ClassDefContext) -> None:
    """See to it that a class for which mypy makes up no call is reported on as well."""
    forget_call(ctx.cls)
    if _must_be_watched(ctx.cls.info):
        call_once_checked(ctx, names.CLASS_CHECKED)


def concerns(info: TypeInfo) -> bool:
    """Tell whether a class must be watched, or has been until its bases changed."""
    return is_called_once_checked(info.defn) or _must_be_watched(info)


def _must_be_watched(info: TypeInfo) -> bool:
    """Tell whether a class inherits a dual function, and mypy makes up no call for it."""
    metaclasses = [base.metaclass_type for base in info.mro[1:] if base.metaclass_type is not None]
    is_ordinary = all(meta.type.fullname in names.ORDINARY_METACLASSES for meta in metaclasses)
    if is_ordinary and info.defn.metaclass is None:
        return False
    inherited = (symbol.node for base in info.mro[1:] for symbol in base.names.values())
    return any(_will_be_dual(node) for node in inherited)


def _will_be_dual(node: SymbolNode | None) -> bool:
    """Tell whether a method is dual, or has a decorator of ours before mypy knows its type."""
    typ = _type_of(node)
    if typ is not None or not isinstance(node, Decorator):
        return typ is not None and is_dual(typ)
    called = (d.callee if isinstance(d, CallExpr) else d for d in node.original_decorators)
    return any(isinstance(d, RefExpr) and d.fullname in names.DECORATORS for d in called)


def _complaints_of_plain(info: TypeInfo) -> Iterator[tuple[Context, Complaint]]:
    for plain in _plain_overrides(info):
        yield (
            plain.function,
            messages.dual_overridden(
                info.name, plain.name, plain.base.name, is_async=plain.is_async
            ),
        )


def _plain_overrides(info: TypeInfo) -> Iterator[_PlainOverride]:
    for name, symbol in info.names.items():
        base = _base_with(info, name)
        function = _function_in(symbol.node)
        if base is None or function is None or symbol.plugin_generated:
            continue
        own = _type_of(symbol.node)
        if not _is_known_dual(base.names[name].node) or _may_be_dual(own, symbol.node):
            continue
        yield _PlainOverride(name, function, base, _is_async(own, function))


def _half_overrides(info: TypeInfo) -> Iterator[tuple[Context, Complaint]]:
    if info.is_protocol:
        return
    for pair in _inherited_pairs(info):
        has_dual, has_twin = pair.name in info.names, pair.twin.name in info.names
        if has_dual == has_twin or _is_half_written(pair):
            continue
        if has_twin:
            yield from _twin_without_dual(info, pair, info.names[pair.twin.name].node)
        else:
            yield from _dual_without_twin(info, pair, info.names[pair.name].node)


def _twin_without_dual(
    info: TypeInfo, pair: _Pair, twin: SymbolNode | None
) -> Iterator[tuple[Context, Complaint]]:
    function = _function_in(twin)
    if function is None:
        return
    yield function, _complaint(messages.twin_overridden, info, pair)


def _dual_without_twin(
    info: TypeInfo, pair: _Pair, dual: SymbolNode | None
) -> Iterator[tuple[Context, Complaint]]:
    function = _function_in(dual)
    own = _type_of(dual)
    # With a plain function, the other message says all; with a twin from elsewhere, it is a pair.
    if function is None or own is None or not is_dual(own) or _names_a_twin(dual):
        return
    if function.is_coroutine == pair.twin.is_async:
        yield function, _complaint(messages.twin_left_behind_by_its_kind, info, pair)
    else:
        yield function, _complaint(messages.twin_left_behind, info, pair)


def _complaint(say: Callable[..., Complaint], info: TypeInfo, pair: _Pair) -> Complaint:
    return say(
        info.name, pair.name, pair.twin.name, pair.dual_base.name, has_async_twin=pair.twin.is_async
    )


def _inherited_pairs(info: TypeInfo) -> Iterator[_Pair]:
    for base in info.mro[1:]:
        for name, symbol in base.names.items():
            # An alias of a dual function is no half: whoever overrides the function need not care.
            typ = _type_of(symbol.node) if isinstance(symbol.node, Decorator) else None
            twin = None if typ is None else twin_of(typ)
            twin_base = None if twin is None else _base_with(info, twin.name)
            if twin is not None and twin_base is not None and _base_with(info, name) is base:
                yield _Pair(name, twin, base, twin_base)


def _base_with(info: TypeInfo, name: str) -> TypeInfo | None:
    """Return the base class from which a class inherits a name."""
    return next((base for base in info.mro[1:] if name in base.names), None)


def _is_half_written(pair: _Pair) -> bool:
    """Tell whether a half is there to be written by the subclasses: then one may be enough."""
    if pair.dual_base.is_protocol or pair.twin_base.is_protocol:
        return True
    halves = [
        pair.dual_base.names[pair.name],
        pair.dual_base.names.get(pair.twin.name),
        pair.twin_base.names[pair.twin.name],
    ]
    return any(_is_unwritten(_function_in(half.node)) for half in halves if half is not None)


def _is_unwritten(function: FuncDef | None) -> bool:
    return function is not None and function.abstract_status != NOT_ABSTRACT


def _function_in(node: SymbolNode | None) -> FuncDef | None:
    """Return the ``def`` of a method, None for properties and for what is no method."""
    if isinstance(node, OverloadedFuncDef):
        node = node.impl or node.items[0]
    if isinstance(node, Decorator):
        node = node.func
    return node if isinstance(node, FuncDef) and not node.is_property else None


def _type_of(node: SymbolNode | None) -> Type | None:
    if isinstance(node, Decorator):
        return node.var.type
    return node.type if isinstance(node, FuncDef | OverloadedFuncDef | Var) else None


def _is_known_dual(node: SymbolNode | None) -> bool:
    typ = _type_of(node)
    return typ is not None and is_dual(typ)


def _may_be_dual(own: Type | None, node: SymbolNode | None) -> bool:
    """Tell whether a method is dual, or has a type that does not show it."""
    if own is None:
        return isinstance(node, Decorator)  # its type is not known yet; a plain def has none
    proper = get_proper_type(own)
    return not isinstance(proper, FunctionLike) or is_dual(proper)


def _is_async(own: Type | None, function: FuncDef) -> bool:
    proper = None if own is None else get_proper_type(own)
    return is_async_def(proper) if isinstance(proper, FunctionLike) else function.is_coroutine


def _names_a_twin(node: SymbolNode | None) -> bool:
    """Tell whether the decorator of a method in the file being checked was given a twin."""
    keywords = {names.SYNC_VERSION_KEYWORD, names.ASYNC_VERSION_KEYWORD}
    return isinstance(node, Decorator) and any(
        isinstance(decorator, CallExpr) and keywords.intersection(decorator.arg_names)
        for decorator in node.original_decorators
    )
