"""What code does a dispatcher run? Compiled once for each shape of a parameter list.

Compiling takes 100 microseconds, putting other names into compiled code takes 5: a program with
hundreds of dual functions has a handful of shapes.
"""

from __future__ import annotations

import sys

from ._place import CO_ASYNC_GENERATOR, CO_COROUTINE
from ._signature import (
    KEYWORD_ONLY,
    POSITIONAL_ONLY,
    VAR_KEYWORD,
    VAR_POSITIONAL,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any, Final

    from ._sides import Sides, Twin
    from ._signature import Parameter

    Shape = tuple[str, ...]

_TEMPLATE: Final = """\
def make(_duotone_sync, _duotone_aio, _duotone_rare):
    _duotone_seen_code = None
    _duotone_last_place = None
    def dispatch({parameters}):
        nonlocal _duotone_seen_code, _duotone_last_place
        if _sync is None:
{shortcut}            if _duotone_loop() is None:
{outside}{inside}            return _duotone_rare[1](_duotone_frame().f_back, _sync)({arguments})
        if _sync is True:
{forced}            return _duotone_rare[0]({arguments})
        if _sync is False:
            return _duotone_aio({arguments})
        return _duotone_rare[1](_duotone_frame().f_back, _sync)({arguments})
    return dispatch
"""

_UNDECLARED: Final = (
    "(not _duotone_ever_declared or _duotone_declaration() is None) "
    'and "trio" not in _duotone_modules'
)

_OUTSIDE: Final = """\
                if {undeclared}:
                    return _duotone_sync({arguments})
"""

# The code of the last coroutine that called is kept: comparing it is cheaper than its flags.
_IS_SEEN: Final = "_duotone_frame(1).f_code is _duotone_seen_code"
_INSIDE: Final = """\
            elif {is_seen}:
                {note}return _duotone_aio({arguments})
            elif _duotone_frame(1).f_code.co_flags & {coroutine_flags}:
                _duotone_seen_code = _duotone_frame(1).f_code
                {note}return _duotone_aio({arguments})
"""

# A call that goes to the twin is told of, by the choice, once for each place. The place of the
# last call is kept: comparing it is cheaper than looking it up.
_INSIDE_TO_TWIN: Final = """\
            elif {is_last_place}:
                {note}return _duotone_aio({arguments})
            elif {is_told_place}:
                {keep_place}
                {note}return _duotone_aio({arguments})
"""
# Outside event loops C alone may call (`atexit`, a bare thread), without any frame.
_OUTSIDE_TO_TWIN: Final = """\
                try:
                    _duotone_caller = _duotone_frame(1)
                except _duotone_no_frame:
                    pass
                else:
                    if {undeclared}:
                        if {is_last_place}:
                            return _duotone_sync({arguments})
                        if {is_told_place}:
                            {keep_place}
                            return _duotone_sync({arguments})
"""
_CALLER: Final = {"async": "(_duotone_caller := _duotone_frame(1))", "sync": "_duotone_caller"}
_PLACES: Final = {"async": "_duotone_told_coroutines", "sync": "_duotone_told"}
# The places are others once the filters have changed: see `_twin_notice`.
_IS_LAST_PLACE: Final = (
    "{caller}.f_code is (_duotone_place := _duotone_last_place)[0] "
    "and _duotone_caller.f_lasti == _duotone_place[1] "
    "and _duotone_place[2] is {places} and {same_filters}"
)
_IS_TOLD_PLACE: Final = (
    "(_duotone_id(_duotone_caller.f_code), _duotone_caller.f_lasti) in {places} and {same_filters}"
)
_KEEP_PLACE: Final = (
    "_duotone_last_place = _duotone_caller.f_code, _duotone_caller.f_lasti, {places}"
)
_SAME_FILTERS: Final = (
    "_duotone_warnings.filters is _duotone_filters "
    "and _duotone_len(_duotone_filters) == _duotone_filter_count"
)

# Before 3.12 asyncio finds its running loop by a system call: see `_fast_lookups`. The caller is
# looked at last: while another thread runs a task, C alone may call here.
_SHORTCUT: Final = """\
            if (
                _duotone_tasks
                and _duotone_seen_loops.get(_duotone_thread()) in _duotone_tasks
                and {is_seen}
            ):
                return _duotone_aio({arguments})
"""
_TAKES_SHORTCUT: Final = sys.version_info < (3, 12)

# Where there is nothing to declare it in, a sync side needs no extent of its own.
_FORCED: Final = """\
            if _duotone_loop() is None and {undeclared}:
                return _duotone_sync({arguments})
"""

_PLACEHOLDER: Final = "_duotone_parameter_"
_compiled: dict[tuple[Shape, Twin | None, bool], CodeType] = {}


def code_for(sides: Sides, parameters: list[Parameter]) -> CodeType:
    """Return the code of a dispatcher for these sides and parameters."""
    shape = tuple(parameter.kind for parameter in parameters)
    key = shape, sides.told_twin, sides.has_native_sync
    code = _compiled.get(key)
    if code is None:
        code = _compiled[key] = _compile(*key)
    names = {f"{_PLACEHOLDER}{n}": parameter.name for n, parameter in enumerate(parameters)}
    changes: dict[str, Any] = {
        "co_name": sides.function.__name__,
        "co_filename": f"<duotone {sides.function.__qualname__}>",
        "co_varnames": tuple(names.get(name, name) for name in code.co_varnames),
        # Keywords are passed on by names that stand among the constants.
        "co_consts": tuple(_rename(constant, names) for constant in code.co_consts),
    }
    if sys.version_info >= (3, 11):
        changes["co_qualname"] = sides.function.__qualname__
    return code.replace(**changes)


def _compile(shape: Shape, twin: Twin | None, has_native_sync: bool) -> CodeType:  # noqa: FBT001
    parts: dict[str, Any] = {
        "parameters": _declare(shape),
        "arguments": _pass_on(shape),
        "coroutine_flags": CO_COROUTINE | CO_ASYNC_GENERATOR,
        "undeclared": _UNDECLARED,
        "note": "_duotone_note_loop(); " if _TAKES_SHORTCUT else "",
        "is_seen": _IS_SEEN,
    }
    outside, inside = _OUTSIDE, _INSIDE
    if twin is not None:
        of_place = {"caller": _CALLER[twin], "places": _PLACES[twin], "same_filters": _SAME_FILTERS}
        parts["is_last_place"] = _IS_LAST_PLACE.format(**of_place)
        parts["is_told_place"] = _IS_TOLD_PLACE.format(**of_place)
        parts["keep_place"] = _KEEP_PLACE.format(**of_place)
    if twin == "async":
        inside, parts["is_seen"] = _INSIDE_TO_TWIN, parts["is_last_place"]
    if twin == "sync":
        outside = _OUTSIDE_TO_TWIN
    parts["outside"], parts["inside"] = outside.format(**parts), inside.format(**parts)
    parts["shortcut"] = _SHORTCUT.format(**parts) if _TAKES_SHORTCUT else ""
    parts["forced"] = _FORCED.format(**parts) if has_native_sync else ""
    namespace: dict[str, Any] = {}
    exec(compile(_TEMPLATE.format(**parts), "<duotone>", "exec"), namespace)  # noqa: S102
    made: CodeType = namespace["make"](None, None, None).__code__
    return made


def _rename(constant: Any, renamed: dict[str, str]) -> Any:
    if constant.__class__ is tuple:
        return tuple(_rename(item, renamed) for item in constant)
    return renamed.get(constant, constant) if isinstance(constant, str) else constant


def _declare(shape: Shape) -> str:
    """Write the parameter list, with ``_sync`` as a keyword; real defaults are set afterwards."""
    parts: list[str] = []
    has_star = False
    for index, kind in enumerate(shape):
        if kind in {KEYWORD_ONLY, VAR_KEYWORD} and not has_star:
            parts.append("*")
            has_star = True
        if kind == VAR_KEYWORD:
            parts.append("_sync=None")
        stars = {VAR_POSITIONAL: "*", VAR_KEYWORD: "**"}.get(kind, "")
        parts.append(f"{stars}{_PLACEHOLDER}{index}")
        has_star = has_star or kind == VAR_POSITIONAL
        if kind == POSITIONAL_ONLY and shape[index + 1 : index + 2] != (POSITIONAL_ONLY,):
            parts.append("/")
    if not shape or shape[-1] != VAR_KEYWORD:
        parts += ["_sync=None"] if has_star else ["*", "_sync=None"]
    return ", ".join(parts)


def _pass_on(shape: Shape) -> str:
    """Write the arguments of the call that a side gets."""
    forms = {VAR_POSITIONAL: "*{0}", KEYWORD_ONLY: "{0}={0}", VAR_KEYWORD: "**{0}"}
    return ", ".join(
        forms.get(kind, "{0}").format(f"{_PLACEHOLDER}{index}") for index, kind in enumerate(shape)
    )
