"""What holds for the tests of presets: the programs beside them are no tests of ours."""

from __future__ import annotations

collect_ignore = ["clients", "prefect"]
