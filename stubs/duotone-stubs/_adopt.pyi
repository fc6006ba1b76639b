# What the decorators that `adopt` makes do to a function.

from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, Literal, overload, type_check_only

from typing_extensions import ParamSpec, TypeVar

from ._decorators import AsyncCompatibleWith
from ._dual import Dual

_P = ParamSpec("_P")
_C = TypeVar("_C")
_T = TypeVar("_T")

@type_check_only
class AdoptedOfFunction:
    """`adopt("function")`, waiting for its coroutine function."""

    def __call__(self, function: Callable[_P, Coroutine[Any, Any, _T]], /) -> Dual[_P, _T]: ...

@type_check_only
class AdoptedOfPair:
    """`adopt("async_version")`, waiting for the coroutine function of a pair."""

    @overload
    def __call__(
        self, async_version: classmethod[_C, _P, Coroutine[Any, Any, _T]]
    ) -> AsyncCompatibleWith[Concatenate[type[_C], _P], _T]: ...
    @overload
    def __call__(
        self, async_version: Callable[_P, Coroutine[Any, Any, _T]]
    ) -> AsyncCompatibleWith[_P, _T]: ...

@overload
def adopt(
    takes: Literal["function"],
    /,
    *,
    receiver_in_aio: bool = False,
    warns: bool = False,
    bridge: Literal["private", "shared", "host"] | None = None,
) -> AdoptedOfFunction: ...
@overload
def adopt(
    takes: Literal["async_version"], /, *, receiver_in_aio: bool = False, warns: bool = False
) -> AdoptedOfPair: ...
