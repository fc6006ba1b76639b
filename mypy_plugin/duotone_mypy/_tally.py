"""How many dual calls did mypy see, and what did each give?"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from mypy.nodes import Context

# start and end: a call is checked several times, in loops and overloads, and counts once
Spot: TypeAlias = tuple[int, int, int | None, int | None]


class Tally:
    """The verdicts of the dual calls in the files that mypy has checked in this process."""

    def __init__(self) -> None:
        #: Whether mypy prints what each call gives.
        self.shows_calls = False
        self._verdicts: dict[str, dict[Spot, str]] = {}
        self._modules: dict[str, str] = {}

    def add(self, path: str, call: Context, verdict: str) -> None:
        """Note what a call gives."""
        spot = (call.line, call.column, call.end_line, call.end_column)
        self._verdicts.setdefault(path, {})[spot] = verdict

    def checked(self, path: str, module: str) -> None:
        """Note that a file is being checked, with or without dual calls."""
        self._verdicts.setdefault(path, {})
        self._modules[path] = module

    def module_of(self, path: str) -> str:
        """Return the full name of the module in a file."""
        return self._modules.get(path, "")

    def counts(self) -> dict[str, dict[str, int]]:
        """Return the number of calls by verdict, for each file."""
        return {path: dict(Counter(spots.values())) for path, spots in self._verdicts.items()}

    def clear(self) -> None:
        """Forget all files."""
        self._verdicts.clear()
        self._modules.clear()


#: Written by the plugin, read by the command that runs mypy in the same process.
tally: Final = Tally()
