"""APIs that serve sync and async callers under one name."""

from __future__ import annotations

from ._adopt import adopt
from ._bridge import bridge, set_thread_limit, thread_limiter
from ._declared import async_context, context_source, sync_context
from ._decorators import async_compatible, sync_compatible
from ._dual import Dual
from ._errors import AmbiguousDispatchError, PairError
from ._generators import DualGenerator
from ._managers import DualContextManager
from ._pairs import async_twin_of, check_pair
from ._passthrough import passthrough
from ._query import in_async_context
from ._strict import obey_environment, strict
from ._waitable import Waitable
from ._warnings import AmbiguousDispatchWarning, HalfOverriddenWarning, ImplicitDispatchWarning

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

obey_environment()
del obey_environment
