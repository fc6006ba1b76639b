"""Does a type of an async class stand for the same as one of its sync twin?

``AsyncClient`` stands for ``Client``, ``AsyncIterator`` for ``Iterator``, and a callback of the
async class may be an ``async def``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.maptype import map_instance_to_supertype
from mypy.subtypes import is_equivalent
from mypy.types import CallableType, Instance, TupleType, TypeType, UnionType, get_proper_type

from . import _names as names
from ._native_pair import awaited
from ._pair_names import async_class_name_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mypy.nodes import TypeInfo
    from mypy.types import ProperType, Type

_ITERATORS: Final = ("typing.Iterator", "typing.AsyncIterator")
_MANAGERS: Final = ("contextlib.AbstractContextManager", "contextlib.AbstractAsyncContextManager")
#: What the type of a generator or manager says beyond its items is about ``send`` and exceptions,
#: and differs in number. A dual one is either kind, as its class asks for.
_PLAINER: Final = {
    "typing.Generator": (_ITERATORS[0], _ITERATORS[0]),
    "typing.AsyncGenerator": (_ITERATORS[1], _ITERATORS[1]),
    "contextlib._GeneratorContextManager": (_MANAGERS[0], _MANAGERS[0]),
    "contextlib._AsyncGeneratorContextManager": (_MANAGERS[1], _MANAGERS[1]),
    names.DUAL_GENERATOR: _ITERATORS,
    names.DUAL_CONTEXT_MANAGER: _MANAGERS,
}


class Counterparts(NamedTuple):
    """Two classes that are declared to be twins, whatever their names."""

    sync: TypeInfo
    aio: TypeInfo

    def is_counterpart(self, mine: Type, its: Type) -> bool:
        """Tell whether the second type is to async code what the first is to sync code."""
        sync = _plainer(get_proper_type(mine), is_async=False)
        aio = _plainer(get_proper_type(its), is_async=True)
        if is_equivalent(sync, aio):
            return True
        if isinstance(sync, Instance) and isinstance(aio, Instance):
            is_pair = (sync.type, aio.type) == (self.sync, self.aio)
            return (is_pair or _is_named_alike(sync, aio)) and self._are_all(sync.args, aio.args)
        if isinstance(sync, CallableType) and isinstance(aio, CallableType):
            return self._are_all(sync.arg_types, aio.arg_types) and (
                self.is_counterpart(sync.ret_type, awaited(aio.ret_type) or aio.ret_type)
            )
        is_same_kind = type(sync) is type(aio)
        return is_same_kind and self._are_all(_parts_of(sync), _parts_of(aio), least=1)

    def _are_all(self, mine: Sequence[Type], its: Sequence[Type], least: int = 0) -> bool:
        is_same_number = least <= len(mine) == len(its)
        return is_same_number and all(map(self.is_counterpart, mine, its))


def _parts_of(typ: ProperType) -> list[Type]:
    if isinstance(typ, UnionType | TupleType):
        return typ.items
    return [typ.item] if isinstance(typ, TypeType) else []


def _is_named_alike(sync: Instance, aio: Instance) -> bool:
    name = sync.type.name
    return aio.type is sync.type or aio.type.name in {
        async_class_name_for(name),
        name.replace("Abstract", "AbstractAsync"),
    }


def _plainer(typ: ProperType, *, is_async: bool) -> ProperType:
    plainer = _PLAINER.get(typ.type.fullname) if isinstance(typ, Instance) else None
    if plainer is None or not isinstance(typ, Instance):
        return typ
    fullname = plainer[is_async]
    base = next((base for base in typ.type.mro if base.fullname == fullname), None)
    return typ if base is None else map_instance_to_supertype(typ, base)
