from prefect import task
from prefect.artifacts import create_markdown_artifact


@task
def report() -> str:
    create = create_markdown_artifact
    return create("# Report").hex


@task
async def report_async() -> str:
    create = create_markdown_artifact
    return (await create("# Report")).hex
