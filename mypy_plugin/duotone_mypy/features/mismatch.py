"""What does mypy's own error say where a dual function is no plain one? ``dual-reference`` too.

An assignment, a ``return``, an argument, an item of a list: mypy refuses a dual function where the
type asks for a plain one, and no hook of its plugin interface sees that. So the plugin sees each
error before it is recorded. One that speaks of the marker of implicit calls, and stands at an
expression that is dual, is replaced by the plugin's own. In any other error the marker becomes
what it stands for: ``str | Coroutine[Any, Any, str]``. What the plugin is about to say better is
left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mypy import errorcodes
from mypy.nodes import OverloadedFuncDef, TypeInfo
from mypy.types import Instance

from duotone_mypy import _names as names
from duotone_mypy._callee import is_callback
from duotone_mypy._checker import modules_around, scopes
from duotone_mypy._codes import DUAL_PARITY
from duotone_mypy._expected import awaitable_is_expected, awaitable_is_shown
from duotone_mypy._handover import Extent, decorated_at, dual_within, report_handed_over
from duotone_mypy._overloads import decorator_of_implementation
from duotone_mypy._tree import all_statements_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.errors import ErrorInfo
    from mypy.nodes import Context, SymbolNode
    from mypy.plugin import CheckerPluginInterface

_CODES: Final = {
    errorcodes.ARG_TYPE,
    errorcodes.ASSIGNMENT,
    errorcodes.RETURN_VALUE,
    errorcodes.LIST_ITEM,
    errorcodes.DICT_ITEM,
    errorcodes.TYPEDDICT_ITEM,
    errorcodes.MISC,  # the type of a yielded value
}
#: What stands before the marker where mypy shows full names.
_MODULE_SHOWN: Final = names.VALUE_OR_COROUTINE.removesuffix(names.MARKER_SHOWN[:-1])
#: How mypy refuses the implementation of an overloaded function.
_IMPLEMENTATION: Final = "Overloaded function implementation cannot produce return type"
#: How mypy shows a function with several signatures, without their types.
_OVERLOADED: Final = "overloaded function"
#: How it shows the types of functions.
_FUNCTIONS: Final = ("Callable[", "def ", _OVERLOADED)


class Rewording:
    """Replaces or rewords each error of mypy that speaks of what only the plugin's types have.

    Those for which one of the questions that it is given is true are left out.
    """

    def __init__(self, *is_left_out: Callable[[CheckerPluginInterface, ErrorInfo], bool]) -> None:
        self._is_left_out = is_left_out
        self._replaced: ErrorInfo | None = None
        self._error: ErrorInfo | None = None

    def replaces(self, api: CheckerPluginInterface, info: ErrorInfo) -> bool:
        """Tell whether the plugin has reported something better than an error or a note."""
        if info.severity == "note" and names.DUAL_FUNCTION_SHOWN in info.message:
            # It compares what only the plugin's own type of a dual function has.
            self._replaced = self._error
        if info.severity == "note" and _is_about_same(info, self._replaced):
            return True
        if info.severity == "error":
            self._error = info
        is_left_out = (
            _is_about_kind(api, info)
            or _is_about_overloads(api, info)
            or any(ask(api, info) for ask in self._is_left_out)
        )
        self._replaced = info if is_left_out else None
        if self._replaced is not None:
            return True
        speaks_of_marker = names.MARKER_SHOWN in info.message
        if not speaks_of_marker and _OVERLOADED not in info.message:
            return False
        given = _given_at(api, info) if _is_refusal(api, info) else None
        if given is not None:
            self._replaced = info
            wants_awaitable = _is_of_awaitables(api, _expected_in(info))
            report_handed_over(api, given, wants_awaitable=wants_awaitable)
            return True
        if speaks_of_marker:
            info.message = without_marker(info.message)
        return False


def _is_about_kind(api: CheckerPluginInterface, info: ErrorInfo) -> bool:
    """Tell whether an error says that what is decorated is no ``async def``: `kind` says so."""
    message = info.message
    if info.code != errorcodes.ARG_TYPE or names.ANY_COROUTINE_SHOWN not in message:
        return False
    if _is_disabled(api):
        return False
    start, _, given = message.partition(' has incompatible type "')
    is_function = given.startswith((*_FUNCTIONS, "type["))
    return is_function and start.removeprefix("Argument 1 to ") in names.TAKERS_OF_COROUTINES_SHOWN


def _is_about_overloads(api: CheckerPluginInterface, info: ErrorInfo) -> bool:
    """Tell whether an error says that an implementation gives the marker: `overloads` says why."""
    if not info.message.startswith(_IMPLEMENTATION) or _is_disabled(api):
        return False
    stack = scopes(api)
    overloaded = (
        each
        for each in (all_statements_of(stack[-1]) if stack else ())
        if isinstance(each, OverloadedFuncDef) and each.impl is not None
    )
    return any(
        _is_around(each.impl, info.line) and decorator_of_implementation(each) is not None
        for each in overloaded
    )


def _is_around(statement: Context | None, line: int) -> bool:
    return statement is not None and statement.line <= line <= (statement.end_line or 0)


def _is_disabled(api: CheckerPluginInterface) -> bool:
    return DUAL_PARITY in api.options.disabled_error_codes


def _is_about_same(note: ErrorInfo, error: ErrorInfo | None) -> bool:
    """Tell whether a note explains an error that the user does not see."""
    if error is None:
        return False
    place = (error.line, error.column, error.code)
    return note.parent_error is error or (note.line, note.column, note.code) == place


def without_marker(message: str) -> str:
    """Return a message with what the marker stands for in its place."""
    before, marker, after = message.partition(names.MARKER_SHOWN)
    if not marker:
        return message
    end = _end_of_arguments(after)
    result = without_marker(after[:end])
    # `reveal_type` shows full names.
    is_full = before.endswith(_MODULE_SHOWN)
    coroutine = names.COROUTINE if is_full else "Coroutine"
    shown = f"{result} | {coroutine}[Any, Any, {result}]"
    before = before.removesuffix(_MODULE_SHOWN)
    return f"{before}{shown}{without_marker(after[end + 1 :])}"


def _end_of_arguments(text: str) -> int:
    depth = 1
    for place, character in enumerate(text):
        depth += (character == "[") - (character == "]")
        if depth == 0:
            return place
    return len(text)


def _is_refusal(api: CheckerPluginInterface, info: ErrorInfo) -> bool:
    """Tell whether an error refuses a type where it expects a function that is not dual."""
    if info.severity != "error" or info.code not in _CODES:
        return False
    return _is_of_functions(api, _expected_in(info))


def _expected_in(info: ErrorInfo) -> str:
    """Return the type that mypy expects: its messages end with it, in quotes."""
    return "".join(info.message.rsplit('"', 2)[-2:-1])


def _is_of_awaitables(api: CheckerPluginInterface, shown: str) -> bool:
    """Tell whether a message shows the type of functions that give nothing but awaitables."""
    if any(start in shown for start in _FUNCTIONS):
        return awaitable_is_shown(shown)
    return all(awaitable_is_expected(Instance(each, [])) for each in _callbacks_in(api, shown))


def _is_of_functions(api: CheckerPluginInterface, shown: str) -> bool:
    """Tell whether a message shows the type of functions, none of them dual."""
    if names.MARKER_SHOWN in shown:
        return False
    if any(start in shown for start in _FUNCTIONS):
        return True
    return bool(_callbacks_in(api, shown))


def _callbacks_in(api: CheckerPluginInterface, shown: str) -> list[TypeInfo]:
    """Return the callback protocols that a message names, of this module or its names' modules."""
    nodes = [_node_of(api, name) for name in re.findall(r"\w+", shown)]
    return [node for node in nodes if isinstance(node, TypeInfo) and is_callback(node)]


def _node_of(api: CheckerPluginInterface, name: str) -> SymbolNode | None:
    found = (module.names.get(name) for module in modules_around(api))
    symbol = next(filter(None, found), None)
    return None if symbol is None else symbol.node


def _given_at(api: CheckerPluginInterface, info: ErrorInfo) -> Context | None:
    """Return the dual function that an error is about, or the decorated function that it is."""
    extent = Extent((info.line, info.column), (info.end_line, info.end_column))
    return dual_within(api, extent) or decorated_at(api, extent)
