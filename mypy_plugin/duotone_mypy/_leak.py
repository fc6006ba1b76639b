"""Where does the marker of an implicit call stand in a type, and what belongs there?

The marker belongs in one place only: the result of a callable, which makes that callable dual.
Anywhere else it has come through the type variables of a function that was given a dual one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from mypy.type_visitor import TypeTranslator
from mypy.types import CallableType, Instance, Type, TypeAliasType, get_proper_type
from typing_extensions import override

from . import _names as names
from ._dual_type import UNNAMED, result_of, without_sync_keyword

if TYPE_CHECKING:
    from collections.abc import Callable


class Survey(NamedTuple):
    """What became of the marker in a type."""

    #: Whether the marker stands where it does not belong.
    has_leak: bool
    #: Whether the type holds a dual function.
    has_dual: bool
    #: The type with what one side gives wherever the marker does not belong.
    plain: Type


def survey(typ: Type, give: Callable[[Type], Type] = lambda result: result) -> Survey:
    """Look for the marker in a type, and put there what ``give`` makes of a result."""
    translator = _Plain(give)
    plain = typ.accept(translator)
    return Survey(translator.has_leak, translator.has_dual, plain)


def named(typ: Type) -> Type:
    """Return a type whose dual functions have names: mypy asks about no call of a nameless one."""
    return typ.accept(_Named())


class _Translator(TypeTranslator):
    @override
    def visit_type_alias_type(self, t: TypeAliasType, /) -> Type:
        return t.copy_modified(args=[arg.accept(self) for arg in t.args])


class _Plain(_Translator):
    def __init__(self, give: Callable[[Type], Type]) -> None:
        super().__init__()
        self._give = give
        self.has_leak = False
        self.has_dual = False

    @override
    def visit_instance(self, t: Instance, /) -> Type:
        result = result_of(t)
        if result is not None:
            self.has_leak = True
            return self._give(result.accept(self))
        if t.type.fullname == names.SINGLE_DISPATCH:
            # mypy keeps the function in it, and has it called.
            return super().visit_instance(t.copy_modified(args=list(map(self._called, t.args))))
        if t.type.fullname == names.PARTIAL and result_of(t.args[0]) is not None:
            self.has_dual = True
            return t  # a call of it is resolved from its place
        return super().visit_instance(t)

    def _called(self, typ: Type) -> Type:
        proper = get_proper_type(typ)
        result = result_of(proper.ret_type) if isinstance(proper, CallableType) else None
        if result is None or not isinstance(proper, CallableType):
            return typ
        self.has_leak = True
        return without_sync_keyword(proper).copy_modified(ret_type=self._give(result))

    @override
    def visit_callable_type(self, t: CallableType, /) -> Type:
        marker = get_proper_type(t.ret_type)
        result = result_of(marker)
        if result is None or not isinstance(marker, Instance):
            return super().visit_callable_type(t)
        self.has_dual = True
        unmarked = t.copy_modified(ret_type=result)
        plain = cast("CallableType", super().visit_callable_type(unmarked))
        return plain.copy_modified(ret_type=marker.copy_modified(args=[plain.ret_type]))


class _Named(_Translator):
    @override
    def visit_callable_type(self, t: CallableType, /) -> Type:
        translated = cast("CallableType", super().visit_callable_type(t))
        if t.name or result_of(t.ret_type) is None:
            return translated
        return translated.copy_modified(name=UNNAMED)
