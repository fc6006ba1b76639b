# What a dual generator or context manager function is to its callers.
#
# There is nothing to choose at the call, so one callable type says it all in every checker. Under
# the mypy plugin the function becomes a plain callable, with `FactoryFunction` behind its attributes.

from collections.abc import Callable
from typing import Any, Generic, Protocol, overload, type_check_only

from typing_extensions import ParamSpec, TypeVar

_P = ParamSpec("_P")
_Q = ParamSpec("_Q")
_Both_co = TypeVar("_Both_co", covariant=True)
_Sync_co = TypeVar("_Sync_co", covariant=True)
_Aio_co = TypeVar("_Aio_co", covariant=True)
_B = TypeVar("_B")
_S = TypeVar("_S")
_A = TypeVar("_A")

# The arguments are what the sides give; the plugin fills in the items.
@type_check_only
class FactoryFunction(Generic[_Sync_co, _Aio_co]):
    __name__: str
    __qualname__: str
    __wrapped__: Callable[..., Any]
    __self__: Any
    __func__: Any
    @property
    def sync(self) -> _Sync_co: ...
    @property
    def aio(self) -> _Aio_co: ...
    # The plugin knows better; "object" keeps it from matching every callback protocol.
    @property
    def __call__(self) -> object: ...

class DualFactory(Generic[_P, _Both_co, _Sync_co, _Aio_co]):
    __name__: str
    __qualname__: str
    __wrapped__: Callable[..., Any]
    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _Both_co: ...
    @property
    def sync(self) -> Callable[_P, _Sync_co]: ...
    @property
    def aio(self) -> Callable[_P, _Aio_co]: ...
    # What a method's parameters are once its receiver has been bound.
    @type_check_only
    def _unbound(
        self, *args: _P.args, **kwargs: _P.kwargs
    ) -> tuple[_Both_co, _Sync_co, _Aio_co]: ...
    # A classmethod is told by its first parameter, which takes a class.
    @overload
    def __get__(
        self: _ClassMethod[_Q, _B, _S, _A], instance: None, owner: type[Any], /
    ) -> BoundFactory[_Q, _B, _S, _A]: ...
    @overload
    def __get__(
        self, instance: None, owner: type[Any], /
    ) -> DualFactory[_P, _Both_co, _Sync_co, _Aio_co]: ...
    @overload
    def __get__(
        self: _Method[_Q, _B, _S, _A], instance: object, owner: type[Any] | None = None, /
    ) -> BoundFactory[_Q, _B, _S, _A]: ...

@type_check_only
class _Method(Protocol[_Q, _Both_co, _Sync_co, _Aio_co]):
    def _unbound(
        self, receiver: Any, /, *args: _Q.args, **kwargs: _Q.kwargs
    ) -> tuple[_Both_co, _Sync_co, _Aio_co]: ...

@type_check_only
class _ClassMethod(Protocol[_Q, _Both_co, _Sync_co, _Aio_co]):
    def _unbound(
        self, receiver: type[Any], /, *args: _Q.args, **kwargs: _Q.kwargs
    ) -> tuple[_Both_co, _Sync_co, _Aio_co]: ...

class BoundFactory(Generic[_P, _Both_co, _Sync_co, _Aio_co]):
    __name__: str
    __qualname__: str
    __func__: DualFactory[..., _Both_co, _Sync_co, _Aio_co]
    __self__: Any
    @property
    def __wrapped__(self) -> Callable[..., Any]: ...
    def __call__(self, *args: _P.args, **kwargs: _P.kwargs) -> _Both_co: ...
    @property
    def sync(self) -> Callable[_P, _Sync_co]: ...
    @property
    def aio(self) -> Callable[_P, _Aio_co]: ...
