"""How long does each of several ways take, measured in turn in one process?"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Mapping

#: Runs one way a number of times and returns the seconds that this took.
Way = Callable[[int], float]

ROUNDS = 31


def timed(call: Callable[[], object]) -> Way:
    """Return a way that repeats a call."""

    def way(times: int) -> float:
        repeats = range(times)
        start = time.perf_counter()
        for _ in repeats:
            call()
        return time.perf_counter() - start

    return way


class Measured:
    """The seconds a call of each way in each round: rounds pair what ran at the same time."""

    def __init__(self, rounds: Mapping[str, list[float]]) -> None:
        self._rounds = rounds
        self.names = list(rounds)

    def seconds(self, name: str) -> float:
        """Return the median time of one call."""
        return statistics.median(self._rounds[name])

    def ratio(self, name: str, base: str) -> float:
        """Return the median of the paired ratios of two ways."""
        pairs = zip(self._rounds[name], self._rounds[base], strict=True)
        return statistics.median(one / other for one, other in pairs)


def measure(
    ways: Mapping[str, Way], seconds: float, title: str, *, rounds: int = ROUNDS
) -> Measured:
    """Run the ways in turn, round after round, each for about `seconds` in all."""
    times = {name: _times_in(way, seconds / rounds) for name, way in ways.items()}
    found: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds):
        _show(f"{title}: round {number + 1} of {rounds}")
        for name, way in ways.items():
            found[name].append(way(times[name]) / times[name])
    _show("")
    return Measured(found)


def _times_in(way: Way, seconds: float) -> int:
    """Return how often a way can be run in that time, after it has warmed up."""
    way(1)
    times = 1
    while (took := way(times)) < seconds / 4:
        times *= 2
    return max(1, round(times * seconds / took))


def _show(text: str) -> None:
    """Show progress where somebody is watching."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
