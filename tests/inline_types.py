"""Is pyright, strict, content with the runtime's own types?

The stub package stands beside the runtime and would answer in its place, so the packages that the
runtime needs are named to pyright one by one, and the environment itself is not.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main() -> int:
    """Run pyright and return its exit status."""
    folder = ROOT / "build" / "inline-types"
    folder.mkdir(parents=True, exist_ok=True)
    configuration = {
        "include": ["../../runtime"],
        # Without its .pth files, so the stubs of this checkout are out of sight.
        "extraPaths": [sysconfig.get_path("purelib")],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.10",
        # The runtime stands on functions of asyncio and sys that are public by their use only.
        "reportPrivateUsage": False,
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(configuration), encoding="utf-8")
    outside = Path(sys.executable).resolve()
    base = [sys.executable, "-m", "pyright", "--pythonpath", str(outside)]
    return subprocess.run([*base, "--project", str(folder)], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
