"""Is pyright, strict, content with the runtime's own types?

The settings are those of ``pyproject.toml``, which editors read; only the folder of what is
installed is told anew, for whichever environment runs this.
"""

from __future__ import annotations

import json
import os
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
        "extends": "../../pyproject.toml",
        "extraPaths": [sysconfig.get_path("purelib"), sysconfig.get_path("platlib")],
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(configuration), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--project", str(folder)]
    # It would ask the package index for newer versions of itself, and tell of them.
    environment = {**os.environ, "PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
