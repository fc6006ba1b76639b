"""The command ``duotone``, also ``python -m duotone_mypy``."""

from __future__ import annotations

import sys
from typing import Final

from ._run_messages import missing_package

_EXTRA: Final = ("click", "mypy", "tomli", "tomlkit")


def main() -> None:
    """Run the command, or say what has to be installed for it."""
    try:
        from ._command import duotone  # noqa: PLC0415 - needs the extra "mypy"
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in _EXTRA:
            raise
        print(missing_package(error.name.partition(".")[0]), file=sys.stderr)
        sys.exit(2)
    duotone(prog_name="duotone")


if __name__ == "__main__":
    main()
