"""Can a coroutine run in this greenlet, beside those of other greenlets?"""

from __future__ import annotations

import threading
from _thread import get_ident

from ._errors import greenlets_meet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def refuse_beside_another(running_loop: Any, function: Callable[..., Any] | str) -> None:
    """Refuse to run a coroutine while another greenlet of this thread runs one.

    To greenlets each of them is a thread (gevent replaces `threading.get_ident`); to asyncio they
    share one, and two loops that take turns there would ruin each other.

    Raises:
        RuntimeError: when the loop that runs in this thread was entered by another greenlet.
    """
    entered_by = getattr(running_loop, "_thread_id", None)
    if entered_by is None or entered_by == get_ident():
        return
    # What was imported here may be older than gevent's, as it is in the bridge.
    if entered_by != threading.get_ident():
        raise RuntimeError(greenlets_meet(function))
