# What one call of a dual generator function gives: an object for `for` and for `async for`.

from collections.abc import AsyncGenerator, Coroutine, Generator
from types import TracebackType
from typing import Any, Generic, overload

from typing_extensions import Self, TypeVar

_Yielded_co = TypeVar("_Yielded_co", covariant=True)
_Sent_contra = TypeVar("_Sent_contra", contravariant=True, default=None)
_Returned_co = TypeVar("_Returned_co", covariant=True, default=None)

class DualGenerator(
    Generator[_Yielded_co, _Sent_contra, _Returned_co],
    AsyncGenerator[_Yielded_co, _Sent_contra],
    Generic[_Yielded_co, _Sent_contra, _Returned_co],
):
    def __iter__(self) -> Self: ...
    def __next__(self) -> _Yielded_co: ...
    def send(self, value: _Sent_contra, /) -> _Yielded_co: ...
    @overload
    def throw(
        self,
        typ: type[BaseException],
        val: BaseException | object = None,
        tb: TracebackType | None = None,
        /,
    ) -> _Yielded_co: ...
    @overload
    def throw(
        self, typ: BaseException, val: None = None, tb: TracebackType | None = None, /
    ) -> _Yielded_co: ...
    def close(self) -> Any: ...
    def __aiter__(self) -> Self: ...
    def __anext__(self) -> Coroutine[Any, Any, _Yielded_co]: ...
    def asend(self, value: _Sent_contra, /) -> Coroutine[Any, Any, _Yielded_co]: ...
    @overload
    def athrow(
        self,
        typ: type[BaseException],
        val: BaseException | object = None,
        tb: TracebackType | None = None,
        /,
    ) -> Coroutine[Any, Any, _Yielded_co]: ...
    @overload
    def athrow(
        self, typ: BaseException, val: None = None, tb: TracebackType | None = None, /
    ) -> Coroutine[Any, Any, _Yielded_co]: ...
    def aclose(self) -> Coroutine[Any, Any, None]: ...
