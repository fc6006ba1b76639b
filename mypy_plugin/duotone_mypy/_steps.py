"""How is what a dual generator or context manager function gives used in a coroutine?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mypy.nodes import DictionaryComprehension, ForStmt, GeneratorExpr

from ._checker import scopes
from ._reference import written_as
from ._tree import parent_of

if TYPE_CHECKING:
    from mypy.nodes import Context, Expression
    from mypy.plugin import CheckerPluginInterface


#: What stands for the item where no loop shows its name.
_ITEM: Final = "item"


def async_use(
    api: CheckerPluginInterface, given: Context, written: str, *, is_manager: bool
) -> str:
    """Return the head of the statement that uses something without blocking."""
    if is_manager:
        return f"async with {written}"
    index = index_over(api, given)
    return f"async for {_ITEM if index is None else written_as(api, index)} in {written}"


def index_over(api: CheckerPluginInterface, given: Context) -> Expression | None:
    """Return the target of the loop over something, None where no loop is over it."""
    parent = parent_of(scopes(api), given)
    if isinstance(parent, ForStmt):
        return parent.index
    if isinstance(parent, GeneratorExpr | DictionaryComprehension) and given in parent.sequences:
        return parent.indices[parent.sequences.index(given)]
    return None
