"""How much longer does mypy take with the plugin? `make bench-plugin`.

A program with 2,000 dual functions is generated, with 10,000 and with 100,000 calls of them in
places whose side is known, so that neither run has anything to report; and the same with plain
functions, where the plugin has nothing to do but to find that out. mypy checks it as a process of
its own, with and without the plugin in turn, cold and warm. What counts is user CPU time: the ratio
of the two means, each without its highest and lowest tenth, and after it the standard error.

The kernel tells user time from system time by samples, of which a warm run is some twenty long: it
takes many runs to know its user time. The sum of both is exact, and its ratio stands beside.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

_DUALS: Final = 2_000
_DUALS_IN_A_MODULE: Final = 100
_CALLS_IN_A_MODULE: Final = 500
_CALLS_IN_A_FUNCTION: Final = 10
_TARGET: Final = 1.05
_VARIANTS: Final = ("without", "with")
_TITLE: Final = (
    "   calls   kind  cache   without      with   ratio  error  target  user+system  error"
)

_KINDS: Final = ("dual", "plain")

_HEADER: Final = "from __future__ import annotations\n"
_FUNCTION: Final = """
@sync_compatible
async def load_{0}(number: int, *, name: str = "") -> list[str]:
    return [name, str(number)]
"""
_METHOD: Final = """
class Block_{0}:
    @sync_compatible
    async def save(self, force: bool) -> int:
        return 1
