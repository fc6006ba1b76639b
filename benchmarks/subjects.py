"""Which functions are called: bare, through a pass-through wrapper, and through each library?"""

from __future__ import annotations

from typing import Any

from prefect._internal.compatibility.async_dispatch import async_dispatch

from duotone import async_compatible, sync_compatible


def wrap(function: Any) -> Any:
    """Return the cheapest wrapper that fits every function."""

    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


def bare(number: int) -> int:
    return number


async def abare(number: int) -> int:
    return number


def with_keywords(number: int, *, by: int = 1) -> int:
    return number


async def awith_keywords(number: int, *, by: int = 1) -> int:
    return number


passed = wrap(bare)
apassed = wrap(abare)
dual = async_compatible(bare)
adual = sync_compatible(abare)
pair = async_compatible(async_version=abare)(bare)
prefect = async_dispatch(abare)(bare)

keywords = {
    "bare": with_keywords,
    "pass-through": wrap(with_keywords),
    "duotone": async_compatible(with_keywords),
    "duotone pair": async_compatible(async_version=awith_keywords)(with_keywords),
    "prefect": async_dispatch(awith_keywords)(with_keywords),
}


class Holder:
    """Holds the same as methods."""

    def bare(self, number: int) -> int:
        return number

    async def abare(self, number: int) -> int:
        return number

    passed = wrap(bare)
    apassed = wrap(abare)
    dual = async_compatible(bare)
    adual = sync_compatible(abare)
    prefect = async_dispatch(abare)(bare)

    async def aload(self, number: int) -> int:
        return number

    @async_compatible(async_version=aload)
    def load(self, number: int) -> int:
        return number

    @classmethod
    async def abare_of_class(cls, number: int) -> int:
        return number

    @classmethod
    def bare_of_class(cls, number: int) -> int:
        return number

    apassed_of_class = classmethod(wrap(abare_of_class.__func__))
    adual_of_class = sync_compatible(abare_of_class)
    pair_of_class = async_compatible(async_version=abare_of_class)(bare_of_class)
    prefect_of_class = classmethod(async_dispatch(abare_of_class)(bare_of_class.__func__))


holder = Holder()
