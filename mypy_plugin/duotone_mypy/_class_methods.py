"""Which public methods does a class offer, as mypy sees them?

The run-time twin of this file is ``duotone/_methods.py``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.nodes import Decorator, FuncDef, OverloadedFuncDef
from mypy.subtypes import find_member
from mypy.types import FunctionLike, Instance, get_proper_type
from mypy.typevars import fill_typevars

from duotone._methods import SPECIAL_TWINS

from ._native_pair import is_async_def, plain_signatures

if TYPE_CHECKING:
    from mypy.nodes import SymbolNode, TypeInfo
    from mypy.types import CallableType

_SPECIAL: Final = frozenset(SPECIAL_TWINS) | frozenset(SPECIAL_TWINS.values())


class Method(NamedTuple):
    """One method of a class."""

    name: str
    owner: TypeInfo
    definition: FuncDef
    #: What a call gives once it is awaited, one for each overload; None when mypy does not know.
    signatures: list[CallableType] | None
    #: Whether every call gives something to await.
    is_async: bool

    @property
    def binding(self) -> str:
        """How it binds, in the runtime's words."""
        if self.definition.is_class:
            return "classmethod"
        return "staticmethod" if self.definition.is_static else "method"


def instance_of(info: TypeInfo, like: TypeInfo | None = None) -> Instance | None:
    """Return an instance of a class, in the type variables of another one where they match."""
    filled = fill_typevars(info)
    if not isinstance(filled, Instance):
        return None
    other = None if like is None else instance_of(like)
    if other is None or len(other.args) != len(filled.args):
        return filled
    return filled.copy_modified(args=other.args)


def methods_of(instance: Instance) -> dict[str, Method]:
    """Return the public methods of a class by name, inherited ones as well."""
    found: dict[str, Method] = {}
    for base in reversed(instance.type.mro):
        for name, symbol in base.names.items():
            definition = _definition_in(symbol.node)
            found.pop(name, None)
            if definition is None or not _is_public(name) or base.module_name == "builtins":
                continue
            typ = get_proper_type(find_member(name, instance, instance))
            signatures = plain_signatures(typ) if isinstance(typ, FunctionLike) else None
            is_async = isinstance(typ, FunctionLike) and is_async_def(typ)
            found[name] = Method(name, base, definition, signatures, is_async)
    return found


def _is_public(name: str) -> bool:
    return not name.startswith("_") or name in _SPECIAL


def _definition_in(node: SymbolNode | None) -> FuncDef | None:
    if isinstance(node, OverloadedFuncDef):
        node = node.impl or node.items[0]
    if isinstance(node, Decorator):
        node = node.func
    return node if isinstance(node, FuncDef) and not node.is_property else None
