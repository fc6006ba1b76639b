# What the decorators make of a function.

from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, Generic, overload, type_check_only

from typing_extensions import ParamSpec, TypeVar

from ._dual import Dual

_P = ParamSpec("_P")
_C = TypeVar("_C")
_T = TypeVar("_T")
_TwinName_co = TypeVar("_TwinName_co", covariant=True, default=None)
_Twin_co = TypeVar("_Twin_co", covariant=True, default=None)

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
@overload
def sync_compatible(function: Callable[_P, Coroutine[Any, Any, _T]], /) -> Dual[_P, _T]: ...
@overload
def sync_compatible(
    *, sync_version: classmethod[_C, _P, _T]
) -> SyncCompatibleWith[Concatenate[type[_C], _P], _T]: ...
@overload
def sync_compatible(*, sync_version: Callable[_P, _T]) -> SyncCompatibleWith[_P, _T]: ...
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
