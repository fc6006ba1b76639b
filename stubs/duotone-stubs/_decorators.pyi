# What the decorators make of a function.

from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Callable,
    Coroutine,
    Generator,
    Iterator,
)
from contextlib import (
    AbstractAsyncContextManager,
    AbstractContextManager,
    _AsyncGeneratorContextManager,
    _GeneratorContextManager,
)
from typing import Any, Concatenate, Generic, Literal, Protocol, overload, type_check_only

from typing_extensions import Never, ParamSpec, TypeVar

from ._dual import Dual
from ._factory import DualFactory
from ._generators import DualGenerator
from ._managers import DualContextManager

_P = ParamSpec("_P")
_C = TypeVar("_C")
_T = TypeVar("_T")
_TwinName_co = TypeVar("_TwinName_co", covariant=True, default=None)
_Twin_co = TypeVar("_Twin_co", covariant=True, default=None)
_Y = TypeVar("_Y")
_Sent = TypeVar("_Sent")
_R = TypeVar("_R")

# An iterator that can be closed, such as a file or a cursor, is a value like any other: only a
# generator function is annotated with `Iterator` itself, which has no such method.
@type_check_only
class _ClosableIterator(Protocol):
    def __next__(self) -> Any: ...
    def close(self) -> Any: ...

_Closable = TypeVar("_Closable", bound=_ClosableIterator)

@type_check_only
class SyncCompatibleWith(Generic[_P, _T, _TwinName_co, _Twin_co]):
    """`sync_compatible(sync_version=...)`, waiting for its coroutine function."""

    def __call__(self, function: Callable[_P, Coroutine[Any, Any, _T]], /) -> Dual[_P, _T]: ...

@type_check_only
class AsyncCompatibleWith(Generic[_P, _T, _TwinName_co, _Twin_co]):
    """`async_compatible(async_version=...)`, waiting for its plain function."""

    def __call__(self, function: Callable[_P, _T], /) -> Dual[_P, _T]: ...

# What the plugin has mypy call for a class that inherits a dual function and has a metaclass.
@type_check_only
def class_checked(cls: object, /) -> None: ...

@type_check_only
class SyncCompatibleOver:
    """`sync_compatible(bridge=...)`, waiting for its coroutine function."""

    def __call__(self, function: Callable[_P, Coroutine[Any, Any, _T]], /) -> Dual[_P, _T]: ...

@type_check_only
class AsyncCompatibleInThreads:
    """`async_compatible(abandon_on_cancel=...)`, waiting for its plain function."""

    def __call__(self, function: Callable[_P, _T], /) -> Dual[_P, _T]: ...

@overload
def sync_compatible(function: Callable[_P, Coroutine[Any, Any, _T]], /) -> Dual[_P, _T]: ...
@overload
def sync_compatible(
    function: Callable[_P, AsyncGenerator[_Y, _Sent]], /
) -> DualFactory[_P, DualGenerator[_Y, _Sent], Generator[_Y, _Sent], AsyncGenerator[_Y, _Sent]]: ...
@overload
def sync_compatible(
    function: Callable[_P, AsyncIterable[_Y]], /
) -> DualFactory[_P, DualGenerator[_Y], Iterator[_Y], AsyncIterator[_Y]]: ...
@overload
def sync_compatible(
    function: Callable[_P, _AsyncGeneratorContextManager[_T]], /
) -> DualFactory[
    _P,
    DualContextManager[_T],
    AbstractContextManager[_T, bool | None],
    AbstractAsyncContextManager[_T, bool | None],
]: ...
@overload
def sync_compatible(
    *, sync_version: classmethod[_C, _P, _T]
) -> SyncCompatibleWith[Concatenate[type[_C], _P], _T]: ...
@overload
def sync_compatible(*, sync_version: Callable[_P, _T]) -> SyncCompatibleWith[_P, _T]: ...
@overload
def sync_compatible(
    *, bridge: Literal["private", "shared", "host"] | None = None
) -> SyncCompatibleOver: ...

# `Any` is a `Never`, and nothing else that a function gives: it must not pass for a generator.
@overload
def async_compatible(function: Callable[_P, Never], /) -> Dual[_P, Any]: ...
@overload
def async_compatible(
    function: Callable[_P, Generator[_Y, _Sent, _R]], /
) -> DualFactory[
    _P, DualGenerator[_Y, _Sent, _R], Generator[_Y, _Sent, _R], AsyncGenerator[_Y, _Sent]
]: ...
@overload
def async_compatible(function: Callable[_P, _Closable], /) -> Dual[_P, _Closable]: ...
@overload
def async_compatible(
    function: Callable[_P, Iterator[_Y]], /
) -> DualFactory[_P, DualGenerator[_Y], Iterator[_Y], AsyncIterator[_Y]]: ...
@overload
def async_compatible(
    function: Callable[_P, _GeneratorContextManager[_T]], /
) -> DualFactory[
    _P,
    DualContextManager[_T],
    AbstractContextManager[_T, bool | None],
    AbstractAsyncContextManager[_T, bool | None],
]: ...
@overload
def async_compatible(function: Callable[_P, _T], /) -> Dual[_P, _T]: ...
@overload
def async_compatible(
    *, async_version: classmethod[_C, _P, Coroutine[Any, Any, _T]]
) -> AsyncCompatibleWith[Concatenate[type[_C], _P], _T]: ...
@overload
def async_compatible(
    *, async_version: Callable[_P, Coroutine[Any, Any, _T]]
) -> AsyncCompatibleWith[_P, _T]: ...
@overload
def async_compatible(*, abandon_on_cancel: bool = False) -> AsyncCompatibleInThreads: ...
