# What one call of a dual context manager function gives: an object for `with` and `async with`.

from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from types import TracebackType
from typing import Any, Generic

from typing_extensions import TypeVar

_Entered_co = TypeVar("_Entered_co", covariant=True)
_Function = TypeVar("_Function", bound=Callable[..., Any])

class DualContextManager(
    AbstractContextManager[_Entered_co, bool | None],
    AbstractAsyncContextManager[_Entered_co, bool | None],
    Generic[_Entered_co],
):
    def __enter__(self) -> _Entered_co: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> bool | None: ...
    def __aenter__(self) -> Coroutine[Any, Any, _Entered_co]: ...
    def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
        /,
    ) -> Coroutine[Any, Any, bool | None]: ...
    def __call__(self, function: _Function, /) -> _Function: ...
