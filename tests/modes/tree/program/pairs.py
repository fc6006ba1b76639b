# mypy: enable-error-code="dual-naming"
"""Halves of pairs that do not fit."""

from duotone import async_compatible, async_twin_of, sync_compatible
from library.methods import Block


async def aload(number: int, *, fresh: bool = False) -> bytes:
    return b""


@async_compatible(async_version=aload)
def load(number: int) -> str:  # error: dual-parity
    return ""


async def load_async() -> int:
    return 1


@async_compatible(async_version=load_async)
def load_now() -> int:  # error: dual-naming
    return 1


class Half(Block):
    async def save(self, *, force: bool = False) -> str:  # error: dual-override
        return ""


class Registry(type):
    pass


class Store(metaclass=Registry):
    @sync_compatible
    async def save(self) -> str:
        return ""


class HalfStore(Store):
    async def save(self) -> str:  # error: dual-override
        return ""


class Client:
    def load(self, number: int) -> str:
        return ""


@async_twin_of(Client)
class AsyncClient:
    async def load(self) -> str:  # error: dual-parity
        return ""
