import prefect
from prefect.artifacts import create_link_artifact


@prefect.flow
def links() -> str:
    return create_link_artifact(link="https://example.org").hex


@prefect.flow(name="links")
def more_links() -> str:
    return create_link_artifact(link="https://example.org").hex
