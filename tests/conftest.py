"""What holds for every test."""

from __future__ import annotations

import os

# The plugin lets mypy go on when a hook fails; in a test that would hide the failure.
os.environ["DUOTONE_TRACEBACK"] = "1"
