"""Does the module that is being checked say ``_sync`` anywhere?

Most modules do not: their calls of functions that take functions need no second look.
"""

from __future__ import annotations

from . import _names as names
from ._checker import source_lines
from ._mypy_plugins import current_checker


class KeywordUse:
    """What was found in the module that was asked about last."""

    def __init__(self) -> None:
        self._module: object = None
        self._is_written = False

    def is_written(self) -> bool:
        """Tell whether ``_sync`` stands in the text of the module that is being checked."""
        api = current_checker()
        module = getattr(api, "tree", None)
        if api is None or module is None:
            return True
        if module is not self._module:
            self._module = module
            self._is_written = any(names.SYNC_KEYWORD in line for line in source_lines(api))
        return self._is_written
