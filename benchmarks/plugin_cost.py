"""How much longer does mypy take with the plugin? `make bench-plugin`.

A program with 2,000 dual functions is generated, with 10,000 and with 100,000 calls of them in
places whose side is known, so that neither run has anything to report; and the same with plain
functions, where the plugin has nothing to do but to find that out. mypy checks it as a process of
its own, with and without the plugin in turn, cold and warm. What counts is user CPU time, and of
each two runs in turn their ratio. A warm run checks nothing: there the plugin costs what it takes
to load it, whatever the size of the program, so that the ratio says little.
"""

from __future__ import annotations

import argparse
import itertools
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


class Cost(NamedTuple):
    """User CPU seconds of two runs in turn."""

    without: float
    with_plugin: float

    @property
    def ratio(self) -> float:
        """How many times as long the run with the plugin takes."""
        return self.with_plugin / self.without


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
    for plugin, line in {"without": "", "with": "plugins = duotone_mypy\n"}.items():
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


def user_seconds(folder: Path, plugin: str, cache: Path) -> float:
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
    return usage.ru_utime


def measure(folder: Path, runs: int, *, is_warm: bool) -> list[Cost]:
    """Return the costs of runs with and without the plugin, in turn."""
    costs = []
    caches = {plugin: folder / f".cache-{plugin}" for plugin in ("without", "with")}
    if is_warm:
        for plugin, cache in caches.items():
            user_seconds(folder, plugin, cache)
    for run in range(runs):
        seconds = {}
        # Whichever is first warms the machine for the other.
        for plugin in ("without", "with") if run % 2 == 0 else ("with", "without"):
            if not is_warm:
                shutil.rmtree(caches[plugin], ignore_errors=True)
            seconds[plugin] = user_seconds(folder, plugin, caches[plugin])
        costs.append(Cost(seconds["without"], seconds["with"]))
    return costs


def main() -> None:
    """Print a table; exit with 1 where the target is missed."""
    parser = argparse.ArgumentParser(description="Time mypy with and without the plugin.")
    parser.add_argument("--calls", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=7, help="pairs of runs for each line")
    arguments = parser.parse_args()
    print("   calls   kind  cache   without      with   ratio       quartiles")
    colds = []
    for calls, kind in itertools.product(arguments.calls, _KINDS):
        with tempfile.TemporaryDirectory(prefix="plugin-cost-") as name:
            generate(Path(name), calls, kind)
            cold = measure(Path(name), arguments.runs, is_warm=False)
            colds.append(show(f"{calls:>8} {kind:>6}   cold", cold))
            show(f"{calls:>8} {kind:>6}   warm", measure(Path(name), arguments.runs, is_warm=True))
    is_met = max(colds) <= _TARGET
    print(f"target: a cold ratio of at most {_TARGET}: {'met' if is_met else 'missed'}")
    sys.exit(not is_met)


def show(name: str, costs: list[Cost]) -> float:
    """Print one line of the table, and return its ratio."""
    ratios = sorted(cost.ratio for cost in costs)
    without = statistics.median(cost.without for cost in costs)
    with_plugin = statistics.median(cost.with_plugin for cost in costs)
    ratio = statistics.median(ratios)
    low, high = ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]
    print(
        f"{name} {without:>8.2f}s {with_plugin:>8.2f}s {ratio:>7.3f} {low:>7.3f}-{high:.3f}",
        flush=True,
    )
    return ratio


if __name__ == "__main__":
    main()
