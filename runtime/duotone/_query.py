"""Would an implicit call give a coroutine here?"""

from __future__ import annotations

import sys

from ._rule import verdict_at


def in_async_context() -> bool:
    """Tell whether an implicit call made by my caller would give a coroutine."""
    return verdict_at(sys._getframe().f_back) != "sync"  # pyright: ignore[reportPrivateUsage] - sys documents it
