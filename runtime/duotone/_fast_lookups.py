"""What do dispatchers look at on every call, and what is the fastest way to it?

`NAMESPACE` is the global namespace of all dispatchers, so that one write replaces a look-up for
each of them.
"""

from __future__ import annotations

import os
import sys
from _thread import get_ident

from ._declared import any_declaration, on_first_declaration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

#: How many threads' loops are remembered; past that, all are looked up again.
_THREADS: Final = 256

# The loop last seen running in each thread. Before 3.12 looking it up takes a system call; a loop
# that was seen in this thread and is in the middle of a task is running here still.
_seen_loops: dict[int, object] = {}

_modules: Final = sys.modules


def _look_for_asyncio() -> object | None:
    """Stand in for asyncio's own look-up until somebody has imported asyncio."""
    if "asyncio.events" not in _modules:
        return None
    # While asyncio itself is being imported the module is there, its functions are not.
    look_up = getattr(_modules["asyncio.events"], "_get_running_loop", None)
    if look_up is None:
        return None
    NAMESPACE["_duotone_loop"] = look_up
    loop: object | None = look_up()
    return loop


def _note_loop() -> None:
    """Remember the loop that runs in this thread."""
    if len(_seen_loops) >= _THREADS:
        _seen_loops.clear()
    _seen_loops[get_ident()] = NAMESPACE["_duotone_loop"]()
    # Tasks come with the second half of asyncio, which a loop has always imported.
    NAMESPACE["_duotone_tasks"] = getattr(sys.modules.get("asyncio.tasks"), "_current_tasks", {})


NAMESPACE: Final[dict[str, Any]] = {
    "__builtins__": {},
    "__name__": "duotone",
    "_duotone_declaration": any_declaration,
    "_duotone_ever_declared": False,
    "_duotone_frame": sys._getframe,  # pyright: ignore[reportPrivateUsage] - sys documents it
    "_duotone_id": id,
    # Do the warning filters ignore whatever is told of twins?
    "_duotone_is_silent": False,
    "_duotone_len": len,
    "_duotone_loop": _look_for_asyncio,
    "_duotone_modules": _modules,
    "_duotone_note_loop": _note_loop,
    "_duotone_seen_loops": _seen_loops,
    "_duotone_tasks": {},
    "_duotone_thread": get_ident,
    # Until the first place of call has been told of its twin: see `_twin_notice`.
    "_duotone_told": {},
    "_duotone_told_coroutines": {},
    # What looking at a frame, or at a filter, raises where there is none.
    "_duotone_unknown": (ValueError, IndexError),
}


def _note_declaration() -> None:
    NAMESPACE["_duotone_ever_declared"] = True


on_first_declaration.append(_note_declaration)

if hasattr(os, "register_at_fork"):
    # In a forked child no loop runs, though a task seems to.
    os.register_at_fork(after_in_child=_seen_loops.clear)
