"""What is known of a callee, or of an attribute, from its full name alone?

mypy chooses hooks by name. A hook for a name that does not concern us would hide those of other
plugins, so the declared type that stands behind the name is looked at first.
"""

from __future__ import annotations

from operator import is_
from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.nodes import Decorator, FuncDef, OverloadedFuncDef, TypeInfo, Var
from mypy.types import (
    CallableType,
    Instance,
    Overloaded,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from . import _names as names
from ._dual_type import is_dual, named_side_of, result_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.nodes import SymbolNode, SymbolTableNode
    from mypy.types import Type

    LookUp = Callable[[str], SymbolTableNode | None]

_BUILTINS: Final = "builtins."
_CONSTRUCTORS: Final = ("__init__", "__new__")


class Role(NamedTuple):
    """What a callee may have to do with dual functions."""

    #: Whether it may be one, or a side of one.
    may_be_dual: bool
    #: Whether it may call one that it is given, or give back one of several, or a decorator.
    may_take_dual: bool


_ANY_ROLE: Final = Role(may_be_dual=True, may_take_dual=True)
_NO_ROLE: Final = Role(may_be_dual=False, may_take_dual=False)


class _Known(NamedTuple):
    #: Kept to see that the daemon has not given the name another type.
    types: list[Type]
    role: Role


class Callees:
    """The callees and attributes of a build, by full name."""

    def __init__(self, look_up: LookUp, *, in_daemon: bool) -> None:
        self._look_up = look_up
        self._known: dict[str, _Known] = {}
        #: Roles that no later part of a build can change; in the daemon, any edit can.
        self._settled: dict[str, Role] | None = None if in_daemon else {}

    def role_of(self, fullname: str) -> Role:
        """Return what a callee may have to do with dual functions."""
        settled = None if self._settled is None else self._settled.get(fullname)
        if settled is not None:
            return settled
        if is_bare(fullname):
            return _ANY_ROLE
        node = self._node(fullname)
        if node is None:
            return _NO_ROLE
        role = self._role_of_node(fullname, node)
        if self._settled is not None and _is_settled(fullname, node):
            self._settled[fullname] = role
        return role

    def _role_of_node(self, fullname: str, node: SymbolNode) -> Role:
        types = _signatures(node)
        known = self._known.get(fullname)
        if known is None or not _are_same(known.types, types):
            role = Role(any(map(_is_dual_or_side, types)), any(map(_takes_function, types)))
            known = self._known[fullname] = _Known(types, role)
        return known.role

    def has_settled(self, fullname: str) -> bool:
        """Tell whether the role of a callee stays what it is."""
        return self._settled is not None and fullname in self._settled

    def gives_implicit_result(self, fullname: str) -> bool:
        """Tell whether reading an attribute calls a dual function: a property over one."""
        typ = _value_type(self._node(fullname))
        proper = None if typ is None else get_proper_type(typ)
        if not isinstance(proper, Instance):
            return False
        # A property gives the marker itself, a descriptor such as `cached_property` holds it.
        return any(result_of(each) is not None for each in (proper, *proper.args))

    def _node(self, fullname: str) -> SymbolNode | None:
        symbol = self._look_up(fullname)
        if symbol is None:
            owner, _, name = fullname.rpartition(".")
            holder = self._look_up(owner) if owner else None
            if holder is None or not isinstance(holder.node, TypeInfo):
                return None
            symbol = holder.node.get(name) or _in_metaclass(holder.node, name)
        return None if symbol is None else symbol.node


def _in_metaclass(info: TypeInfo, name: str) -> SymbolTableNode | None:
    """Return what a class, rather than its instances, has from its metaclass."""
    return None if info.metaclass_type is None else info.metaclass_type.type.get(name)


def is_bare(fullname: str) -> bool:
    """Tell whether mypy gives only the callee's own name: there is no symbol to look at."""
    return "." not in fullname or " of " in fullname


def _is_settled(fullname: str, node: SymbolNode) -> bool:
    """Tell whether mypy has nothing more to find out about the signatures of a callee.

    What a decorator or an assignment makes of a name is found out while files are checked.
    """
    if fullname.startswith(_BUILTINS) or isinstance(node, FuncDef):
        return True
    if not isinstance(node, TypeInfo):
        return False
    symbols = [node.get(name) for name in _CONSTRUCTORS]
    return all(symbol is None or isinstance(symbol.node, FuncDef) for symbol in symbols)


def _value_type(node: SymbolNode | None) -> Type | None:
    """Return the type that reading a name gives, as far as it is declared."""
    if isinstance(node, OverloadedFuncDef) and node.is_property:
        node = node.items[0]
    if isinstance(node, Decorator):
        typ = get_proper_type(node.var.type)
        is_getter = node.var.is_property and isinstance(typ, CallableType)
        return typ.ret_type if is_getter and isinstance(typ, CallableType) else typ
    return node.type if isinstance(node, Var | OverloadedFuncDef) else None


def _signatures(node: SymbolNode) -> list[Type]:
    """Return the declared types that a call of a name is checked with."""
    if not isinstance(node, TypeInfo):
        typ = _declared_type(node)
        return [] if typ is None else [typ]
    symbols = [node.get(name) for name in _CONSTRUCTORS]
    types = [_declared_type(symbol.node) for symbol in symbols if symbol is not None]
    return [typ for typ in types if typ is not None]


def _declared_type(node: SymbolNode | None) -> Type | None:
    return node.type if isinstance(node, FuncDef) else _value_type(node)


def _is_dual_or_side(typ: Type) -> bool:
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return any(map(_is_dual_or_side, proper.items))
    if isinstance(proper, Instance):
        is_descriptor = proper.type.fullname in names.DESCRIPTORS
        return is_descriptor and any(result_of(arg) is not None for arg in proper.args)
    return is_dual(proper) or named_side_of(proper) is not None


def _are_same(known: list[Type], types: list[Type]) -> bool:
    return len(known) == len(types) and all(map(is_, known, types))


def _takes_function(typ: Type) -> bool:
    """Tell whether a callee takes a function, or gives back one of several arguments."""
    proper = get_proper_type(typ)
    if isinstance(proper, Overloaded):
        return any(map(_takes_function, proper.items))
    if not isinstance(proper, CallableType):
        return False
    takes = any(map(is_function, proper.arg_types))
    return takes or _joins_arguments(proper) or is_decorator(proper.ret_type)


def is_decorator(typ: Type) -> bool:
    """Tell whether a type is that of functions that take a function."""
    proper = get_proper_type(typ)
    items = proper.items if isinstance(proper, CallableType | Overloaded) else []
    return any(is_function(taken) for item in items for taken in item.arg_types)


def is_dual_callee(typ: Type) -> bool:
    """Tell whether calling something of this type calls a dual function."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return any(map(is_dual_callee, proper.items))
    if not isinstance(proper, Instance):
        return is_dual(proper)
    method = proper.type.get("__call__")
    declared = None if method is None else _value_type(method.node)
    return declared is not None and is_dual(declared)


def is_function(typ: Type) -> bool:
    """Tell whether a type is that of functions, or may be."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return any(map(is_function, proper.items))
    if isinstance(proper, Instance):
        return is_callback(proper.type)
    return isinstance(proper, CallableType | Overloaded)


def is_callback(info: TypeInfo) -> bool:
    """Tell whether a class is a protocol for functions."""
    return info.is_protocol and "__call__" in info.protocol_members


def _joins_arguments(callee: CallableType) -> bool:
    result = get_proper_type(callee.ret_type)
    if not isinstance(result, TypeVarType):
        return False
    return sum(get_proper_type(arg) == result for arg in callee.arg_types) > 1
