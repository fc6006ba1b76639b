"""Dual functions: bridged, native pairs, generic, overloaded, with every kind of parameter."""

from typing import TypeVar, overload

from typing_extensions import ParamSpec

from duotone import Dual, async_compatible, sync_compatible

P = ParamSpec("P")
T = TypeVar("T")


@sync_compatible
async def load(number: int, /, *rest: int, name: str = "", **options: object) -> str:
    return f"{number}{rest}{name}{options}"


async def afetch(number: int) -> int:
    return number


@async_compatible(async_version=afetch)
def fetch(number: int) -> int:
    return number


def double_now(number: int) -> int:
    return 2 * number


@sync_compatible(sync_version=double_now)
async def double(number: int) -> int:
    return 2 * number


@async_compatible
def total(numbers: list[int]) -> int:
    return sum(numbers)


@sync_compatible
async def echo(value: T) -> T:
    return value


@overload
async def _either(value: int) -> int: ...
@overload
async def _either(value: str) -> str: ...
async def _either(value: int | str) -> int | str:
    return value


either = sync_compatible(_either)


def apply(dual: Dual[[int], str]) -> str:
    return dual(1, _sync=True)


def call(dual: Dual[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    return dual(*args, _sync=True, **kwargs)
