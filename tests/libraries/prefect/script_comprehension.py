from prefect.artifacts import create_link_artifact

links = {"a": "https://example.org/a", "b": "https://example.org/b"}
ids = [create_link_artifact(link=link, key=key).hex for key, link in links.items()]
print(", ".join(ids))
