"""Is the plugin's code what it was in an earlier run? mypy itself looks at its first file only."""

from __future__ import annotations

import hashlib
import os
from functools import lru_cache


@lru_cache
def digest_of_code() -> str:
    """Return a digest of the plugin's files.

    Of what stands in them: a package that is installed anew, as for each run of a CI job, has
    other dates but the same code, and the cache of the last run still holds.
    """
    digest = hashlib.sha256()
    # Without pathlib, which takes longer than the reading: this is a part of every run.
    for folder, _, names in sorted(os.walk(os.path.dirname(__file__))):  # noqa: PTH120
        for name in sorted(name for name in names if name.endswith(".py")):
            with open(os.path.join(folder, name), "rb", buffering=0) as file:  # noqa: PTH118, PTH123
                digest.update(file.read())
    return digest.hexdigest()
