from valkey import Valkey
from valkey.asyncio import Valkey as AsyncValkey

cache = Valkey()
async_cache = AsyncValkey()
names: dict[str, str] = cache.hgetall("names")


class Shelf:
    def __init__(self, cache: Valkey, async_cache: AsyncValkey) -> None:
        self.cache = cache
        self.async_cache = async_cache

    def count(self) -> int:
        return len(self.cache.hgetall("names"))

    async def acount(self) -> int:
        return len(await self.async_cache.hgetall("names"))


def plain() -> int:
    return len(cache.hgetall("names"))


async def coroutine() -> int:
    names = await async_cache.hgetall("names")
    async with async_cache.pipeline() as pipe:
        await pipe.set("a", "b")
    # A sync client is sync in a coroutine, too.
    return len(names) + len(cache.hgetall("names"))


def forgotten() -> int:
    return len(async_cache.hgetall("names"))  # E: arg-type


async def forgotten_too() -> None:
    if async_cache.hgetall("names"):  # E: dual-unawaited
        pass
    await cache.hgetall("names")  # E: misc
