"""How is a coroutine run so that its context variables can be read afterwards?"""

from __future__ import annotations

from contextvars import copy_context

from .._declared import SYNC, DeclaredContext

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from contextvars import Context
    from typing import Any, Final

    from .._declared import Side

_SYNC_EXTENT: Final = DeclaredContext(SYNC)


async def keep_context(
    function: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    ends_with: list[Context],
    declares: Side | None,
) -> Any:
    """Run a coroutine function and note the context that it ends with."""
    try:
        if declares is None:
            return await function(*args, **kwargs)
        with _SYNC_EXTENT:
            return await function(*args, **kwargs)
    finally:
        ends_with.append(copy_context())
