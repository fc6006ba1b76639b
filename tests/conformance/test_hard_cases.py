"""Do mypy and the interpreter agree where the rule has been hardest to keep? One program each."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))

from comparison import compare
from kinds import KINDS
from places import PLACES
from programs import FORMS, IMPLICIT, Site, write

if TYPE_CHECKING:
    import pytest

#: What is hard: the kind of declaration, the place of the call, its form.
HARD_CASES = {
    "a generator expression of the module's top level that a function consumes": (
        "bridged function",
        "generator expression, consumed elsewhere in module level",
        IMPLICIT,
    ),
    "a comprehension in a class body inside a function": (
        "method",
        "comprehension in a class body in def",
        IMPLICIT,
    ),
    "a lambda that a declared block defines and others call": (
        "native pair, sync first",
        "lambda under a sync context in def",
        IMPLICIT,
    ),
    "a generator whose steps run after its decorator has returned": (
        "bridged function",
        "generator under a sync context in async def",
        IMPLICIT,
    ),
    "a classmethod above the decorator, reached through an instance": (
        "classmethod through an instance",
        "statement in async def",
        IMPLICIT,
    ),
    "a dual function in a container, whose name mypy drops": (
        "item of a dict",
        "statement in async def",
        IMPLICIT,
    ),
    "a partial of a dual function": ("partial", "argument in async def", IMPLICIT),
    "the half that a subclass has not overridden": (
        "native method, async half overridden",
        "statement in async def",
        IMPLICIT,
    ),
    "a plain wrapper in a declared context, where no loop runs": (
        "behind a plain wrapper",
        "under an async context in module level",
        IMPLICIT,
    ),
}


def site_of(kind: str, place: str, form: str) -> Site:
    """Return the call of that kind, in that place and form."""
    (found_kind,) = (each for each in KINDS if each.name == kind)
    (found_place,) = (each for each in PLACES if each.name == place)
    assert form in FORMS
    return Site(found_kind, found_place, form)


def test_hard_cases_agree(tmp_path: Path, subtests: pytest.Subtests) -> None:
    sites = {name: site_of(*case) for name, case in HARD_CASES.items()}
    shown = compare([[site] for site in sites.values()], tmp_path / "cache")
    disagreed = {found.sites: found for found in shown.disagreements}
    assert shown.calls > len(HARD_CASES)
    for name, site in sites.items():
        with subtests.test(name):
            found = disagreed.get((site,))
            assert found is None, f"{found.kind}: {found.detail}\n{write([site]).text}"
