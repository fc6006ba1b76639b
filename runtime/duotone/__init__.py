"""APIs that serve sync and async callers under one name."""

from __future__ import annotations

from ._bridge import bridge
from ._declared import async_context, context_source, sync_context
from ._decorators import async_compatible, sync_compatible
from ._dual import Dual
from ._errors import AmbiguousDispatchError, PairError
from ._query import in_async_context
from ._strict import obey_environment, strict

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from ._adopt import adopt
    from ._bridge._thread_limit import set_thread_limit, thread_limiter
    from ._generators import DualGenerator
    from ._managers import DualContextManager
    from ._pairs import async_twin_of, check_pair
    from ._passthrough import passthrough
    from ._waitable import Waitable
    from ._warnings import (
        AmbiguousDispatchWarning,
        HalfOverriddenWarning,
        ImplicitDispatchWarning,
    )

__all__ = [
    "AmbiguousDispatchError",
    "AmbiguousDispatchWarning",
    "Dual",
    "DualContextManager",
    "DualGenerator",
    "HalfOverriddenWarning",
    "ImplicitDispatchWarning",
    "PairError",
    "Waitable",
    "adopt",
    "async_compatible",
    "async_context",
    "async_twin_of",
    "bridge",
    "check_pair",
    "context_source",
    "in_async_context",
    "passthrough",
    "set_thread_limit",
    "strict",
    "sync_compatible",
    "sync_context",
    "thread_limiter",
]

__version__ = "0.1.0"

# What few programs need is a third of what `import duotone` would cost: imported when asked for.
_LATE: Final = {
    "AmbiguousDispatchWarning": "_warnings",
    "DualContextManager": "_managers",
    "DualGenerator": "_generators",
    "HalfOverriddenWarning": "_warnings",
    "ImplicitDispatchWarning": "_warnings",
    "Waitable": "_waitable",
    "adopt": "_adopt",
    "async_twin_of": "_pairs",
    "check_pair": "_pairs",
    "passthrough": "_passthrough",
    "set_thread_limit": "_bridge._thread_limit",
    "thread_limiter": "_bridge._thread_limit",
}


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


if not TYPE_CHECKING:  # to a type checker every name would be there

    def __getattr__(name: str) -> Any:
        if name not in _LATE:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module = __import__(f"{__name__}.{_LATE[name]}", fromlist=[name])
        value = globals()[name] = getattr(module, name)
        return value


obey_environment()
del obey_environment
