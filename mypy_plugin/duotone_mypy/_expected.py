"""Does mypy expect a function that gives an awaitable, by its types and by its messages?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mypy.types import FunctionLike, Instance, UnionType, get_proper_type

from . import _names as names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.types import CallableType, Type

_AWAITABLES: Final = tuple(f"{name.rpartition('.')[-1]}[" for name in sorted(names.AWAITABLES))
_ARROW: Final = " -> "
_OR: Final = " | "
_CALLABLE: Final = "Callable["
_DEF: Final = "def "


def awaitable_is_shown(expected: str) -> bool:
    """Tell whether all functions of a type that is shown give awaitables, and nothing else."""
    # A result that is a union would be taken apart otherwise.
    items = [expected] if expected.startswith(_DEF) else _split(expected, _OR)
    results = [result for item in items for result in _results(item)]
    return bool(results) and all(result.startswith(_AWAITABLES) for result in results)


def awaitable_is_expected(expected: Type) -> bool:
    """Tell whether all functions of a type give awaitables, and nothing else."""
    calls = list(_calls(expected))
    return bool(calls) and all(is_awaitable(call.ret_type) for call in calls)


def is_awaitable(typ: Type) -> bool:
    """Tell whether a type is one that what a coroutine function gives can be expected as."""
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return all(map(is_awaitable, proper.items))
    return isinstance(proper, Instance) and proper.type.fullname in names.AWAITABLES


def _calls(expected: Type) -> Iterator[CallableType]:
    """Yield the signatures of the functions in a type, and of its callback protocols."""
    proper = get_proper_type(expected)
    if isinstance(proper, UnionType):
        for item in proper.items:
            yield from _calls(item)
    elif isinstance(proper, FunctionLike):
        yield from proper.items
    elif isinstance(proper, Instance):
        symbol = proper.type.get("__call__")
        call = None if symbol is None or symbol.type is None else get_proper_type(symbol.type)
        yield from call.items if isinstance(call, FunctionLike) else ()


def _results(item: str) -> Iterator[str]:
    """Yield what a function gives, item by item; nothing for a type of another kind."""
    item = item.removeprefix("(")
    if item.startswith(_DEF):
        yield from _split(_split(item, _ARROW)[-1], _OR)
    elif item.startswith(_CALLABLE):
        yield from _split(_split(item[len(_CALLABLE) : -1], ", ")[-1], _OR)


def _split(text: str, separator: str) -> list[str]:
    """Return the parts of a text between the separators that stand in no brackets."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if depth <= 0 and text.startswith(separator, place):
            parts.append(text[start:place])
            start = place + len(separator)
    return [*parts, text[start:]]
