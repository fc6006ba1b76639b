"""What is the type of a dual function to mypy?

A callable with a keyword ``_sync``, whose result is the marker ``ValueOrCoroutine[T]`` and whose
fallback is ``DualFunction[twin's name]``, which carries ``.sync`` and ``.aio``. All that the
features need later is in the type, so that it survives mypy's cache.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.nodes import ARG_NAMED_OPT, ARG_STAR2
from mypy.types import (
    AnyType,
    CallableType,
    FunctionLike,
    Instance,
    LiteralType,
    NoneType,
    Overloaded,
    ProperType,
    TypeOfAny,
    UnionType,
    get_proper_type,
)

from . import _names as names

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.types import Type

    NamedType = Callable[[str, list[Type]], Instance]


#: What a dual function is called in messages when nothing has given it a name.
UNNAMED: Final = "Dual"

_SIDES: Final = {names.SYNC_SIDE: "sync", names.ASYNC_SIDE: "async"}


class NamedSide(NamedTuple):
    """What the type of ``f.sync`` or ``f.aio`` tells."""

    side: str
    #: The name of the async twin, if there is one.
    twin: str | None
    #: The class of what a generator or context manager function gives, None for any other one.
    steps: str | None = None


def result_of(typ: Type) -> Type | None:
    """Return the ``T`` of ``ValueOrCoroutine[T]``, None for any other type."""
    proper = get_proper_type(typ)
    if isinstance(proper, Instance) and proper.type.fullname == names.VALUE_OR_COROUTINE:
        return proper.args[0]
    return None


def is_dual(typ: Type) -> bool:
    """Tell whether this is the type of a dual function."""
    proper = get_proper_type(typ)
    if isinstance(proper, CallableType):
        return result_of(proper.ret_type) is not None
    return isinstance(proper, Overloaded) and any(is_dual(item) for item in proper.items)


def with_marker(result: Type, dual: Type) -> Type:
    """Return a result with the marker of a dual function around it."""
    proper = get_proper_type(dual)
    marker = get_proper_type(proper.items[0].ret_type) if isinstance(proper, FunctionLike) else None
    return marker.copy_modified(args=[result]) if isinstance(marker, Instance) else result


def has_sides(typ: Type) -> bool:
    """Tell whether a dual function of this type has ``.sync`` and ``.aio``.

    What a decorator has put around it has not, nor has a ``functools.partial``, nor an object
    that is called through its ``__call__``.
    """
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType | Overloaded):
        return all(has_sides(item) for item in proper.items)
    return isinstance(proper, CallableType) and proper.fallback.type.fullname == names.DUAL_FUNCTION


def twin_name_of(typ: Type) -> str | None:
    """Return the name of the async twin that a dual function's type carries."""
    proper = get_proper_type(typ)
    if isinstance(proper, Overloaded):
        proper = proper.items[0]
    if not isinstance(proper, CallableType) or proper.fallback.type.fullname != names.DUAL_FUNCTION:
        return None
    return literal_name(proper.fallback.args[0]) if proper.fallback.args else None


def named_side_of(typ: Type) -> NamedSide | None:
    """Return which side of a dual function this type is, None for any other type."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return next(filter(None, map(named_side_of, proper.items)), None)
    if isinstance(proper, Overloaded):
        proper = proper.items[0]
    if not isinstance(proper, CallableType) or proper.fallback.type.fullname not in _SIDES:
        return None
    carried = get_proper_type(proper.fallback.args[0]) if proper.fallback.args else NoneType()
    steps = carried.type.fullname if isinstance(carried, Instance) else None
    return NamedSide(_SIDES[proper.fallback.type.fullname], literal_name(carried), steps)


def literal_name(typ: Type) -> str | None:
    """Return the text of a literal string type, None for any other type."""
    proper = get_proper_type(typ)
    return (
        proper.value if isinstance(proper, LiteralType) and isinstance(proper.value, str) else None
    )


def named_literal(name: str | None, named_type: NamedType) -> ProperType:
    """Return the literal type that carries a name, or ``None`` for no name."""
    return NoneType() if name is None else LiteralType(name, named_type(names.STR, []))


def dual_callable(signature: CallableType, twin: str | None, named_type: NamedType) -> CallableType:
    """Return a signature as a dual function's, without the keyword ``_sync``."""
    return signature.copy_modified(
        ret_type=named_type(names.VALUE_OR_COROUTINE, [signature.ret_type]),
        fallback=named_type(names.DUAL_FUNCTION, [named_literal(twin, named_type)]),
        name=signature.name or UNNAMED,
    )


def with_sync_keyword(
    signature: CallableType, named_type: NamedType, *, is_call: bool = False
) -> CallableType:
    """Return a dual function's signature with the keyword ``_sync``, before ``**kwargs``.

    Within ``*P.args, **P.kwargs`` it can stand for one call only: substitution would break it.
    """
    has_tail = signature.param_spec() is not None
    if names.SYNC_KEYWORD in signature.arg_names or (has_tail and not is_call):
        return signature
    arg_names, kinds = list(signature.arg_names), list(signature.arg_kinds)
    types = list(signature.arg_types)
    has_rest = bool(kinds) and kinds[-1] == ARG_STAR2
    place = len(kinds) - int(has_rest)
    arg_names.insert(place, names.SYNC_KEYWORD)
    kinds.insert(place, ARG_NAMED_OPT)
    types.insert(place, named_type(names.BOOL, []))
    return signature.copy_modified(arg_types=types, arg_kinds=kinds, arg_names=arg_names)


def without_sync_keyword(signature: CallableType) -> CallableType:
    """Return a dual function's signature without the keyword ``_sync``."""
    kept = [i for i, name in enumerate(signature.arg_names) if name != names.SYNC_KEYWORD]
    return signature.copy_modified(
        arg_types=[signature.arg_types[i] for i in kept],
        arg_kinds=[signature.arg_kinds[i] for i in kept],
        arg_names=[signature.arg_names[i] for i in kept],
    )


def coroutine_of(result: Type, named_type: NamedType) -> Instance:
    """Return ``Coroutine[Any, Any, T]``."""
    # An explicit Any would make `asyncio.gather` give `Future[Any]`.
    anything = AnyType(TypeOfAny.special_form)
    return named_type(names.COROUTINE, [anything, anything, result])
