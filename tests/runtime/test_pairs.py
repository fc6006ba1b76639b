"""Does an async class offer the same as its sync twin, when the two are compared at run time?"""

from __future__ import annotations

import functools
import pickle
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from duotone import PairError, async_compatible, async_twin_of, check_pair, sync_compatible

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from typing_extensions import Self

F = TypeVar("F", bound="Callable[..., Any]")


def traced(function: F) -> F:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper  # type: ignore[return-value] # a wrapper keeps the signature


class Client:
    def __init__(self, url: str) -> None:
        self.url = url

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None: ...

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        return "a"

    def close(self) -> None: ...

    def load(
        self, number: int, /, text: str = "a", *rest: int, flag: bool, **more: int
    ) -> None: ...

    def pages(self) -> Iterator[str]:
        yield "a"

    def count(self) -> int:
        return 1

    @property
    def name(self) -> str:
        return "a"

    @classmethod
    def make(cls, url: str) -> Client:
        return cls(url)

    @staticmethod
    def read(path: str) -> str:
        return path

    @functools.lru_cache  # noqa: B019 - a class that is never instantiated
    def cached(self) -> int:
        return 1

    @sync_compatible
    async def dual(self, number: int) -> int:
        return number

    def _private(self) -> None: ...


class AsyncClient:
    def __init__(self, url: str, transport: object = None) -> None:
        self.url, self.transport = url, transport

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: object, error: object, traceback: object) -> None: ...

    def __aiter__(self) -> AsyncIterator[str]:
        return self

    async def __anext__(self) -> str:
        return "a"

    async def aclose(self) -> None: ...

    async def load(
        self, number: int, /, text: str = "a", *rest: int, flag: bool, **more: int
    ) -> None: ...

    async def pages(self) -> AsyncIterator[str]:
        yield "a"

    def count(self) -> int:
        return 1

    @property
    def name(self) -> str:
        return "a"

    @classmethod
    async def make(cls, url: str) -> AsyncClient:
        return cls(url)

    @staticmethod
    async def read(path: str) -> str:
        return path

    @traced
    async def cached(self) -> int:
        return 1

    @sync_compatible
    async def dual(self, number: int) -> int:
        return number

    async def _also_private(self) -> None: ...


def differences(sync_class: type, async_class: type) -> list[str]:
    with pytest.raises(PairError) as caught:
        check_pair(sync_class, async_class)
    return caught.value.differences


def test_equal_classes_pass() -> None:
    check_pair(Client, AsyncClient)


def test_decorator_returns_the_class_unchanged() -> None:
    assert async_twin_of(Client)(AsyncClient) is AsyncClient


def test_decorator_refuses_a_class_that_differs_when_it_is_defined() -> None:
    with pytest.raises(PairError, match='it lacks the method "load"'):

        @async_twin_of(Client)
        class Empty: ...  # type: ignore[dual-parity]


def test_error_is_a_type_error_that_lists_every_difference() -> None:
    class Sync:
        def load(self, number: int) -> None: ...
        def save(self) -> None: ...

    class Async:
        async def load(self, text: str) -> None: ...
        async def drop(self) -> None: ...

    with pytest.raises(TypeError) as caught:
        check_pair(Sync, Async)

    prefix = f"{__name__}.test_error_is_a_type_error_that_lists_every_difference.<locals>."
    assert str(caught.value) == (
        f'"{prefix}Async" is not the async twin of "{prefix}Sync":\n'
        '  - in its method "load", it lacks the parameter "number"\n'
        '  - in its method "load", its parameter "text" is extra\n'
        '  - it lacks the method "save"\n'
        '  - its method "drop" is extra'
    )


def test_error_survives_pickling() -> None:
    error = PairError("text", ["one", "two"])

    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes

    assert (str(copy), copy.differences) == ("text", ["one", "two"])


def test_special_method_is_missed_by_its_async_name() -> None:
    class Sync:
        def __enter__(self) -> None: ...

    class Async: ...

    assert differences(Sync, Async) == ['it lacks the method "__aenter__", the twin of "__enter__"']


