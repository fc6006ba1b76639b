"""Does an async class offer the same as the sync class that it is declared to be the twin of?

The run-time twin of this file is ``duotone/_pairs.py``: same cases, same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mypy.types import FunctionLike, get_proper_type

from duotone._methods import SPECIAL_TWINS
from duotone_mypy import _pair_messages as messages
from duotone_mypy._checker import decorated_class, module_name
from duotone_mypy._class_methods import instance_of, methods_of
from duotone_mypy._codes import DUAL_NAMING, DUAL_PARITY
from duotone_mypy._comparison import Rules, overload_differences
from duotone_mypy._complaint import complain
from duotone_mypy._counterparts import Counterparts
from duotone_mypy._pair_names import async_class_name_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.nodes import TypeInfo
    from mypy.plugin import FunctionContext
    from mypy.types import Type

    from duotone_mypy._class_methods import Method


class _Classes(NamedTuple):
    """A sync class and its async twin, with their methods."""

    sync: TypeInfo
    aio: TypeInfo
    sync_methods: dict[str, Method]
    async_methods: dict[str, Method]


def report(ctx: FunctionContext) -> Type:
    """Report in what the decorated class differs from its sync twin."""
    classes = _classes_in(ctx)
    if classes is not None:
        _report_name(ctx, classes)
        _report_methods(ctx, classes)
    return ctx.default_return_type


def _classes_in(ctx: FunctionContext) -> _Classes | None:
    aio = decorated_class(ctx.api, ctx.context)
    given = get_proper_type(ctx.arg_types[0][0]) if ctx.arg_types and ctx.arg_types[0] else None
    if aio is None or not isinstance(given, FunctionLike) or not given.is_type_obj():
        return None
    sync = given.type_object()
    sync_instance, async_instance = instance_of(sync), instance_of(aio, like=sync)
    # A base class of an unknown type may have any method.
    if sync.fallback_to_any or aio.fallback_to_any or not sync_instance or not async_instance:
        return None
    return _Classes(sync, aio, methods_of(sync_instance), methods_of(async_instance))


def _report_name(ctx: FunctionContext, classes: _Classes) -> None:
    expected = async_class_name_for(classes.sync.name)
    if classes.aio.name != expected:
        complaint = messages.off_convention(classes.sync.name, classes.aio.name, expected)
        complain(ctx.api, classes.aio, DUAL_NAMING, complaint)


def _report_methods(ctx: FunctionContext, classes: _Classes) -> None:
    is_same = Counterparts(classes.sync, classes.aio).is_counterpart
    rules = Rules(ctx.api.options, module_name(ctx.api), has_receiver=False, is_same=is_same)
    names = classes.sync.name, classes.aio.name
    of_class = [*_missing(classes), *_extra(classes)]
    for method, twin in _matched(classes):
        found = list(_method_differences(method, twin, classes, rules))
        if twin.owner is not classes.aio:
            of_class += [messages.in_method(twin.name, difference) for difference in found]
        elif found:
            complaint = messages.methods_differ((method.name, twin.name), names, found)
            complain(ctx.api, twin.definition, DUAL_PARITY, complaint)
    if of_class:
        complain(ctx.api, classes.aio, DUAL_PARITY, messages.classes_differ(names, of_class))


def _twin_name(name: str, classes: _Classes) -> str:
    if name == "close" and "aclose" in classes.async_methods:
        return "aclose"
    return SPECIAL_TWINS.get(name, name)


def _missing(classes: _Classes) -> Iterator[str]:
    for name in classes.sync_methods:
        twin = _twin_name(name, classes)
        if name not in SPECIAL_TWINS.values() and twin not in classes.async_methods:
            yield messages.method_is_missing(name, twin)


def _extra(classes: _Classes) -> Iterator[str]:
    expected = {_twin_name(name, classes) for name in classes.sync_methods}
    known = expected | classes.sync_methods.keys() | SPECIAL_TWINS.keys()
    for name in classes.async_methods:
        if name not in known:
            yield messages.method_is_extra(name)


def _matched(classes: _Classes) -> Iterator[tuple[Method, Method]]:
    for name, method in classes.sync_methods.items():
        twin = classes.async_methods.get(_twin_name(name, classes))
        # The interpreter calls the special methods, always in the same way.
        is_special = name in SPECIAL_TWINS or name in SPECIAL_TWINS.values()
        if twin is not None and twin.owner is not method.owner and not is_special:
            yield method, twin


def _method_differences(
    method: Method, twin: Method, classes: _Classes, rules: Rules
) -> Iterator[str]:
    if method.is_async and method.definition.is_coroutine:
        yield messages.is_async_in_sync_class(method.name, classes.sync.name)
    if method.binding != twin.binding:
        yield messages.method_binds_otherwise(method.binding, twin.binding)
        return
    if method.signatures is not None and twin.signatures is not None:
        yield from overload_differences(method.signatures, twin.signatures, rules)
