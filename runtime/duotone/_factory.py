"""What is a function that gives one object for sync and async code alike, and how does it bind?

A dual generator or context manager function: unlike a dual function it has nothing to choose at
the call, because the statement that uses the object, ``for`` or ``async for``, says it.
"""

from __future__ import annotations

from functools import update_wrapper
from types import MethodType

from ._bound_side import SIDES, bind_side
from ._delegated import delegated
from ._errors import side_is_fixed, sync_is_a_parameter
from ._kinds import CLASSMETHOD, METHOD, STATICMETHOD, is_function
from ._signature import own_parameters
from ._stepwise_errors import takes_no_sync

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ._forms import Forms

_SYNC: Final = "_sync"


class DualFactory:
    """A function whose result is one object for sync and async code alike."""

    __duotone_dual__ = True
    __duotone_factory__ = True

    if TYPE_CHECKING:
        # Set by `update_wrapper`. Properties: annotations would give the class `__annotations__`.
        @property
        def __name__(self) -> str: ...
        @property
        def __qualname__(self) -> str: ...
        @property
        def __wrapped__(self) -> Callable[..., Any]: ...

    def __init__(self, forms: Forms, binding: str = METHOD) -> None:
        if any(parameter.name == _SYNC for parameter in own_parameters(_innermost(forms.function))):
            raise TypeError(sync_is_a_parameter(forms.function))
        update_wrapper(self, forms.function)
        self._forms = forms
        self._binding = binding

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        if _SYNC in kwargs:
            raise TypeError(takes_no_sync(self.__name__, self._forms.choice))
        return self._forms.both(*args, **kwargs)

    @property
    def sync(self) -> Callable[..., Any]:
        """The function that gives an object for sync code only."""
        return self._forms.sync

    @property
    def aio(self) -> Callable[..., Any]:
        """The function that gives an object for async code only."""
        return self._forms.aio

    def __setattr__(self, name: str, value: object) -> None:
        if name in SIDES:
            raise AttributeError(side_is_fixed(self, name))
        super().__setattr__(name, value)

    def __get__(self, instance: Any, owner: type | None = None) -> DualFactory | BoundFactory:
        if self._binding == STATICMETHOD:
            return self
        if self._binding == CLASSMETHOD:
            return BoundFactory(self, type(instance) if owner is None else owner)
        return self if instance is None else BoundFactory(self, instance)

    def for_classmethod(self) -> DualFactory:
        """Return the same function as one that binds to the class by itself."""
        bound = DualFactory(self._forms, CLASSMETHOD)
        # What decorators between the two have noted on it, such as abstractmethod.
        bound.__dict__.update({**self.__dict__, "_binding": CLASSMETHOD})
        return bound

    def __repr__(self) -> str:
        return f"<dual function {self.__module__}.{self.__qualname__}>"

    def __copy__(self) -> DualFactory:
        return self

    def __deepcopy__(self, memo: object) -> DualFactory:
        return self

    def __reduce__(self) -> str:
        return str(self.__qualname__)


class BoundFactory:
    """A dual generator or context manager function bound to its receiver."""

    __slots__ = ("__func__", "__self__")
    __duotone_dual__ = True

    def __init__(self, factory: DualFactory, receiver: Any) -> None:
        self.__func__ = factory
        self.__self__ = receiver

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self.__func__(self.__self__, *args, **kwargs)

    @property
    def sync(self) -> Callable[..., Any]:
        """The function that gives an object for sync code only, bound to the receiver."""
        return bind_side(self.__func__.sync, self, "sync")

    @property
    def aio(self) -> Callable[..., Any]:
        """The function that gives an object for async code only, bound to the receiver."""
        return bind_side(self.__func__.aio, self, "aio")

    @property
    def __wrapped__(self) -> Callable[..., Any]:
        """The decorated function, bound; `inspect.signature` follows it."""
        return MethodType(self.__func__.__wrapped__, self.__self__)

    def __setattr__(self, name: str, value: object) -> None:
        if name in SIDES:
            raise AttributeError(side_is_fixed(self.__func__, name))
        super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__func__, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BoundFactory):
            return NotImplemented
        return self.__func__ is other.__func__ and self.__self__ is other.__self__

    def __hash__(self) -> int:
        return hash((self.__func__, id(self.__self__)))

    def __repr__(self) -> str:
        return f"<bound dual method {self.__func__.__qualname__} of {self.__self__!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return getattr, (self.__self__, self.__func__.__name__)


BoundFactory.__doc__ = delegated("__doc__")
BoundFactory.__module__ = delegated("__module__")


def _innermost(function: Any) -> Any:
    """Return the function that a context manager's wrapper passes its arguments on to."""
    wrapped = getattr(function, "__wrapped__", None)
    return wrapped if is_function(wrapped) else function
