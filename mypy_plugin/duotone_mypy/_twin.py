"""Which function is the twin of a dual function, and under which name is it found beside it?

The type of a dual function carries the name of its twin: ``DualFunction[Literal["aload"]]`` for an
async twin, ``DualFunction[SyncTwin[Literal["load_now"]]]`` for a sync one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.nodes import GDEF, LDEF, MDEF, FuncItem, MypyFile, NameExpr, TypeInfo
from mypy.types import FunctionLike, Instance, NoneType, get_proper_type

from . import _names as names
from ._checker import scopes
from ._dual_type import is_dual, literal_name, named_literal

if TYPE_CHECKING:
    from mypy.nodes import Expression
    from mypy.plugin import CheckerPluginInterface
    from mypy.types import ProperType, Type

    from ._dual_type import NamedType

#: What kind of name a function has that was written in each kind of scope.
_KINDS: Final = {MypyFile: GDEF, TypeInfo: MDEF}


class Twin(NamedTuple):
    """The twin that a dual function's type tells of."""

    name: str
    is_async: bool


def twin_of(dual: Type) -> Twin | None:
    """Return the twin of a dual function, None where it has none beside it."""
    proper = get_proper_type(dual)
    if not isinstance(proper, FunctionLike) or not is_dual(proper):
        return None
    carried = get_proper_type(proper.items[0].fallback.args[0])
    if isinstance(carried, Instance) and carried.type.fullname == names.SYNC_TWIN:
        name, is_async = literal_name(carried.args[0]), False
    else:
        name, is_async = literal_name(carried), True
    return None if name is None else Twin(name, is_async)


def carried_twin(twin: Twin | None, named_type: NamedType) -> ProperType:
    """Return the type that carries a twin in a dual function's type."""
    if twin is None:
        return NoneType()
    literal = named_literal(twin.name, named_type)
    return literal if twin.is_async else named_type(names.SYNC_TWIN, [literal])


def name_beside(api: CheckerPluginInterface, twin: Expression) -> str | None:
    """Return the twin's name if it was written in the scope that is being checked."""
    stack = scopes(api)
    if not stack or not isinstance(twin, NameExpr) or twin.node is None:
        return None
    scope = stack[-1]
    kind = LDEF if isinstance(scope, FuncItem) else _KINDS[type(scope)]
    if twin.kind != kind:
        return None
    is_imported = kind == GDEF and twin.node.fullname.rpartition(".")[0] != scope.fullname
    return None if is_imported else twin.name
