"""How does one side run where the other one was called?"""

from __future__ import annotations

from ._awaitables import coroutines_of, is_of_another_library
from ._errors import (
    bridged_in_steps,
    nothing_to_abandon,
    nothing_to_bridge,
    waits_for_another_library,
)
from ._traceback import users_part
from ._way import WAYS, bridge, checked_way, here, process_wide

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
    "users_part",
    "waits_for_another_library",
]
