from prefect.artifacts import create_link_artifact

make = lambda url: create_link_artifact(link=url)  # E: dual-ambiguous
