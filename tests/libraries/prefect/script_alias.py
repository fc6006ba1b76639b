from prefect.artifacts import create_markdown_artifact
from prefect.blocks.system import Secret

report = create_markdown_artifact
print(report(markdown="# Report", key="report").hex)
