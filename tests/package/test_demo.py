"""Does the first thing that a newcomer runs, `make demo`, end as it should?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DEMO = Path(__file__).parents[2] / "examples" / "demo.py"


def test_demo_is_all_as_expected_in_a_checkout() -> None:
    """The checkout's own configuration counts, as it does for whoever runs it there."""
    done = subprocess.run(
        [sys.executable, str(DEMO)], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr
    assert done.stdout.endswith("== all as expected ==\n")
