"""The command ``duotone``, also ``python -m duotone_mypy``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command, or say what has to be installed for it."""
    try:
        from ._command import duotone  # noqa: PLC0415 - needs the extra "mypy"
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in {"click", "mypy", "tomlkit"}:
            raise
        sys.exit(f'duotone: {error.name} is not installed: pip install "duotone[mypy]"')
    duotone(prog_name="duotone")


if __name__ == "__main__":
    main()
