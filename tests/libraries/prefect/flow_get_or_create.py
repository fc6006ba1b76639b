from prefect import flow
from prefect.artifacts import LinkArtifact


@flow
def link() -> bool:
    artifact, is_new = LinkArtifact.get_or_create("home", link="https://example.org")
    return is_new and artifact.key is not None


@flow
async def link_async() -> bool:
    _, is_new = await LinkArtifact.get_or_create("home", link="https://example.org")
    return is_new
