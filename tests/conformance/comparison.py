"""Where do mypy and the interpreter disagree?"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from environments import BY_HAND, WITHOUT_A_LOOP
from programs import IMPLICIT, write
from verdicts import AMBIGUOUS, COROUTINE, VALUE, read_verdicts

if TYPE_CHECKING:
    from programs import Site

HERE = Path(__file__).parent
Cell = tuple[str, str, str]


class Came(NamedTuple):
    """What the interpreter gave for one run of a call."""

    kind: str
    #: None where the coroutine would have to be run to tell.
    type: str | None
    environment: str


class Disagreement(NamedTuple):
    """One call of which mypy and the interpreter say different things."""

    kind: str
    site: Site | None
    detail: str
    sites: tuple[Site, ...]


class Comparison(NamedTuple):
    """What a batch of programs has shown."""

    calls: int
    disagreements: list[Disagreement]
    #: Kind of declaration, place, environment.
    cells: set[Cell]


def compare(batch: list[list[Site]], cache: Path) -> Comparison:
    """Check and run a batch of programs, and compare call by call."""
    with tempfile.TemporaryDirectory(prefix="conformance-") as name:
        folder = Path(name)
        programs = {f"p{number}": write(sites) for number, sites in enumerate(batch)}
        for module, program in programs.items():
            (folder / f"{module}.py").write_text(program.text, encoding="utf-8")
        entries = {
            module: {"calls": program.calls, "awaits": program.awaits}
            for module, program in programs.items()
        }
        (folder / "programs.json").write_text(json.dumps(entries), encoding="utf-8")
        verdicts = read_verdicts(folder, cache)
        results = _run(folder)

    calls = 0
    disagreements: list[Disagreement] = []
    cells: set[Cell] = set()
    for (module, program), sites in zip(programs.items(), batch, strict=True):
        outcomes = results[module]["outcomes"]
        calls += len(outcomes)
        for environment, failure in results[module]["failures"]:
            detail = f"{environment}: {failure}"
            disagreements.append(Disagreement("the program failed", None, detail, tuple(sites)))
        for line, site in program.lines.items():
            came = [Came(kind, typ, where) for where, at, kind, typ in outcomes if at == line]
            cells |= {(site.kind.name, site.place.name, one.environment) for one in came}
            verdict = verdicts[module].get(line)
            found = disagreement(verdict, came, site)
            if found is not None:
                disagreements.append(Disagreement(found[0], site, found[1], tuple(sites)))
    return Comparison(calls, disagreements, cells)


def disagreement(
    verdict: tuple[str, str] | None, came: list[Came], site: Site
) -> tuple[str, str] | None:
    """Return in what a verdict and the outcomes of one call differ, if they do."""
    if not came:
        return None
    if verdict is None:
        return "mypy is silent", f"{came}"
    is_implicit = site.form == IMPLICIT
    if site.kind.is_wrapped:
        return _of_a_wrapper(verdict, came, is_declared=site.place.is_declared)
    if verdict[0] == AMBIGUOUS:
        return _of_an_ambiguous_call(came, is_implicit=is_implicit)
    # Where no loop runs and nothing is declared the interpreter looks at no place: row 2.
    is_value_by_hand = is_implicit and not site.place.is_declared
    return _of_a_fixed_side(verdict, came, is_value_by_hand=is_value_by_hand)


def _of_a_fixed_side(
    verdict: tuple[str, str], came: list[Came], *, is_value_by_hand: bool
) -> tuple[str, str] | None:
    for one in came:
        expected = VALUE if is_value_by_hand and one.environment == BY_HAND else verdict[0]
        if one.kind != expected:
            return f"mypy shows a {expected}, not so the interpreter", f"{one}"
        if one.type not in {None, verdict[1]}:
            return "another type came", f"{one}, mypy shows {verdict[1]}"
    return None


def _of_an_ambiguous_call(came: list[Came], *, is_implicit: bool) -> tuple[str, str] | None:
    """An ambiguous call gives a value without a loop, and somewhere explains itself."""
    if not is_implicit or all(one.kind != AMBIGUOUS for one in came):
        return "mypy says ambiguous, the rule fixes the side", f"{came}"
    for one in came:
        if one.environment in WITHOUT_A_LOOP and one.kind != VALUE:
            return "no value came where no loop runs", f"{one}"
        if one.kind == COROUTINE and not _is_declared(one):
            return "an ambiguous call does not explain itself", f"{one}"
    return None


def _of_a_wrapper(
    verdict: tuple[str, str], came: list[Came], *, is_declared: bool
) -> tuple[str, str] | None:
    """A plain wrapper's call is that of any plain function, and as little silent."""
    for one in came:
        if verdict[0] != AMBIGUOUS and one.type not in {None, verdict[1]}:
            return "another type came", f"{one}, mypy shows {verdict[1]}"
        if is_declared or _is_declared(one):
            continue
        if one.environment in WITHOUT_A_LOOP and one.kind != VALUE:
            return "no value came where no loop runs", f"{one}"
        if one.kind == COROUTINE:
            return "a wrapper's call does not explain itself", f"{one}"
    return None


def _is_declared(one: Came) -> bool:
    return "async" in one.environment and "declared" in one.environment


def _run(folder: Path) -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-X", "faulthandler", str(HERE / "outcomes.py"), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode != 0:
        raise RuntimeError(f"the programs could not be run:\n{run.stderr[-3000:]}")
    results: dict[str, Any] = json.loads(run.stdout)
    return results
