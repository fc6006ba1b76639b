"""Does a type of an async class stand for the same as one of its sync twin?

``AsyncClient`` stands for ``Client``, ``AsyncIterator`` for ``Iterator``, and a callback of the
async class may be an ``async def``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mypy.maptype import map_instance_to_supertype
from mypy.subtypes import is_equivalent
from mypy.types import CallableType, Instance, TupleType, TypeType, UnionType, get_proper_type

from ._native_pair import awaited
from ._pair_names import async_class_name_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy.types import ProperType, Type

#: What a generator's type says beyond its items is about ``send``, and differs in number.
_GENERATORS: Final = {
    "typing.Generator": "typing.Iterator",
    "typing.AsyncGenerator": "typing.AsyncIterator",
}


def is_counterpart(mine: Type, its: Type) -> bool:
    """Tell whether the second type is to async code what the first is to sync code."""
    sync, aio = _without_send(get_proper_type(mine)), _without_send(get_proper_type(its))
    if is_equivalent(sync, aio):
        return True
    if isinstance(sync, Instance) and isinstance(aio, Instance):
        return _is_named_alike(sync, aio) and _are_counterparts(sync.args, aio.args)
    if isinstance(sync, CallableType) and isinstance(aio, CallableType):
        return _are_counterparts(sync.arg_types, aio.arg_types) and (
            is_counterpart(sync.ret_type, awaited(aio.ret_type) or aio.ret_type)
        )
    return type(sync) is type(aio) and _are_counterparts(_parts_of(sync), _parts_of(aio), least=1)


def _parts_of(typ: ProperType) -> list[Type]:
    if isinstance(typ, UnionType | TupleType):
        return typ.items
    return [typ.item] if isinstance(typ, TypeType) else []


def _are_counterparts(mine: Sequence[Type], its: Sequence[Type], least: int = 0) -> bool:
    return least <= len(mine) == len(its) and all(map(is_counterpart, mine, its))


def _is_named_alike(sync: Instance, aio: Instance) -> bool:
    name = sync.type.name
    return aio.type is sync.type or aio.type.name in {
        async_class_name_for(name),
        name.replace("Abstract", "AbstractAsync"),
    }


def _without_send(typ: ProperType) -> ProperType:
    if not isinstance(typ, Instance) or typ.type.fullname not in _GENERATORS:
        return typ
    iterator = _GENERATORS[typ.type.fullname]
    base = next((base for base in typ.type.mro if base.fullname == iterator), None)
    return typ if base is None else map_instance_to_supertype(typ, base)
