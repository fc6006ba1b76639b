"""Dual methods of every kind, and their twins."""

from typing import Generic, TypeVar

from typing_extensions import Self

from duotone import async_compatible, sync_compatible

T = TypeVar("T")


class Block:
    name = ""

    @classmethod
    async def aload(cls, name: str) -> Self:
        return cls()

    @classmethod
    @async_compatible(async_version=aload)
    def load(cls, name: str) -> Self:
        return cls()

    @sync_compatible
    async def save(self, *, force: bool = False) -> str:
        return self.name

    @staticmethod
    @sync_compatible
    async def count() -> int:
        return 1


class Special(Block):
    pass


class Shelf(Generic[T]):
    def __init__(self, item: T) -> None:
        self.item = item

    @sync_compatible
    async def take(self) -> T:
        return self.item

    @sync_compatible
    async def __call__(self) -> list[T]:
        return [self.item]
