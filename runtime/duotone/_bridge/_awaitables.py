"""What does a function give that is only marked as a coroutine function?"""

from __future__ import annotations

from .._kinds import CO_COROUTINE, code_flags
from .._light import wraps
from ._errors import awaited_already, not_awaitable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from typing import Any, Final

_CO_ITERABLE_COROUTINE: Final = 0x100


def coroutines_of(function: Callable[..., Any]) -> Callable[..., Coroutine[Any, Any, Any]]:
    """Return a function that gives a fresh coroutine at each call, or says what is wrong."""
    if code_flags(function) & CO_COROUTINE:
        return function

    @wraps(function)
    def produce(*args: Any, **kwargs: Any) -> Coroutine[Any, Any, Any]:
        result: Any = function(*args, **kwargs)
        if _is_used(result):
            raise RuntimeError(awaited_already(function))
        if _is_coroutine(result):
            coroutine: Coroutine[Any, Any, Any] = result
            return coroutine
        if not _is_awaitable(result):
            raise TypeError(not_awaitable(function, result))
        return _await(result)

    return produce


def _is_used(result: Any) -> bool:
    """Tell whether this is a coroutine that somebody has begun to await."""
    if type(result).__name__ != "coroutine":
        return False
    return result.cr_frame is None or result.cr_await is not None or result.cr_running


def _is_coroutine(result: object) -> bool:
    from collections.abc import Coroutine  # noqa: PLC0415 - only marked functions need it

    return isinstance(result, Coroutine)


def _is_awaitable(result: object) -> bool:
    from types import GeneratorType  # noqa: PLC0415 - only marked functions need it

    if isinstance(result, GeneratorType):
        return bool(result.gi_code.co_flags & _CO_ITERABLE_COROUTINE)
    return hasattr(type(result), "__await__")


def is_of_another_library(error: BaseException) -> bool:
    """Tell whether asyncio was asked to wait for something of another library's, such as trio's."""
    return type(error) is RuntimeError and str(error).startswith("Task got bad yield: ")


async def _await(awaitable: Awaitable[Any]) -> Any:
    return await awaitable
