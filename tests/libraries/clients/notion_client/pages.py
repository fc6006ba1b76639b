from notion_client import AsyncClient, Client

notion = Client()
created = notion.pages.create(parent={})["id"]


def plain(notion: Client) -> int:
    return len(notion.blocks.children.list("x"))


async def coroutine(notion: AsyncClient) -> int:
    page = await notion.pages.create(parent={})
    children = await notion.blocks.children.list(page["id"])
    return len(page) + len(children)


async def sync_client_in_a_coroutine(notion: Client) -> int:
    return len(notion.users.list())


def forgotten(notion: AsyncClient) -> int:
    return len(notion.users.list())  # E: arg-type


async def forgotten_too(notion: AsyncClient) -> None:
    notion.pages.create(parent={})["id"]  # E: index
