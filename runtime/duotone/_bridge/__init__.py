"""How does one side run where the other one was called?"""

from __future__ import annotations

from ._awaitables import coroutines_of, is_of_another_library
from ._errors import (
    bridged_in_steps,
    nothing_to_abandon,
    nothing_to_bridge,
    waits_for_another_library,
)
from ._thread_limit import set_thread_limit, thread_limiter
from ._traceback import users_part
from ._way import WAYS, bridge, checked_way, here, process_wide
from ._worker_thread import run_in_worker_thread

__all__ = [
    "WAYS",
    "bridge",
    "bridged_in_steps",
    "checked_way",
    "coroutines_of",
    "here",
    "is_of_another_library",
    "nothing_to_abandon",
    "nothing_to_bridge",
    "process_wide",
    "run_in_worker_thread",
    "set_thread_limit",
    "thread_limiter",
    "users_part",
    "waits_for_another_library",
]