"""


class Seconds(NamedTuple):
    """CPU time of a run."""

    user: float
    #: With what the kernel does for it.
    all: float


class Costs(NamedTuple):
    """Runs in turn, the first with the first and so on."""

    without: list[Seconds]
    with_plugin: list[Seconds]


class Ratio(NamedTuple):
    """How many times as long mypy takes with the plugin."""

    value: float
    error: float


def generate(folder: Path, calls: int, kind: str) -> None:
    """Write a program with that many calls of dual functions, or of plain ones."""
    modules = _DUALS // _DUALS_IN_A_MODULE
    for module in range(modules):
        functions = [_FUNCTION.format(n) for n in range(_DUALS_IN_A_MODULE - 1)]
        text = "".join(["from duotone import sync_compatible\n", *functions, _METHOD.format(0)])
        (folder / f"duals_{module}.py").write_text(_as(kind, text), encoding="utf-8")
    for module in range(calls // _CALLS_IN_A_MODULE):
        name = f"duals_{module % modules}"
        lines = [f"import {name}\n", f"from {name} import *\n"]
        for first in range(0, _CALLS_IN_A_MODULE, _CALLS_IN_A_FUNCTION):
            lines += _function(name, first)
        (folder / f"calls_{module}.py").write_text(_as(kind, "".join(lines)), encoding="utf-8")
    for plugin, line in zip(_VARIANTS, ("", "plugins = duotone_mypy\n"), strict=True):
        (folder / f"{plugin}.ini").write_text(f"[mypy]\n{line}", encoding="utf-8")


def _as(kind: str, text: str) -> str:
    """Return a module with dual functions, or with plain ones in their place."""
    if kind == "plain":
        for dual in ("from duotone import sync_compatible\n", "@sync_compatible", ", _sync=False"):
            text = text.replace(dual, "")
        text = text.replace("async def load", "def load").replace("async def save", "def save")
        text = text.replace("    \n    def save", "    def save")
    return _HEADER + text


def _function(name: str, first: int) -> list[str]:
    """Return a coroutine function with calls of each form, next to code of other kinds."""
    numbers = range(first, first + _CALLS_IN_A_FUNCTION)
    forms = (
        "load_{0}({1}, name=text.strip())",
        "{2}.load_{0}(len(text))",
        "load_{0}({1}, _sync=False)",
        "Block_0().save(True)",
    )
    lines = [
        f"    value_{n} = {forms[n % 4].format(n % (_DUALS_IN_A_MODULE - 1), n, name)}\n"
        f"    if count > {n} and text.startswith('a'):\n"
        f"        text = ', '.join([text, str(count)])\n"
        for n in numbers
    ]
    return [f"async def function_{first}(text: str, count: int) -> None:\n", *lines]


def run_mypy(folder: Path, plugin: str, cache: Path) -> Seconds:
    """Return the CPU time of one run of mypy."""
    command = [sys.executable, "-m", "mypy", f"--config-file={plugin}.ini", f"--cache-dir={cache}"]
    # Installed, the plugin is compiled; it has to be here as well.
    compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    process = subprocess.Popen(
        [*command, "."], cwd=folder, env=compiled, stdout=subprocess.PIPE, text=True
    )
    out = "" if process.stdout is None else process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"the generated program should be clean {plugin} the plugin:\n{out[:2000]}")
    return Seconds(usage.ru_utime, usage.ru_utime + usage.ru_stime)


def measure(folder: Path, runs: int, *, is_warm: bool) -> Costs:
    """Return the costs of runs with and without the plugin, in turn."""
    costs: dict[str, list[Seconds]] = {plugin: [] for plugin in _VARIANTS}
    caches = {plugin: folder / f".cache-{plugin}" for plugin in _VARIANTS}
    if is_warm:
        for plugin, cache in caches.items():
            run_mypy(folder, plugin, cache)
    for run in range(runs):
        # Whichever is first warms the machine for the other.
        for plugin in _VARIANTS if run % 2 == 0 else reversed(_VARIANTS):
            if not is_warm:
                shutil.rmtree(caches[plugin], ignore_errors=True)
            costs[plugin].append(run_mypy(folder, plugin, caches[plugin]))
    return Costs(costs["without"], costs["with"])


def middle(seconds: list[float]) -> float:
    """Return the mean without the highest and the lowest tenth."""
    cut = len(seconds) // 10
    return statistics.mean(sorted(seconds)[cut : len(seconds) - cut])


def ratio_of(without: list[float], with_plugin: list[float]) -> Ratio:
    """Return how many times as long the runs with the plugin take, and how sure that is."""
    each = [b / a for a, b in zip(without, with_plugin, strict=True)]
    error = statistics.stdev(each) / len(each) ** 0.5 if len(each) > 1 else 0.0
    return Ratio(middle(with_plugin) / middle(without), error)


def show(name: str, costs: Costs) -> Ratio:
    """Print one line of the table, and return the ratio of its user times."""
    users = [[run.user for run in runs] for runs in costs]
    user, both = ratio_of(*users), ratio_of(*([run.all for run in runs] for runs in costs))
    without, with_plugin = map(middle, users)
    print(
        f"{name} {without:>8.3f}s {with_plugin:>8.3f}s {user.value:>7.3f} ±{user.error:.3f} "
        f"{_TARGET:>7.2f} {both.value:>12.3f} ±{both.error:.3f}",
        flush=True,
    )
    return user


def exceeds(ratio: Ratio) -> bool:
    """Tell whether a ratio is above the target, by more than chance explains."""
    return ratio.value - ratio.error > _TARGET


def grows(fewer: Ratio, more: Ratio) -> bool:
    """Tell whether a ratio is higher with more calls, by more than chance explains."""
    return more.value - fewer.value > 2 * math.hypot(fewer.error, more.error)


def main() -> None:
    """Print a table; exit with 1 where the target is missed."""
    parser = argparse.ArgumentParser(description="Time mypy with and without the plugin.")
    parser.add_argument("--calls", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=7, help="pairs of cold runs for each line")
    parser.add_argument("--warm-runs", type=int, default=100, help="pairs of warm runs")
    arguments = parser.parse_args()
    print(_TITLE)
    ratios: dict[tuple[str, str], list[Ratio]] = {}
    for calls, kind in itertools.product(sorted(arguments.calls), _KINDS):
        with tempfile.TemporaryDirectory(prefix="plugin-cost-") as name:
            generate(Path(name), calls, kind)
            for cache, runs in {"cold": arguments.runs, "warm": arguments.warm_runs}.items():
                costs = measure(Path(name), runs, is_warm=cache == "warm")
                ratio = show(f"{calls:>8} {kind:>6} {cache:>6}", costs)
                ratios.setdefault((kind, cache), []).append(ratio)
    sys.exit(not is_met(ratios))


def is_met(ratios: dict[tuple[str, str], list[Ratio]]) -> bool:
    """Say whether the target is met: how high the ratios are, and that they do not grow."""
    missed = [
        f"{kind}, {cache}"
        for (kind, cache), found in ratios.items()
        if any(map(exceeds, found)) or grows(found[0], found[-1])
    ]
    verdict = f"missed: {'; '.join(missed)}" if missed else "met"
    print(f"target: a ratio of at most {_TARGET} that does not grow with the calls: {verdict}")
    return not missed


if __name__ == "__main__":
    main()
