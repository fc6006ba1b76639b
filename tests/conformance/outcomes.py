"""What does the interpreter give for each call? Run as a program, over a folder of modules.

Reads ``programs.json`` of the folder, runs each module in each environment, and prints what every
call gave as JSON.
"""

from __future__ import annotations

import builtins
import json
import sys
import types
import warnings
from pathlib import Path
from typing import Any

from environments import ENVIRONMENTS, Module

from duotone._ambiguous import AmbiguousCoroutine

# environment, line, what came, its type or None where the coroutine would have to be run
Outcome = tuple[str, int, str, str | None]


class Recorder:
    """What stands at the place of `reveal_type` while a program runs."""

    def __init__(self) -> None:
        self.environment = ""
        self.outcomes: list[Outcome] = []

    def __call__(self, given: Any) -> Any:
        line = sys._getframe(1).f_lineno
        kind, type_name = "value", type(given).__name__
        if isinstance(given, AmbiguousCoroutine):
            kind, type_name = "ambiguous", _result_type(given)
        elif isinstance(given, types.CoroutineType):
            kind, type_name = "coroutine", _result_type(given)
        self.outcomes.append((self.environment, line, kind, type_name))
        return given


def _result_type(coroutine: Any) -> Any:
    """Run a coroutine that never suspends, and return the type of its result."""
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return type(stop.value).__name__
    except RuntimeError:
        return None  # a coroutine that needs an event loop, and there is none
    coroutine.close()
    return None


def run_all(folder: Path) -> dict[str, Any]:
    """Run each program of a folder in each environment."""
    warnings.simplefilter("ignore")
    programs = json.loads((folder / "programs.json").read_text(encoding="utf-8"))
    results: dict[str, Any] = {}
    recorder = Recorder()
    builtins.reveal_type = recorder
    for name, entries in programs.items():
        text = (folder / f"{name}.py").read_text(encoding="utf-8")
        module = Module(name, text, entries["calls"], entries["awaits"])
        recorder.outcomes, failures = [], []
        for environment in ENVIRONMENTS:
            recorder.environment = environment.name
            try:
                environment.run(module)
            except Exception as error:  # noqa: BLE001 - reported as a disagreement
                failures.append((environment.name, f"{type(error).__name__}: {error}"))
        results[name] = {"outcomes": recorder.outcomes, "failures": failures}
    return results


if __name__ == "__main__":
    json.dump(run_all(Path(sys.argv[1])), sys.stdout)
