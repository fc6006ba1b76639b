"""What is the type of a dual generator or context manager function to mypy?

A callable that gives the object of both kinds, so that it is bound, and its type variables are
solved, like any function. Its fallback, ``FactoryFunction``, carries ``.sync`` and ``.aio`` and
tells what the two sides give, but for the items: these are read from the callable's own result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mypy.maptype import map_instance_to_supertype
from mypy.types import CallableType, FunctionLike, Instance, Overloaded, UnionType, get_proper_type

from . import _names as names

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.types import Type

    NamedType = Callable[[str, list[Type]], Instance]

#: Which argument of a ``DualFactory`` is what; those of a ``FactoryFunction`` are its sides.
_BOTH: Final = 1
_SIDES: Final = slice(2, 4)
SYNC_SIDE: Final = 0
AIO_SIDE: Final = 1


def factory_callable(given: Type, factory: Instance, named_type: NamedType) -> FunctionLike | None:
    """Return the type of a decorated generator or context manager function.

    `factory` is the ``DualFactory`` that the decorator is annotated with, in which the type
    variables of a generic function are lost. None where the function's own type tells too little.
    """
    proper = get_proper_type(given)
    if not isinstance(proper, FunctionLike):
        return None
    fallback = named_type(names.FACTORY_FUNCTION, list(factory.args[_SIDES]))
    items = [_factory_item(item, factory.args[_BOTH], fallback) for item in proper.items]
    made = [item for item in items if item is not None]
    if len(made) != len(items):
        return None
    return made[0] if len(made) == 1 else Overloaded(made)


def is_factory_function(function: FunctionLike) -> bool:
    """Tell whether this is the type of a dual generator or context manager function."""
    return function.items[0].fallback.type.fullname == names.FACTORY_FUNCTION


def side_of_factory(factory: Type, side: int, function: Instance) -> Type | None:
    """Return the type of ``f.sync`` or ``f.aio``, None for a type without such sides.

    `function` is its fallback; one with an argument is given the class that the steps are of.
    """
    proper = get_proper_type(factory)
    if isinstance(proper, UnionType):  # mypy asks for each item, and shows the whole
        found = [side_of_factory(item, side, function) for item in proper.items]
        return UnionType.make_union([each for each in found if each is not None])
    items = proper.items if isinstance(proper, FunctionLike) else []
    sides = [each for item in items if (each := _side_item(item, side, function)) is not None]
    if not sides:
        return None
    return sides[0] if len(sides) == 1 else Overloaded(sides)


def _factory_item(item: CallableType, template: Type, fallback: Instance) -> CallableType | None:
    both = get_proper_type(template)
    stepped = _stepped(item.ret_type)
    if stepped is None or not isinstance(both, Instance):
        return None
    return item.copy_modified(ret_type=_filled(both, stepped), fallback=fallback)


def _side_item(item: CallableType, side: int, function: Instance) -> CallableType | None:
    sides = item.fallback.args if is_factory_function(item) else ()
    template = get_proper_type(sides[side]) if sides else None
    both = get_proper_type(item.ret_type)
    if not isinstance(template, Instance) or not isinstance(both, Instance):
        return None
    fallback = function.copy_modified(args=[both]) if function.args else function
    # mypy asks the plugin about no call of a nameless function.
    name = item.name or names.SIDE_ATTRIBUTES[side]
    return item.copy_modified(ret_type=_filled(template, both), fallback=fallback, name=name)


def _stepped(result: Type) -> Instance | None:
    """Return what a generator or context manager function gives, as one of the known classes."""
    proper = get_proper_type(result)
    if not isinstance(proper, Instance):
        return None
    bases = {base.fullname: base for base in proper.type.mro}
    known = next((bases[name] for name in names.STEPWISE_OBJECTS if name in bases), None)
    return None if known is None else map_instance_to_supertype(proper, known)


def _filled(template: Instance, stepped: Instance) -> Instance:
    """Return one class with the leading type arguments of another one."""
    kept = template.args[len(stepped.args) :]
    return template.copy_modified(args=[*stepped.args[: len(template.args)], *kept])
