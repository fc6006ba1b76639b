"""What do the two functions of a native pair look like to mypy?"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import Decorator, FuncDef
from mypy.types import AnyType, CallableType, FunctionLike, Instance, Overloaded, get_proper_type

from . import _names as names
from ._dual_type import dual_callable, is_dual, result_of, without_sync_keyword

if TYPE_CHECKING:
    from mypy.plugin import MethodContext
    from mypy.types import Type

    from ._dual_type import NamedType


class NativePair(NamedTuple):
    """A function that a decorator with a twin is put on, and the twin."""

    function: FunctionLike
    twin: FunctionLike
    has_async_twin: bool
    #: The ``def`` that is decorated, where mypy knows it.
    definition: FuncDef | None

    @property
    def name(self) -> str:
        """The name of the decorated function."""
        return "function" if self.definition is None else self.definition.name

    @property
    def twin_name(self) -> str:
        """The name of the twin, or of the keyword by which it is given."""
        keyword = names.ASYNC_VERSION_KEYWORD if self.has_async_twin else names.SYNC_VERSION_KEYWORD
        return name_of(self.twin) or keyword


def pair_in(ctx: MethodContext) -> NativePair | None:
    """Return the pair that a call of a decorator with a twin makes."""
    if not isinstance(ctx.type, Instance) or not ctx.arg_types[0]:
        return None
    function, twin = as_comparable(ctx.arg_types[0][0]), as_comparable(ctx.type.args[-1])
    if function is None or twin is None:
        return None
    has_async_twin = ctx.type.type.fullname == names.ASYNC_COMPATIBLE_WITH
    definition = (
        ctx.context.func if isinstance(ctx.context, Decorator) else definition_of(function.items[0])
    )
    return NativePair(function, twin, has_async_twin, definition)


def as_comparable(typ: Type) -> FunctionLike | None:
    """Return the type of a function that gives a value or a coroutine, None for any other type."""
    proper = get_proper_type(typ)
    if not isinstance(proper, FunctionLike) or proper.is_type_obj():
        return None
    return None if any(_gives_async_object(item.ret_type) for item in proper.items) else proper


def awaited(typ: Type) -> Type | None:
    """Return the ``T`` of a ``Coroutine[Any, Any, T]``, None for a type that is no coroutine."""
    proper = get_proper_type(typ)
    if isinstance(proper, AnyType):
        return proper
    if not isinstance(proper, Instance):
        return None
    coroutine = _supertype(proper, names.COROUTINE)
    return None if coroutine is None else coroutine.args[-1]


def definition_of(function: CallableType) -> FuncDef | None:
    """Return the ``def`` that a function's type comes from, where mypy knows it."""
    node = function.definition
    if isinstance(node, Decorator):
        return node.func
    return node if isinstance(node, FuncDef) else None


def takes_receiver(definition: FuncDef) -> bool:
    """Tell whether the first parameter is ``self`` or ``cls``."""
    return bool(definition.info) and definition.has_self_or_cls_argument


def is_async_def(function: FunctionLike) -> bool:
    """Tell whether a function was written with ``async def``, and still gives a coroutine."""
    return all(_is_async_def(item) for item in function.items)


def gives_coroutine(function: FunctionLike) -> bool:
    """Tell whether a call of a function gives a coroutine."""
    return all(awaited(item.ret_type) is not None for item in function.items)


def name_of(function: FunctionLike) -> str | None:
    """Return the name under which a function was written, None where mypy does not know it."""
    first = function.items[0]
    definition = definition_of(first)
    if definition is not None:
        return definition.name
    name = (first.name or "").partition(" of ")[0]
    return name if name.isidentifier() else None


def plain_signatures(function: FunctionLike) -> list[CallableType]:
    """Return the signatures of a function with what a call gives once it is awaited."""
    return [_plain_signature(item) for item in function.items]


def _plain_signature(function: CallableType) -> CallableType:
    value = result_of(function.ret_type)
    if value is not None:
        return without_sync_keyword(function).copy_modified(ret_type=value)
    value = awaited(function.ret_type) if _is_async_def(function) else None
    return function if value is None else function.copy_modified(ret_type=value)


def dual_of(function: FunctionLike, named_type: NamedType) -> FunctionLike:
    """Return what a decorator makes of a function."""
    if is_dual(function):
        return function
    items = [_dual_of_item(item, named_type) for item in function.items]
    return items[0] if len(items) == 1 else Overloaded(items)


def _dual_of_item(function: CallableType, named_type: NamedType) -> CallableType:
    value = awaited(function.ret_type) if _is_async_def(function) else function.ret_type
    signature = function if value is None else function.copy_modified(ret_type=value)
    return dual_callable(signature, None, named_type)


def _is_async_def(function: CallableType) -> bool:
    definition = definition_of(function)
    is_plain = definition is not None and not definition.is_coroutine
    has_any = isinstance(get_proper_type(function.ret_type), AnyType)
    return not is_plain and not has_any and awaited(function.ret_type) is not None


def _gives_async_object(result: Type) -> bool:
    """Tell whether this is an async iterator or an async context manager, which is no coroutine."""
    proper = get_proper_type(result)
    return isinstance(proper, Instance) and any(
        base.fullname in names.ASYNC_OBJECTS for base in proper.type.mro
    )


def _supertype(typ: Instance, fullname: str) -> Instance | None:
    for base in typ.type.mro:
        if base.fullname == fullname:
            return map_instance_to_supertype(typ, base)
    return None
