"""In what do the signatures of two functions differ?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from mypy.expandtype import expand_type
from mypy.nodes import (
    ARG_NAMED,
    ARG_NAMED_OPT,
    ARG_OPT,
    ARG_POS,
    ARG_STAR,
    ARG_STAR2,
    BytesExpr,
    ComplexExpr,
    FloatExpr,
    IntExpr,
    NameExpr,
    StrExpr,
    UnaryExpr,
)
from mypy.subtypes import is_equivalent
from mypy.types import AnyType, TypeOfAny, TypeVarType

from duotone._signature import (
    KEYWORD_ONLY,
    POSITIONAL,
    POSITIONAL_ONLY,
    VAR_KEYWORD,
    VAR_POSITIONAL,
    Parameter,
    differences,
)

from ._checker import arguments_of
from ._native_pair import definition_of, takes_receiver
from ._pair_messages import (
    gives_another_type,
    has_other_overloads,
    in_overload,
    parameter_has_another_type,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from mypy.nodes import Argument, Expression
    from mypy.options import Options
    from mypy.types import CallableType, Type, TypeVarId, TypeVarLikeType

_KINDS: Final = {
    ARG_POS: POSITIONAL,
    ARG_OPT: POSITIONAL,
    ARG_STAR: VAR_POSITIONAL,
    ARG_NAMED: KEYWORD_ONLY,
    ARG_NAMED_OPT: KEYWORD_ONLY,
    ARG_STAR2: VAR_KEYWORD,
}
_CONSTANTS: Final = {"True": True, "False": False, "None": None}
_NOT_LITERAL: Final = object()


class Rules(NamedTuple):
    """How two signatures are compared, and how their types are shown."""

    options: Options
    #: The module that is being checked: only what stands in it can be looked into.
    module: str
    #: Whether the first parameter is the receiver, whose type follows the class.
    has_receiver: bool
    #: Whether two types mean the same in the two functions.
    is_same: Callable[[Type, Type], bool] = is_equivalent


def overload_differences(
    ours: list[CallableType], theirs: list[CallableType], rules: Rules
) -> list[str]:
    """Return the differences of two functions, overload by overload."""
    if len(ours) != len(theirs):
        return [has_other_overloads(len(ours), len(theirs))]
    if len(ours) == 1:
        return _signature_differences(ours[0], theirs[0], rules)
    found: list[str] = []
    for place, (mine, its) in enumerate(zip(ours, theirs, strict=True), start=1):
        found += in_overload(place, _signature_differences(mine, its, rules))
    return found


def _signature_differences(ours: CallableType, theirs: CallableType, rules: Rules) -> list[str]:
    """Return in what parameters and result of the second signature differ from the first."""
    theirs = _with_variables_of(ours, theirs)
    mine, its = _parameters(ours, theirs, rules), _parameters(theirs, ours, rules)
    found = sorted(differences(mine, its))
    if not found:
        found = list(_type_differences(ours, theirs, mine, rules))
    if not rules.is_same(ours.ret_type, theirs.ret_type):
        found.append(gives_another_type(ours.ret_type, theirs.ret_type, rules.options))
    return found


def _type_differences(
    ours: CallableType, theirs: CallableType, parameters: list[Parameter], rules: Rules
) -> Iterator[str]:
    types_by_name = dict(zip(_names(theirs, ours, rules), theirs.arg_types, strict=True))
    for index, (parameter, mine) in enumerate(zip(parameters, ours.arg_types, strict=True)):
        its = types_by_name[parameter.name]
        is_receiver = rules.has_receiver and index == 0
        if not is_receiver and not rules.is_same(mine, its):
            yield parameter_has_another_type(parameter.name, mine, its, rules.options)


def _parameters(function: CallableType, other: CallableType, rules: Rules) -> list[Parameter]:
    """Return a signature's parameters, as the runtime compares them."""
    mine, its = _defaults(function, rules), _defaults(other, rules)
    parameters = []
    for index, (name, kind) in enumerate(
        zip(_names(function, other, rules), function.arg_kinds, strict=True)
    ):
        is_nameless = function.arg_names[index] is None
        runtime_kind = POSITIONAL_ONLY if is_nameless and kind.is_positional() else _KINDS[kind]
        if not kind.is_optional():
            parameters.append(Parameter(name, runtime_kind))
            continue
        # A default is compared where both can be seen; anywhere else all are alike.
        is_visible = name in mine and name in its
        parameters.append(Parameter(name, runtime_kind, mine[name] if is_visible else ...))
    return parameters


