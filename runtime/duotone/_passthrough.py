"""Which wrapper functions does the rule look through?"""

from __future__ import annotations

from ._errors import not_transparent
from ._kinds import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR, code_flags, is_function
from ._place import make_transparent

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    AnyFunction = TypeVar("AnyFunction", bound=Callable[..., Any])


def passthrough(wrapper: AnyFunction) -> AnyFunction:
    """Mark a decorator's wrapper function as transparent to the dispatch rule.

    An implicit call made by the wrapper takes the side that its caller would get. Every function
    made from the same ``def`` is marked at once.

    Raises:
        TypeError: when `wrapper` is no plain function: coroutines decide for themselves.
    """
    flags = code_flags(wrapper)
    if not is_function(wrapper) or flags & (CO_COROUTINE | CO_ASYNC_GENERATOR | CO_GENERATOR):
        raise TypeError(not_transparent(wrapper))
    make_transparent(wrapper.__code__)
    return wrapper
