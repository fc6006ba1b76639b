"""What do the calls of a dual generator or context manager function give, of each kind?"""

from __future__ import annotations

from functools import wraps

from ._generators import DualGenerator
from ._managers import DualContextManager
from ._on_private_loop import GeneratorOnLoop, ManagerOnLoop

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

_OF_GENERATOR: Final = "`for` and `async for` choose"
_OF_MANAGER: Final = "`with` and `async with` choose"


class Forms:
    """What the calls of a factory give: the object of both kinds, and that of each kind alone."""

    __slots__ = ("aio", "both", "choice", "function", "sync")

    def __init__(
        self,
        function: Callable[..., Any],
        *,
        both: Callable[..., Any],
        sync: Callable[..., Any],
        aio: Callable[..., Any],
        choice: str,
    ) -> None:
        #: The decorated function.
        self.function = function
        self.both = both
        self.sync = sync
        self.aio = aio
        #: What chooses between the kinds, as a message says it.
        self.choice = choice


def over_async_generator(function: Callable[..., Any]) -> Forms:
    """Return what a dual function over an async generator function gives."""
    name = function.__name__

    @wraps(function)
    def sync(*args: Any, **kwargs: Any) -> GeneratorOnLoop:
        return GeneratorOnLoop(function(*args, **kwargs), name)

    def both(*args: Any, **kwargs: Any) -> DualGenerator:
        generator = function(*args, **kwargs)
        return DualGenerator(GeneratorOnLoop(generator, name), generator, name)

    return Forms(function, both=both, sync=_found(sync, "sync"), aio=function, choice=_OF_GENERATOR)


def over_generator(function: Callable[..., Any]) -> Forms:
    """Return what a dual function over a plain generator function gives."""
    from ._in_threads import generate_in_threads  # noqa: PLC0415 - a cycle: the bridge declares contexts

    name = function.__name__

    @wraps(function)
    def aio(*args: Any, **kwargs: Any) -> Any:
        return generate_in_threads(function(*args, **kwargs))

    def both(*args: Any, **kwargs: Any) -> DualGenerator:
        generator = function(*args, **kwargs)
        return DualGenerator(generator, generate_in_threads(generator), name)

    return Forms(function, both=both, sync=function, aio=_found(aio, "aio"), choice=_OF_GENERATOR)


def over_async_manager(function: Callable[..., Any]) -> Forms:
    """Return what a dual function over an async context manager gives."""
    name = function.__name__

    @wraps(function)
    def sync(*args: Any, **kwargs: Any) -> ManagerOnLoop:
        return ManagerOnLoop(function(*args, **kwargs), name)

    def both(*args: Any, **kwargs: Any) -> DualContextManager:
        manager = function(*args, **kwargs)
        return DualContextManager(
            ManagerOnLoop(manager, name), manager, name, lambda: both(*args, **kwargs)
        )

    return Forms(function, both=both, sync=_found(sync, "sync"), aio=function, choice=_OF_MANAGER)


def over_manager(function: Callable[..., Any]) -> Forms:
    """Return what a dual function over a plain context manager gives."""
    from ._in_threads import ManagerInThreads  # noqa: PLC0415 - a cycle: the bridge declares contexts

    name = function.__name__

    @wraps(function)
    def aio(*args: Any, **kwargs: Any) -> ManagerInThreads:
        return ManagerInThreads(function(*args, **kwargs), name)

    def both(*args: Any, **kwargs: Any) -> DualContextManager:
        manager = function(*args, **kwargs)
        return DualContextManager(
            manager, ManagerInThreads(manager, name), name, lambda: both(*args, **kwargs)
        )

    return Forms(function, both=both, sync=function, aio=_found(aio, "aio"), choice=_OF_MANAGER)


def _found(form: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Give a form that is no user's the path by which a pickle finds it in its module."""
    form.__qualname__ = f"{form.__qualname__}.{name}"
    return form
