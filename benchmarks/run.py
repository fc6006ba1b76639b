"""How does duotone compare with its targets and with its peers? Prints the tables."""

from __future__ import annotations

import platform
import signal
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING, NamedTuple

from bridge import IN_THREAD, THREADS, measure_bridge
from dispatch import measure_dispatch
from imports import DUALS, heavy_modules, milliseconds_of_duals, milliseconds_of_import

if TYPE_CHECKING:
    from measure import Measured

IS_NEW = sys.version_info >= (3, 12)


class Target(NamedTuple):
    """A row of the table of targets."""

    path: str
    target: str
    measured: str
    is_met: bool


def main() -> None:
    # A shell that starts this in the background has Ctrl-C ignored; then there is nothing to guard.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    dispatch, bridge = measure_dispatch(), measure_bridge()
    peers = ", ".join(f"{name} {version(name)}" for name in ("prefect", "asgiref", "synchronicity"))
    print(f"Python {platform.python_version()}, {peers}, anyio {version('anyio')}\n")
    _print_times("Dispatch: ns a call, and the ratio to the pass-through wrapper", dispatch, 1e9)
    _print_times("Bridge: µs a call, and the ratio to duotone", bridge, 1e6)
    print("Targets, by medians of paired ratios\n")
    rows = [*dispatch_targets(dispatch), *bridge_targets(bridge), *import_targets()]
    _print_table(
        [("path", "target", "measured", "")]
        + [(row.path, row.target, row.measured, "met" if row.is_met else "not met") for row in rows]
    )


def dispatch_targets(found: dict[str, Measured]) -> list[Target]:
    """Return the rows about finding the side of a call, for the pure-Python dual."""
    return [
        _at_most("sync, function", found["sync, function"], 1.5),
        _at_most("sync, keywords", found["sync, keywords"], 1.5),
        _at_most("sync, method", found["sync, method"], 3.5),
        _at_most("await, function", found["await, function"], 1.3 if IS_NEW else 2.2),
        _cheaper("sync, against Prefect", found["sync, function"], "prefect", 20),
        _cheaper("await, against Prefect", found["await, function"], "prefect", 8),
        _cheaper(
            "await a twin, against Prefect", found["await, function"], "prefect", 8, "duotone pair"
        ),
        _at_most("compiled: sync, function", found["sync, function"], 0.7),
        _at_most("compiled: sync, method", found["sync, method"], 0.7),
        _at_most("compiled: _sync=True", found["sync, _sync=True"], 0.75),
    ]


def bridge_targets(found: dict[str, Measured]) -> list[Target]:
    """Return the rows about running a coroutine from sync code."""
    return [
        # What the next three came to on the machine on which they were set: 5.65 of 113 µs. This
        # one waits for no other thread, and so hardly depends on the machine.
        _cheaper("bridge, trivial, asyncio.run", found["trivial"], "asyncio.run", 20),
        *_trivial("bridge, trivial", found["trivial"]),
        *_trivial("worker thread, trivial", found[IN_THREAD]),
        _cheaper("bridge, sleep(0), Prefect", found["sleep(0)"], "prefect", 10),
        _cheaper("bridge, sleep(0), synchronicity", found["sleep(0)"], "synchronicity", 4),
        _cheaper("forced under a loop, Prefect", found["forced under a loop"], "prefect", 30),
        _cheaper(
            f"{THREADS} threads, shared, Prefect",
            found[f"{THREADS} threads"],
            "prefect",
            1.5,
            "duotone shared",
        ),
    ]


def _trivial(path: str, found: Measured) -> list[Target]:
    return [
        _cheaper(f"{path}, Prefect", found, "prefect", 60),
        _cheaper(f"{path}, synchronicity", found, "synchronicity", 20),
        _cheaper(f"{path}, asgiref", found, "asgiref", 100),
    ]


def import_targets() -> list[Target]:
    """Return the rows about importing."""
    took, duals, heavy = milliseconds_of_import(), milliseconds_of_duals(), heavy_modules()
    return [
        Target("import duotone", "<= 10 ms", f"{took:.1f} ms", took <= 10),
        Target("heavy modules imported", "none", ", ".join(heavy) or "none", not heavy),
        Target(f"{DUALS} dual functions", "<= 10 ms", f"{duals:.1f} ms", duals <= 10),
    ]


def _at_most(path: str, found: Measured, target: float) -> Target:
    ratio = found.ratio("duotone", "pass-through")
    return Target(path, f"<= {target}x pass-through", f"{ratio:.2f}x", ratio <= target)


def _cheaper(path: str, found: Measured, peer: str, target: float, ours: str = "duotone") -> Target:
    ratio = found.ratio(peer, ours)
    return Target(path, f">= {target}x cheaper", f"{ratio:.1f}x", ratio >= target)


def _print_times(title: str, found: dict[str, Measured], unit: float) -> None:
    base = "pass-through" if unit == 1e9 else "duotone"
    names = list(dict.fromkeys(name for each in found.values() for name in each.names))
    rows = [("", *names)]
    for path, each in found.items():
        cells = [
            f"{each.seconds(name) * unit:.3g} ({each.ratio(name, base):.2f})"
            if name in each.names
            else "-"
            for name in names
        ]
        rows.append((path, *cells))
    print(f"{title}\n")
    _print_table(rows)


def _print_table(rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    rows = [rows[0], tuple("-" * width for width in widths), *rows[1:]]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(f"| {' | '.join(cells)} |")
    print()


if __name__ == "__main__":
    main()