def test_special_method_without_a_sync_twin_is_extra() -> None:
    class Sync: ...

    class Async:
        async def __anext__(self) -> None: ...

    assert differences(Sync, Async) == ['its method "__anext__" is extra']


def test_sync_special_methods_of_the_async_class_are_its_own_business() -> None:
    class Sync:
        def __enter__(self) -> None: ...

    class Async:
        async def __aenter__(self) -> None: ...
        def __enter__(self) -> None:
            raise TypeError("use async with")

    check_pair(Sync, Async)


def test_async_special_methods_of_the_sync_class_are_its_own_business() -> None:
    class Sync:
        async def __aenter__(self) -> None: ...

    class Async:
        async def __aenter__(self) -> None: ...

    check_pair(Sync, Async)


@pytest.mark.parametrize("name", ["close", "aclose"])
def test_close_may_be_called_close_or_aclose(name: str) -> None:
    class Sync:
        def close(self) -> None: ...

    async def close(self: object) -> None: ...

    check_pair(Sync, type("Async", (), {name: close}))


def test_aclose_is_compared_with_close() -> None:
    class Sync:
        def close(self) -> None: ...

    class Async:
        async def aclose(self, now: int) -> None: ...
        def close(self) -> None: ...

    assert differences(Sync, Async) == ['in its method "aclose", its parameter "now" is extra']


def test_binding_is_compared() -> None:
    class Sync:
        def load(self) -> None: ...

    class Async:
        @classmethod
        async def load(cls) -> None: ...

    assert differences(Sync, Async) == ['its "load" is a classmethod, not a method']


def test_async_method_of_the_sync_class_is_reported() -> None:
    class Sync:
        async def load(self) -> None: ...

        @traced
        async def hidden(self) -> None: ...

    class Async:
        async def load(self) -> None: ...

        async def hidden(self) -> None: ...

    (difference,) = differences(Sync, Async)
    assert difference.startswith('"load" is an "async def" in the sync class')


def test_property_is_no_method() -> None:
    class Sync:
        def load(self) -> None: ...

    class Async:
        @property
        def load(self) -> None: ...

    assert differences(Sync, Async) == ['it lacks the method "load"']


def test_plain_method_of_both_must_be_equal() -> None:
    class Sync:
        def count(self, text: str = "a") -> None: ...

    class Async:
        def count(self, text: str = "b") -> None: ...

    assert differences(Sync, Async) == [
        "in its method \"count\", its parameter \"text\" defaults to 'b', not 'a'"
    ]


def test_inherited_methods_are_compared() -> None:
    class Base(dict):  # type: ignore[type-arg] # what it holds does not matter
        def load(self) -> None: ...

    class Sync(Base): ...

    class Async: ...

    assert differences(Sync, Async) == ['it lacks the method "load"']


def test_inherited_method_that_is_hidden_by_a_value_is_none() -> None:
    class Base:
        def load(self) -> None: ...

    class Sync(Base):
        load = None  # type: ignore[assignment] # as one does to take a method away

    class Async: ...

    check_pair(Sync, Async)


def test_nested_class_is_no_method() -> None:
    class Sync:
        class Options: ...

    class Async: ...

    check_pair(Sync, Async)


def test_dual_method_serves_in_place_of_an_async_one() -> None:
    class Sync:
        def load(self, number: int) -> int:
            return number

    class Async:
        @async_compatible
        def load(self, number: int) -> int:
            return number

    check_pair(Sync, Async)


@pytest.mark.parametrize("pair", [(Client, 1), ("Client", AsyncClient)])
def test_only_classes_are_compared(pair: tuple[Any, Any]) -> None:
    with pytest.raises(TypeError, match="check_pair compares classes"):
        check_pair(*pair)


def test_decorator_takes_a_class() -> None:
    with pytest.raises(TypeError, match="async_twin_of compares classes, and 1 is none"):
        async_twin_of(1)  # type: ignore[arg-type]


def test_decorator_is_put_on_a_class() -> None:
    with pytest.raises(TypeError, match="check_pair compares classes"):

        @async_twin_of(Client)  # type: ignore[type-var]
        def function() -> None: ...
