# What a dual function is to its callers.
#
# Every checker reads `Dual` as it stands here: an implicit call gives the union. Under the mypy
# plugin `Dual[P, T]` becomes a plain callable that returns `ValueOrCoroutine[T]`, with
# `DualFunction` behind its attributes; the plugin resolves each call from its place.

from builtins import function
from collections.abc import Callable, Coroutine
from typing import Any, Generic, Literal, Protocol, overload, type_check_only

from typing_extensions import ParamSpec, Self, TypeVar, override

_P = ParamSpec("_P")
_Q = ParamSpec("_Q")
_T_co = TypeVar("_T_co", covariant=True)
_U = TypeVar("_U")
_U_co = TypeVar("_U_co", covariant=True)
_TwinName_co = TypeVar("_TwinName_co", covariant=True, default=None)

@type_check_only
class ValueOrCoroutine(Generic[_T_co]):
    """What an implicit call gives, before the place of the call has decided."""

# The sides are plain functions that tell the plugin what they are: "function" is final, and these
# classes have no instances of their own. `__get__` keeps mypy from taking them for methods.
@type_check_only
class SyncSide(function, Generic[_TwinName_co]):  # type: ignore[misc]
    """The attributes of `f.sync`; its argument is the name of the async twin, if any."""

    @override
    def __get__(self, instance: object, owner: type | None = None, /) -> Self: ...

@type_check_only
class AsyncSide(function, Generic[_TwinName_co]):  # type: ignore[misc]
    """The attributes of `f.aio`; its argument is the name of the async twin, if any."""

    @override
    def __get__(self, instance: object, owner: type | None = None, /) -> Self: ...

@type_check_only
class DualFunction(Generic[_TwinName_co]):
    """The attributes of a dual function; its argument is the name of its async twin, if any."""

    __name__: str
    __qualname__: str
    __wrapped__: Callable[..., Any]
    @property
    def sync(self) -> SyncSide[_TwinName_co]: ...
    @property
    def aio(self) -> AsyncSide[_TwinName_co]: ...
    # The plugin knows better; "object" keeps a dual function from matching every callback protocol.
    @property
    def __call__(self) -> object: ...

@type_check_only
class SyncTwin(Generic[_TwinName_co]):
    """The argument of `DualFunction` where the twin is the sync side; its argument is the name."""

class Dual(DualFunction[None], Generic[_P, _T_co]):
    @overload
    @override
    def __call__(
        self, *args: _P.args, **kwargs: _P.kwargs
    ) -> _T_co | Coroutine[Any, Any, _T_co]: ...
    @overload
    def __call__(self, *args: Any, _sync: Literal[True], **kwargs: Any) -> _T_co: ...
    @overload
    def __call__(
        self, *args: Any, _sync: Literal[False], **kwargs: Any
    ) -> Coroutine[Any, Any, _T_co]: ...
    @overload
    def __call__(
        self, *args: Any, _sync: bool, **kwargs: Any
    ) -> _T_co | Coroutine[Any, Any, _T_co]: ...
    @property
    @override
    def sync(self) -> Callable[_P, _T_co]: ...  # type: ignore[override]  # exact without plugin
    @property
    @override
    def aio(self) -> Callable[_P, Coroutine[Any, Any, _T_co]]: ...  # type: ignore[override]
    # What a method's parameters are once its receiver has been bound.
    @type_check_only
    def _unbound(self, *args: _P.args, **kwargs: _P.kwargs) -> _T_co: ...
    @overload
    def __get__(self, instance: None, owner: type[Any], /) -> Dual[_P, _T_co]: ...
    @overload
    def __get__(
        self: _Method[_Q, _U], instance: object, owner: type[Any] | None = None, /
    ) -> BoundDual[_Q, _U]: ...

@type_check_only
class _Method(Protocol[_Q, _U_co]):
    def _unbound(self, receiver: Any, /, *args: _Q.args, **kwargs: _Q.kwargs) -> _U_co: ...

class BoundDual(DualFunction[None], Generic[_P, _T_co]):
    @overload
    @override
    def __call__(
        self, *args: _P.args, **kwargs: _P.kwargs
    ) -> _T_co | Coroutine[Any, Any, _T_co]: ...
    @overload
    def __call__(self, *args: Any, _sync: Literal[True], **kwargs: Any) -> _T_co: ...
    @overload
    def __call__(
        self, *args: Any, _sync: Literal[False], **kwargs: Any
    ) -> Coroutine[Any, Any, _T_co]: ...
    @overload
    def __call__(
        self, *args: Any, _sync: bool, **kwargs: Any
    ) -> _T_co | Coroutine[Any, Any, _T_co]: ...
    @property
    @override
    def sync(self) -> Callable[_P, _T_co]: ...  # type: ignore[override]  # exact without plugin
    @property
    @override
    def aio(self) -> Callable[_P, Coroutine[Any, Any, _T_co]]: ...  # type: ignore[override]
    @property
    def __self__(self) -> Any: ...
    @property
    def __func__(self) -> Dual[..., _T_co]: ...
