"""Can a coroutine run in this greenlet, beside those of other greenlets?"""

from __future__ import annotations

import threading

from .._errors import greenlets_meet
from .._loops import running_loop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Coroutine
    from typing import Any


def refuse_beside_another(coroutine: Coroutine[Any, Any, Any]) -> None:
    """Refuse to run a coroutine while another greenlet of this thread runs one.

    To greenlets each of them is a thread (gevent replaces `threading.get_ident`); to asyncio they
    share one, and two loops that take turns there would ruin each other.

    Raises:
        RuntimeError: when the loop that runs in this thread was entered by another greenlet.
    """
    entered_by = getattr(running_loop(), "_thread_id", None)
    if entered_by is not None and entered_by != threading.get_ident():
        coroutine.close()
        raise RuntimeError(greenlets_meet(coroutine))
