"""What are the two sides of a dual function, and which of them are native?"""

from __future__ import annotations

from ._bridge import (
    WAYS,
    coroutines_of,
    here,
    is_of_another_library,
    process_wide,
    users_part,
    waits_for_another_library,
)
from ._declared import SYNC, DeclaredContext, any_declaration
from ._kinds import is_function
from ._light import wraps
from ._loops import is_loop_running
from ._signature import differences, own_parameters
from ._twin_link import TwinLink

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, Final, Literal, TypeAlias

    from ._declared import Side

    Twin: TypeAlias = Literal["sync", "async"]

_SYNC_EXTENT: Final = DeclaredContext(SYNC)


class Sides:
    """The two sides of one dual function, made once, at decoration."""

    __slots__ = (
        "aio",
        "attribute",
        "function",
        "has_native_sync",
        "implicit_aio",
        "implicit_sync",
        "is_half_told",
        "is_twin_told",
        "link",
        "options",
        "receiver_in_aio",
        "recipe",
        "sync",
        "takes_anything",
        "twin",
        "twin_name",
    )

    def __init__(  # noqa: PLR0913 - one place fills all of it, by name
        self,
        function: Callable[..., Any],
        *,
        implicit_sync: Callable[..., Any],
        sync: Callable[..., Any],
        aio: Callable[..., Coroutine[Any, Any, Any]],
        implicit_aio: Callable[..., Coroutine[Any, Any, Any]] | None = None,
        has_native_sync: bool,
        takes_anything: bool = False,
        twin: Twin | None = None,
        twin_name: str | None = None,
        link: TwinLink | None = None,
    ) -> None:
        #: The decorated function.
        self.function = function
        #: What an implicit call runs when the rule says sync.
        self.implicit_sync = implicit_sync
        #: What ``.sync`` and ``_sync=True`` run: it declares ``sync`` for its extent.
        self.sync = sync
        #: What ``.aio`` runs: a coroutine function, for those who ask whether it is one.
        self.aio = aio
        #: What every other call that gives a coroutine runs: `aio`, without a frame of its own.
        self.implicit_aio = aio if implicit_aio is None else implicit_aio
        self.has_native_sync = has_native_sync
        #: Do the arguments of a call go to the side as they are, whatever the function takes?
        self.takes_anything = takes_anything
        #: Which side is the other function of a native pair, and how it is called.
        self.twin: Twin | None = twin
        self.twin_name = twin_name
        #: How the twin is found in the class that holds both, for a native pair.
        self.link = link
        #: The name of the class attribute that holds the dual function, once there is one.
        self.attribute: str | None = None
        #: Has it been said already that it overrides one half of a pair only?
        self.is_half_told = False
        #: Is a call that goes to the twin told of, once for each place?
        self.is_twin_told = True
        #: Does a bound ``.aio`` take the receiver as well?
        self.receiver_in_aio = False
        #: What was chosen at its decoration, besides a twin.
        self.options: dict[str, Any] = {}
        #: What makes the dual function anew, where decorating the function again would not.
        self.recipe: tuple[Callable[..., Any], tuple[Any, ...]] | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        # `functools.wraps` around a dual function copies these into a wrapper, which has no use for
        # them; a dual function that is pickled makes its own anew.
        return type(None), ()

    @property
    def name(self) -> str:
        """The name of the decorated function."""
        return self.function.__name__

    @property
    def told_twin(self) -> Twin | None:
        """The side whose implicit calls are told of."""
        return self.twin if self.is_twin_told else None

    @property
    def async_twin_name(self) -> str | None:
        """The name under which the async side can be called, if it has one of its own."""
        return self.twin_name if self.twin == "async" else None


def native_pair(
    function: Callable[..., Any],
    *,
    sync: Callable[..., Any],
    aio: Callable[..., Coroutine[Any, Any, Any]],
) -> Sides:
    """Return the sides of a dual function whose author wrote both."""
    link = TwinLink(sync, is_async=False) if function is aio else TwinLink(aio, is_async=True)
    implicit_aio = aio
    if _stands_in_a_class(function):
        if function is aio:
            sync = link.by_name()
        else:
            aio, implicit_aio = link.by_name(), link.plain_by_name()
    return Sides(
        function,
        implicit_sync=sync,
        sync=_forced(sync, function),
        aio=aio,
        implicit_aio=implicit_aio,
        has_native_sync=True,
        takes_anything=_takes_by_itself(function, link.twin),
        twin="async" if link.is_async else "sync",
        twin_name=_name_beside(function, link.twin),
        link=link,
    )


