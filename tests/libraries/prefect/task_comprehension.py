from prefect import task
from prefect.artifacts import create_link_artifact


@task
def links(urls: list[str]) -> list[str]:
    return [create_link_artifact(link=url).hex for url in urls]


@task
async def links_async(urls: list[str]) -> list[str]:
    return [(await create_link_artifact(link=url)).hex for url in urls]
