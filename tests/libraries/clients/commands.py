import redis
import redis.asyncio
import valkey
import valkey.asyncio
from notion_client import AsyncClient, Client

cache = redis.Redis()
async_cache = redis.asyncio.Redis()
names: dict[str, str] = cache.hgetall("names")


def plain(notion: Client) -> int:
    children = notion.blocks.children.list("x")
    return len(cache.hgetall("names")) + len(valkey.Valkey().hgetall("names")) + len(children)


async def coroutine(notion: AsyncClient) -> int:
    names = await async_cache.hgetall("names")
    others = await valkey.asyncio.Valkey().hgetall("names")
    page = await notion.pages.create(parent={})
    async with async_cache.pipeline() as pipe:
        await pipe.set("a", "b")
    # A sync client is sync in a coroutine, too.
    return len(names) + len(others) + len(page) + len(cache.hgetall("names"))


def forgotten() -> int:
    return len(async_cache.hgetall("names"))  # E: arg-type


async def forgotten_too() -> None:
    if async_cache.hgetall("names"):  # E: dual-unawaited
        pass
    await cache.hgetall("names")  # E: misc
