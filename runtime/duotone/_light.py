"""What do decorators need of `functools` and `types`, without importing these?

They take it from where those do. Importing them loads eight modules more, a third of what
`import duotone` would take.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import partial
    from types import CellType, FunctionType, MethodType
    from typing import Any, Final, TypeVar

    AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])
else:
    try:
        from _functools import partial
    except ImportError:  # an implementation of Python that has it elsewhere
        from functools import partial

    class _Example:
        def method(self) -> Callable[[], object]:
            return lambda: self

    FunctionType = type(_Example.method)
    MethodType = type(_Example().method)
    CellType = type(_Example().method().__closure__[0])

#: The attributes that a wrapper has from what it wraps, as `functools.WRAPPER_ASSIGNMENTS`.
LOOKS: Final[tuple[str, ...]] = (
    "__module__",
    "__name__",
    "__qualname__",
    "__doc__",
    "__annotate__" if sys.version_info >= (3, 14) else "__annotations__",
    *(("__type_params__",) if sys.version_info >= (3, 12) else ()),
)

__all__ = ["CellType", "FunctionType", "MethodType", "partial", "update_wrapper", "wraps"]


def update_wrapper(wrapper: AnyFunction, wrapped: Any) -> AnyFunction:
    """Give a wrapper the looks of what it wraps, as `functools.update_wrapper` does."""
    for name in LOOKS:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    wrapper.__dict__.update(getattr(wrapped, "__dict__", ()))
    wrapper.__wrapped__ = wrapped  # type: ignore[attr-defined]
    return wrapper


def wraps(wrapped: Any) -> Callable[[AnyFunction], AnyFunction]:
    """Decorate a wrapper of that callable, as `functools.wraps` does."""
    return lambda wrapper: update_wrapper(wrapper, wrapped)
