"""What must not have changed for mypy's daemon to go on with what it knows?

The daemon compares what a plugin's package calls its version with what that was when it started,
just after it has read its configuration anew. It asks for nothing else, so the version tells the
configuration as well.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final


class Snapshot:
    """The configuration that a plugin was last made with in this process."""

    def __init__(self) -> None:
        self._configured = ""

    def take(self, code: str, config: object, refusal: str | None) -> str:
        """Note the digest of the plugin's code, its configuration as data, and a refusal.

        Return what stands for all of it.
        """
        data = json.dumps([code, config, refusal]).encode()
        self._configured = hashlib.sha256(data).hexdigest()
        return self._configured

    def version(self) -> str:
        """Return duotone's version; once a plugin has been made, what mypy has to compare."""
        if self._configured:
            return self._configured
        from duotone import __version__  # noqa: PLC0415 - runs of mypy do without the runtime

        return __version__


#: Written when mypy makes the plugin, read when mypy asks for the version.
snapshot: Final = Snapshot()
