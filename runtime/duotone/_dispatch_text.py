"""What does the code of a dispatcher say? Its text, for one shape of a parameter list.

It decides what most calls need, and leaves the rest to the choice. Every name of ours begins with
``_duotone_``: the parameters beside them are the user's.
"""

from __future__ import annotations

import sys

from ._place import CO_ASYNC_GENERATOR, CO_COROUTINE
from ._signature import KEYWORD_ONLY, POSITIONAL_ONLY, VAR_KEYWORD, VAR_POSITIONAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ._sides import Twin

    Shape = tuple[str, ...]

#: What the parameters are called, each with its number behind it.
PLACEHOLDER: Final = "_duotone_parameter_"

_UNDECLARED: Final = (
    "(not _duotone_ever_declared or _duotone_declaration() is None) "
    'and "trio" not in _duotone_modules'
)
# Before 3.12 asyncio finds its running loop by a system call: see `_fast_lookups`.
_LOOKS_AT_SEEN_LOOPS: Final = sys.version_info < (3, 12)
_IN_SEEN_LOOP: Final = (
    "_duotone_tasks and _duotone_seen_loops.get(_duotone_thread()) in _duotone_tasks"
)


#: The warning filters as they were when a place was last told of its twin.
_NOTED_FILTERS: Final = ("_duotone_filters", "_duotone_filter_count", "_duotone_first_filter")


class _Known:
    """What tells that a caller needs no choice; the last one is kept, which is cheaper to know."""

    __slots__ = ("is_known", "is_last", "keep", "look")

    def __init__(self, *, look: str, is_last: str, is_known: str, keep: str) -> None:
        self.look = look
        self.is_last = is_last
        self.is_known = is_known
        self.keep = keep


_COROUTINE: Final = _Known(
    look="",  # most calls look once
    is_last="_duotone_frame(1).f_code is _duotone_last_code",
    is_known=f"_duotone_frame(1).f_code.co_flags & {CO_COROUTINE | CO_ASYNC_GENERATOR}",
    keep="_duotone_last_code = _duotone_frame(1).f_code",
)


def _told_place(places: str) -> _Known:
    """Say that this place of call has been told of its twin, under the filters of now.

    Where they ignore all that is told, one place of a function stands for the others.
    """
    return _Known(
        look="""\
_duotone_caller = _duotone_frame(1)
_duotone_code = _duotone_caller.f_code
_duotone_of, _duotone_at, _duotone_under, _duotone_count, _duotone_first = _duotone_last_place""",
        is_last=(
            "_duotone_code is _duotone_of "
            "and (_duotone_at is None or _duotone_caller.f_lasti == _duotone_at) "
            f"and {_is_same('_duotone_under', '_duotone_count', '_duotone_first')}"
        ),
        is_known=(
            f"(_duotone_id(_duotone_code), _duotone_caller.f_lasti) in {places} "
            f"and {_is_same(*_NOTED_FILTERS)}"
        ),
        keep=(
            "_duotone_last_place = _duotone_code, "
            "None if _duotone_is_silent else _duotone_caller.f_lasti, "
            f"{', '.join(_NOTED_FILTERS)}"
        ),
    )


def _is_same(filters: str, count: str, first: str) -> str:
    """Say that the warning filters are these still; one of them may have been put first."""
    return (
        f"_duotone_warnings.filters is {filters} "
        f"and _duotone_len({filters}) == {count} and {filters}[0] is {first}"
    )


#: What a dispatcher keeps of the last caller that needed no choice.
_KEPT: Final = ("_duotone_last_code", "_duotone_last_place")
_TOLD: Final = _told_place("_duotone_told")
_TOLD_COROUTINE: Final = _told_place("_duotone_told_coroutines")


def write_maker(shape: Shape, twin: Twin | None, *, has_native_sync: bool) -> str:
    """Write the function that makes a dispatcher of the sides it is given."""
    arguments = _pass_on(shape)
    to_sync, to_aio = f"return _duotone_sync({arguments})", f"return _duotone_aio({arguments})"
    to_choice = f"return _duotone_rare[1](_duotone_frame().f_back, _sync)({arguments})"
    implicit = _implicit(twin, to_sync, to_aio)
    kept = [name for name in _KEPT if f"{name} = " in implicit]
    # Where there is nothing to declare it in, a sync side needs no extent of its own.
    undeclared = f"if _duotone_loop() is None and {_UNDECLARED}:\n    {to_sync}\n"
    forced = undeclared if has_native_sync else ""
    return f"""\
def make(_duotone_sync, _duotone_aio, _duotone_rare):
    {" = ".join(kept)} = None
    def dispatch({_declare(shape)}):
        nonlocal {", ".join(kept)}
        if _sync is None:
{_inside(implicit, 3)}
            {to_choice}
        if _sync is True:
{_inside(forced, 3)}
            return _duotone_rare[0]({arguments})
        if _sync is False:
            {to_aio}
        {to_choice}
    return dispatch
"""


def _implicit(twin: Twin | None, to_sync: str, to_aio: str) -> str:
    """Write rows 2 and 3 of the rule; an implicit call that goes to the twin must be told of."""
    outside = _if_known(_TOLD, to_sync) if twin == "sync" else to_sync
    known = _TOLD_COROUTINE if twin == "async" else _COROUTINE
    shortcut, note = "", ""
    if _LOOKS_AT_SEEN_LOOPS:
        shortcut = f"if {_IN_SEEN_LOOP}:\n{_inside(_if_known(known, to_aio))}"
        note = "_duotone_note_loop(); "
    inside = _if_known(known, note + to_aio)
    return f"""\
{shortcut}
if _duotone_loop() is None:
    if {_UNDECLARED}:
{_inside(outside, 2)}
else:
{_inside(inside)}
"""


def _if_known(known: _Known, go: str) -> str:
    """Write what goes on for a known caller.

    C alone may call as well, without any frame, and there may be no filter at all. The loop runs
    once: what is called stands outside of ``try``, whose errors are its own.
    """
    return f"""\
while True:
    try:
{_inside(known.look, 2)}
        if {known.is_last}:
            pass
        elif {known.is_known}:
            {known.keep}
        else:
            break
    except _duotone_unknown:
        break
    {go}
"""


def _inside(block: str, levels: int = 1) -> str:
    """Indent a block; `textwrap` would import `re`, which takes 2 ms."""
    return "".join(f"{'    ' * levels}{line}\n" for line in block.splitlines() if line)


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
        parts.append(f"{stars}{PLACEHOLDER}{index}")
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
        forms.get(kind, "{0}").format(f"{PLACEHOLDER}{index}") for index, kind in enumerate(shape)
    )
