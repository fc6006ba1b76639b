"""Which broken rules must the comparison catch? Each row dropped, or swapped with its neighbour.

The rule of the runtime, and its static twin, are written out anew from their rows; a mutant has
one row less, or two in the wrong order. All rows in their order are the control: it must pass.
"""

from __future__ import annotations

import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).parents[2]
_RULE: Final = "runtime/duotone/_rule.py"
_DISPATCHER: Final = "runtime/duotone/_dispatch_text.py"
_STATIC: Final = "mypy_plugin/duotone_mypy/_place.py"
_DECISION: Final = "mypy_plugin/duotone_mypy/_decision.py"

_RULE_HEAD: Final = """\
    declared = None if any_declaration() is None else declared_side()
    kind = "" if caller is None else kind_of(deciding_frame(caller))
"""
_RUNTIME_ROWS: Final = {
    "row 2": "    if declared is None and not is_loop_running():\n        return SYNC\n",
    "row 3": "    if kind == COROUTINE:\n        return ASYNC\n",
    "row 4": "    if kind == MODULE:\n        return SYNC\n",
    "row 5": (
        "    declared = declared or side_from_sources()\n"
        "    if declared is not None:\n        return declared\n"
    ),
    "row 6": "    if is_loop_running():\n        return AMBIGUOUS\n",
}
_STATIC_ROWS: Final = {
    "static row 3": "    if place.kind in {COROUTINE, STATEMENT}:\n        return ASYNC\n",
    "static row 4": "    if place.kind == MODULE:\n        return SYNC\n",
    "static row 5": "    if place.declared is not None:\n        return place.declared\n",
}
#: What is left when every row has been passed by: row 6 itself in the static rule.
_REST: Final = "    return SYNC\n"
_STATIC_REST: Final = "    return AMBIGUOUS\n"


class Edit(NamedTuple):
    """One replacement in one file; the old text is a regular expression that is found once."""

    path: str
    old: str
    new: str


class Mutant(NamedTuple):
    """A rule that is wrong, or the control."""

    name: str
    edits: tuple[Edit, ...]


# The dispatcher decides rows 2 and 3 by itself where it can; a mutant asks the rule each time.
_ASK_THE_RULE: Final = (Edit(_DISPATCHER, r"\{_inside\(implicit, 3\)\}\n", ""),)


def _with_rule(name: str, rows: list[str]) -> Mutant:
    body = _RULE_HEAD + "".join(rows) + _REST
    rule = Edit(_RULE, r"(?s)(    declared = None if any_decl.*?rows 6 and 5\n)", body)
    return Mutant(name, (*_ASK_THE_RULE, rule))


def _with_static_rule(name: str, rows: list[str]) -> Mutant:
    old = r"(?s)(    if place\.kind in \{COROUTINE.*?rows 6 and 5\n)"
    return Mutant(name, (Edit(_STATIC, old, "".join(rows) + _STATIC_REST),))


def _dropped_and_swapped(rows: dict[str, str]) -> list[tuple[str, list[str]]]:
    names = list(rows)
    found = [(f"{name} dropped", [rows[n] for n in names if n != name]) for name in names]
    for one, other in pairwise(names):
        swapped = [{one: other, other: one}.get(name, name) for name in names]
        found.append((f"{one} swapped with {other}", [rows[name] for name in swapped]))
    return found


CONTROLS: Final = (
    _with_rule("every row in its order", list(_RUNTIME_ROWS.values())),
    _with_static_rule("every static row in its order", list(_STATIC_ROWS.values())),
)

#: No frame is both a coroutine and a module's top level, and a place holds what is declared only
#: where it is a plain function: in these the order is free.
_SAME_RULE: Final = frozenset(
    {
        "row 3 swapped with row 4",
        "static row 3 swapped with static row 4",
        "static row 4 swapped with static row 5",
    }
)

MUTANTS: Final = (
    Mutant("row 1 dropped", (Edit(_DISPATCHER, r"if _sync is None:", "if True:"),)),
    Mutant(
        "row 1 swapped with row 2",
        (
            Edit(
                _DISPATCHER,
                r"if _sync is None:",
                "if _sync is None or _duotone_loop() is None:",
            ),
        ),
    ),
    Mutant("static row 1 dropped", (Edit(_DECISION, r"if told is not None:", "if told == 1:"),)),
    Mutant(
        "static row 6 taken for sync",
        (Edit(_STATIC, r"return AMBIGUOUS if place\.declared", "return SYNC if place.declared"),),
    ),
    *(
        with_rule(name, rows)
        for with_rule, all_rows in ((_with_rule, _RUNTIME_ROWS), (_with_static_rule, _STATIC_ROWS))
        for name, rows in _dropped_and_swapped(all_rows)
        if name not in _SAME_RULE
    ),
)


def write_mutant(mutant: Mutant, folder: Path) -> None:
    """Copy the runtime and the plugin into a folder, with the mutant's edits.

    Raises:
        ValueError: when the code does not hold the text of an edit exactly once.
    """
    for package in ("runtime/duotone", "mypy_plugin/duotone_mypy"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, folder / Path(package).name, ignore=ignored)
    for edit in mutant.edits:
        path = folder / Path(*Path(edit.path).parts[1:])
        text = path.read_text(encoding="utf-8")
        edited, count = re.subn(edit.old, edit.new.replace("\\", "\\\\"), text)
        if count != 1:
            raise ValueError(f"{mutant.name}: {edit.path} holds {edit.old!r} {count} times")
        path.write_text(edited, encoding="utf-8")
