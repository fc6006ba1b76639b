from prefect import tags, task
from prefect.artifacts import create_markdown_artifact


@task
def report() -> str:
    with tags("report"):
        return create_markdown_artifact("# Report").hex