def _names(function: CallableType, other: CallableType, rules: Rules) -> list[str]:
    """Return the names of the parameters; a positional-only one is named by its place."""
    written = _written_in(function, rules) if _written_in(other, rules) else None
    found = []
    for index, name in enumerate(function.arg_names):
        by_place = other.arg_names[index] if index < len(other.arg_names) else None
        in_source = None if written is None else written[index].variable.name
        found.append(name or in_source or by_place or f"argument {index + 1}")
    return found


def _defaults(function: CallableType, rules: Rules) -> dict[str, Any]:
    """Return the literal defaults that can be seen, by name."""
    values = {
        argument.variable.name: _literal_value(argument.initializer)
        for argument in _written_in(function, rules) or []
    }
    return {name: value for name, value in values.items() if value is not _NOT_LITERAL}


def _written_in(function: CallableType, rules: Rules) -> list[Argument] | None:
    """Return the parameters of a ``def`` if it stands in the module that is being checked.

    mypy's cache keeps no bodies: to look into another module would tell cold from warm runs.
    """
    definition = definition_of(function)
    if definition is None:
        return None
    module = (
        definition.info.module_name if definition.info else definition.fullname.rpartition(".")[0]
    )
    arguments = arguments_of(definition)
    is_bound = takes_receiver(definition) and len(arguments) == len(function.arg_names) + 1
    seen = arguments[1:] if is_bound else arguments
    is_visible = module in {"", rules.module} and len(seen) == len(function.arg_names)
    return seen if is_visible else None


def _literal_value(expression: Expression | None) -> Any:
    if isinstance(expression, IntExpr | StrExpr | FloatExpr | ComplexExpr):
        return expression.value
    if isinstance(expression, BytesExpr):
        return expression.value.encode("latin-1", "backslashreplace")
    if isinstance(expression, UnaryExpr) and expression.op == "-":
        value = _literal_value(expression.expr)
        return -value if isinstance(value, int | float | complex) else _NOT_LITERAL
    if isinstance(expression, NameExpr):
        return _CONSTANTS.get(expression.name, _NOT_LITERAL)
    return _NOT_LITERAL


def _with_variables_of(ours: CallableType, theirs: CallableType) -> CallableType:
    """Return a generic signature with the type variables of the other one in place of its own."""
    replaced = _replacements(ours, theirs)
    if not replaced:
        return theirs
    bare = theirs.copy_modified(variables=())
    expanded = expand_type(bare, replaced)
    return theirs.copy_modified(
        arg_types=expanded.arg_types, ret_type=expanded.ret_type, variables=ours.variables
    )


def _replacements(ours: CallableType, theirs: CallableType) -> Mapping[TypeVarId, Type]:
    by_name = {variable.name: variable for variable in ours.variables}
    in_order = list(ours.variables) if len(ours.variables) == len(theirs.variables) else []
    found: dict[TypeVarId, Type] = {}
    for index, variable in enumerate(theirs.variables):
        counterpart = by_name.get(variable.name) or (in_order[index] if in_order else None)
        if counterpart is not None and _is_alike(counterpart, variable):
            found[variable.id] = counterpart
        elif variable.id.raw_id > 0:
            # A class's own variable, of a method that was reached through that generic class.
            found[variable.id] = AnyType(TypeOfAny.special_form)
    return found


def _is_alike(one: TypeVarLikeType, other: TypeVarLikeType) -> bool:
    if not isinstance(one, TypeVarType) or not isinstance(other, TypeVarType):
        return type(one) is type(other)
    return (
        is_equivalent(one.upper_bound, other.upper_bound)
        and len(one.values) == len(other.values)
        and all(map(is_equivalent, one.values, other.values))
    )
