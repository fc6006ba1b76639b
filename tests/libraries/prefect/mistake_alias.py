from prefect.artifacts import create_markdown_artifact

report = create_markdown_artifact


def publish() -> str:
    return report("# Report").hex  # E: dual-ambiguous
