"""What did a function say about ``Self`` before a decorator lost it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mypy.erasetype import erase_typevars
from mypy.expandtype import expand_type
from mypy.nodes import Decorator
from mypy.typeops import get_all_type_vars
from mypy.types import (
    CallableType,
    FunctionLike,
    Instance,
    TypeType,
    TypeVarType,
    get_proper_type,
)

if TYPE_CHECKING:
    from mypy.nodes import SymbolNode
    from mypy.types import Type


def result_for_receiver(function: SymbolNode, receiver: Type | None) -> Type | None:
    """Return the result that the text of a method declares for the object or class called on.

    None where it declares nothing about ``Self``.
    """
    declared = _declared(function)
    bound = None if receiver is None else _instance_of(receiver)
    if declared is None or bound is None or not declared.arg_types:
        return None
    own = _self_variable(declared.arg_types[0])
    if own is None or own not in get_all_type_vars(declared.ret_type):
        return None
    result = expand_type(declared.ret_type, {own.id: bound})
    # What is left belongs to the class that defines the method.
    left = {variable.id for variable in get_all_type_vars(result)}
    kept = {variable.id for variable in get_all_type_vars(bound)}
    return erase_typevars(result, left - kept)


def _declared(function: SymbolNode) -> CallableType | None:
    typ = function.func.type if isinstance(function, Decorator) else None
    return typ if isinstance(typ, CallableType) else None


def _self_variable(first: Type) -> TypeVarType | None:
    proper = get_proper_type(first)
    if isinstance(proper, TypeType):
        proper = proper.item
    return proper if isinstance(proper, TypeVarType) else None


def _instance_of(receiver: Type) -> Instance | TypeVarType | None:
    """Return the object that is called on, or an object of the class that is called on."""
    proper = get_proper_type(receiver)
    if isinstance(proper, FunctionLike) and proper.is_type_obj():
        made = proper.items[0]
        variables = {variable.id for variable in made.variables}
        proper = get_proper_type(erase_typevars(made.ret_type, variables))
    if isinstance(proper, TypeType):
        proper = proper.item
    return proper if isinstance(proper, Instance | TypeVarType) else None
