"""Does mypy refuse `**kwargs` only because it fills ``_sync`` from them?

`signature` takes ``_sync`` out of a call that does not name it. mypy asks no plugin for the
signature of a callee without a full name: ``super().load``, ``table["load"]``, ``load.__call__``.
There its error about ``_sync`` is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mypy import errorcodes
from mypy.argmap import map_actuals_to_formals
from mypy.nodes import ARG_STAR2, CallExpr
from mypy.types import CallableType, Instance, TypeVarType, UnionType, get_proper_type

from duotone_mypy import _names as names
from duotone_mypy._checker import declared_type, solve_call
from duotone_mypy._dual_type import is_dual, without_sync_keyword
from duotone_mypy._handover import Extent, expressions_in, extent_of

if TYPE_CHECKING:
    from mypy.errors import ErrorInfo
    from mypy.plugin import CheckerPluginInterface
    from mypy.types import ProperType, Type

#: How mypy refuses ``**kwargs`` for a parameter of the type of ``_sync``.
_GIVEN: Final = ' has incompatible type "**'
_EXPECTED: Final = '; expected "bool"'


def is_about_sync_keyword(api: CheckerPluginInterface, error: ErrorInfo) -> bool:
    """Tell whether an error refuses ``**kwargs`` for ``_sync``, and for no other parameter."""
    message = error.message
    if error.code != errorcodes.ARG_TYPE or _GIVEN not in message:
        return False
    found = _unpacked_at(api, error) if message.endswith(_EXPECTED) else None
    if found is None:
        return False
    signatures = _signatures_of(declared_type(api, found[0].callee))
    # For another parameter of this type, mypy has the same words.
    return any(map(is_dual, signatures)) and not any(
        _takes_bool(api, signature, *found) for signature in signatures
    )


def _unpacked_at(api: CheckerPluginInterface, error: ErrorInfo) -> tuple[CallExpr, int] | None:
    """Return the call with the ``**kwargs`` that an error is about, and their place in it."""
    extent = Extent((error.line, error.column), (error.end_line, error.end_column))
    calls = (each for each in expressions_in(api) if isinstance(each, CallExpr))
    given = (
        (call, at) for call in calls for at, kind in enumerate(call.arg_kinds) if kind == ARG_STAR2
    )
    return next(((call, at) for call, at in given if extent_of(call.args[at]) == extent), None)


def _signatures_of(callee: Type) -> list[ProperType]:
    """Return what may be called."""
    proper = get_proper_type(callee)
    if isinstance(proper, TypeVarType):
        return _signatures_of(proper.upper_bound)
    if isinstance(proper, UnionType):
        return [each for item in proper.items for each in _signatures_of(item)]
    return [proper]


def _takes_bool(
    api: CheckerPluginInterface, signature: ProperType, call: CallExpr, at: int
) -> bool:
    """Tell whether an argument is given to a parameter of type bool besides ``_sync``."""
    if not isinstance(signature, CallableType):
        return True  # what else may be called, is not looked at
    plain = without_sync_keyword(signature) if is_dual(signature) else signature
    solved = solve_call(api, plain, call, without=names.SYNC_KEYWORD) or plain
    filled = map_actuals_to_formals(
        call.arg_kinds,
        call.arg_names,
        solved.arg_kinds,
        solved.arg_names,
        lambda place: declared_type(api, call.args[place]),
    )
    types = zip(solved.arg_types, filled, strict=True)
    return any(_is_bool(typ) for typ, places in types if at in places)


def _is_bool(typ: Type) -> bool:
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.fullname == names.BOOL
