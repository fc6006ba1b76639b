"""Which errors does mypy have to show over the tree of the modes? Its comments say so."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path
from typing import Final

_TREE: Final = Path(__file__).parent / "modes" / "tree"

#: The texts of the tree, by their paths in it.
FILES: Final = {
    str(path.relative_to(_TREE)): path.read_text(encoding="utf-8") for path in _TREE.rglob("*.py")
}


def expected(python: tuple[int, int] = sys.version_info[:2]) -> Counter[tuple[str, int, str]]:
    """Return the errors that the tree's comments name: file, line, code."""
    errors: Counter[tuple[str, int, str]] = Counter()
    comment = re.compile(r"# error(?:-(from|to)-3\.(\d+))?: (.*)")
    for name, text in FILES.items():
        for number, line in enumerate(text.splitlines(), 1):
            found = comment.search(line)
            if found is None:
                continue
            bound, minor, codes = found.groups()
            is_met = {
                None: True,
                "from": bound is not None and python >= (3, int(minor)),
                "to": bound is not None and python <= (3, int(minor)),
            }[bound]
            errors.update((name, number, code) for code in codes.split() if is_met)
    return errors


def errors_in(out: str) -> Counter[tuple[str, int, str]]:
    """Return the errors that mypy printed: file, line, code."""
    found = re.findall(r"^(.+?):(\d+): error: .*\[([\w-]+)\]$", out, re.MULTILINE)
    return Counter((file, int(line), code) for file, line, code in found)
