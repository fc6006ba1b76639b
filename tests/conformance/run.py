"""Do mypy and the interpreter agree over N generated programs? ``make conformance N=10000``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from comparison import Comparison, Disagreement, compare
from environments import ENVIRONMENTS
from hypothesis import HealthCheck, Phase, given, seed, settings
from kinds import KINDS
from places import PLACES
from programs import IMPLICIT, PROGRAMS, Site, write

if TYPE_CHECKING:
    from collections.abc import Iterator

_BATCH: Final = 200
_CALLS: Final = 8


def sweep() -> list[list[Site]]:
    """Return programs in which each kind of declaration is called in each place."""
    sites = [Site(kind, place, IMPLICIT) for kind in KINDS for place in PLACES]
    return [sites[start : start + _CALLS] for start in range(0, len(sites), _CALLS)]


def generate(count: int, number: int) -> list[list[Site]]:
    """Return that many programs, as lists of their calls, the same for the same seed.

    A large number begins with the sweep, so that no cell of the matrix is left to chance.
    """
    swept = sweep()
    programs: list[list[Site]] = swept if count > len(swept) else []

    @seed(number)
    @settings(
        max_examples=count - len(programs),
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(PROGRAMS)
    def collect(sites: list[Site]) -> None:
        programs.append(sites)

    collect()
    return programs


def compare_all(programs: list[list[Site]], *, workers: int) -> Iterator[Comparison]:
    """Compare the programs in batches, several at a time."""
    batches = [programs[start : start + _BATCH] for start in range(0, len(programs), _BATCH)]
    with (
        tempfile.TemporaryDirectory(prefix="conformance-cache-") as caches,
        ThreadPoolExecutor(workers) as pool,
    ):
        numbered = enumerate(batches)
        yield from pool.map(
            lambda item: compare(item[1], Path(caches) / str(item[0] % workers)), numbered
        )


def smallest(found: Disagreement, cache: Path) -> list[Site]:
    """Return as few calls of a program as still disagree in the same way."""
    sites = list(found.sites)
    alone = [[site] for site in sites]
    for one in alone:
        if any(again.kind == found.kind for again in compare([one], cache).disagreements):
            return one
    return sites


def expected_cells() -> set[tuple[str, str, str]]:
    """Return every cell of the matrix that can be reached."""
    return {
        (kind.name, place.name, environment.name)
        for kind in KINDS
        for place in PLACES
        for environment in ENVIRONMENTS
        if place.entered_by in environment.enters
    }


def main() -> int:
    """Run, report, and return 1 where mypy and the interpreter disagree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="how many programs")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    begun = time.monotonic()
    programs = generate(options.count, options.seed)
    calls, cells = 0, set()
    disagreements: list[Disagreement] = []
    done = 0
    for comparison in compare_all(programs, workers=options.workers):
        calls += comparison.calls
        cells |= comparison.cells
        disagreements += comparison.disagreements
        done = min(done + _BATCH, len(programs))
        if sys.stderr.isatty():
            print(f"\r{done} of {len(programs)} programs", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    seconds = time.monotonic() - begun
    _report(len(programs), calls, seconds, cells, disagreements)
    return 1 if disagreements else 0


def _report(
    programs: int,
    calls: int,
    seconds: float,
    cells: set[tuple[str, str, str]],
    disagreements: list[Disagreement],
) -> None:
    expected = expected_cells()
    print(f"{programs} programs, {calls} calls run, {seconds:.0f} s")
    print(f"{programs / seconds:.0f} programs a second, {calls / seconds:.0f} calls a second")
    print(f"matrix: {len(cells & expected)} of {len(expected)} cells hit")
    print(f"{len(disagreements)} disagreements")
    by_kind: dict[str, list[Disagreement]] = {}
    for found in disagreements:
        by_kind.setdefault(found.kind, []).append(found)
    with tempfile.TemporaryDirectory(prefix="conformance-cache-") as cache:
        for kind, group in by_kind.items():
            found = min(group, key=lambda one: len(one.sites))
            print(f"\n{len(group)} x {kind}")
            print(f"  {found.detail}")
            if found.site is not None:
                print(f"  {found.site.kind.name} | {found.site.place.name} | {found.site.form}")
            print(write(smallest(found, Path(cache))).text.partition("    return wrapper\n")[2])


if __name__ == "__main__":
    sys.exit(main())