def bridged_sync(
    function: Callable[..., Coroutine[Any, Any, Any]], way: str | None = None
) -> Sides:
    """Return the sides of a coroutine function whose sync side is bridged.

    It takes the given way; otherwise the one chosen at the call by a block or the process.
    """
    implicit = _run_by(way, function, None)
    forced = _run_by(way, function, SYNC)
    forced.__qualname__ = _path_of_sync(function)
    sides = Sides(
        function, implicit_sync=implicit, sync=forced, aio=function, has_native_sync=False
    )
    if way is not None:
        sides.options["bridge"] = way
    return sides


def _run_by(
    way: str | None, function: Callable[..., Coroutine[Any, Any, Any]], declares: Side | None
) -> Callable[..., Any]:
    """Return a function that runs the coroutine function on a way, with what is declared for it."""
    produce = coroutines_of(function)
    name = getattr(function, "__qualname__", None)

    @wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            usual = process_wide.run if way is None else WAYS[way]
            chosen = usual or WAYS[here() or process_wide.way]
            return chosen(produce, name, args, kwargs, declares)
        except BaseException as error:
            if is_of_another_library(error):
                raise RuntimeError(waits_for_another_library(function, error)) from error
            raise error.with_traceback(users_part(error.__traceback__))  # noqa: B904 - the same error, without our frames

    return run


def bridged_async(function: Callable[..., Any], *, abandon_on_cancel: bool = False) -> Sides:
    """Return the sides of a plain function whose async side runs in a worker thread."""

    @wraps(function)
    async def aio(*args: Any, **kwargs: Any) -> Any:
        from ._bridge._worker_thread import run_in_worker_thread  # noqa: PLC0415 - few need it

        return await run_in_worker_thread(
            function, args, kwargs, abandon_on_cancel=abandon_on_cancel
        )

    # The path by which a pickle finds it, as that of the sync side.
    aio.__qualname__ = f"{function.__qualname__}.aio"
    sides = Sides(
        function,
        implicit_sync=function,
        sync=_forced(function, function),
        aio=aio,
        has_native_sync=True,
    )
    if abandon_on_cancel:
        sides.options["abandon_on_cancel"] = True
    return sides


def _forced(sync: Callable[..., Any], function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the sync side of a function: under a running loop it declares ``sync``."""

    @wraps(sync)
    def forced(*args: Any, **kwargs: Any) -> Any:
        if any_declaration() is None and not is_loop_running():
            return sync(*args, **kwargs)
        with _SYNC_EXTENT:
            return sync(*args, **kwargs)

    forced.__qualname__ = _path_of_sync(function)
    return forced


def _path_of_sync(function: Callable[..., Any]) -> str:
    """Return the path by which a pickle finds the sync side of the dual function in its module."""
    return f"{function.__qualname__}.sync"


def _takes_by_itself(function: Callable[..., Any], twin: Callable[..., Any]) -> bool:
    """Tell whether a twin has a parameter list of its own: a decorator's, or one written in C.

    Such a one may look at which arguments were given, and defaults of the function are not.
    """
    if not is_function(function) or not is_function(twin):
        return True
    return any(differences(own_parameters(function), own_parameters(twin)))


def _stands_in_a_class(function: Callable[..., Any]) -> bool:
    place = function.__qualname__.rpartition(".")[0]
    return bool(place) and not place.endswith("<locals>")


def _name_beside(function: Callable[..., Any], twin: Callable[..., Any]) -> str | None:
    """Return the twin's name if the twin was written in the same place as the function."""
    if getattr(twin, "__module__", None) != function.__module__:
        return None
    place, _, name = getattr(twin, "__qualname__", "").rpartition(".")
    is_beside = place == function.__qualname__.rpartition(".")[0]
    return name if is_beside and name.isidentifier() else None
