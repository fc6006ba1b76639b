from prefect import flow
from prefect.artifacts import Artifact, create_image_artifact


@flow
def picture() -> str:
    create_image_artifact(image_url="https://example.org/a.png", key="picture")
    artifact = Artifact.get("picture")
    return "" if artifact is None else str(artifact.id)


@flow
async def picture_async() -> str:
    artifact = await Artifact.get("picture")
    return "" if artifact is None else str(artifact.id)
