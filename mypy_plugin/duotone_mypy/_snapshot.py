"""What must not have changed for mypy to go on with what it knows?

Before anything else mypy compares what a plugin's package calls its version, and begins anew when
that has changed. Its daemon compares nothing else, just after it has read its configuration anew:
there the version tells the configuration as well.
"""

from __future__ import annotations

import hashlib
import json
from typing import Final


class Snapshot:
    """What a plugin was last made with in this process."""

    def __init__(self) -> None:
        self._version = ""
        self._is_for_daemon = False

    def take(self, code: str, config: object, refusal: str | None, *, for_daemon: bool) -> str:
        """Note the digest of the plugin's code, its configuration as data, and a refusal.

        Return what stands for all of it.
        """
        data = json.dumps([code, config, refusal]).encode()
        configured = hashlib.sha256(data).hexdigest()
        # What the daemon compares was made with options that do not tell that it is the daemon.
        self._is_for_daemon |= for_daemon
        self._version = configured if self._is_for_daemon else code
        return configured

    def version(self) -> str:
        """Return duotone's version; once a plugin has been made, what mypy has to compare."""
        if self._version:
            return self._version
        from duotone import __version__  # noqa: PLC0415 - runs of mypy do without the runtime

        return __version__


#: Written when mypy makes the plugin, read when mypy asks for the version.
snapshot: Final = Snapshot()
