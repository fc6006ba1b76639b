from prefect import flow

if __name__ == "__main__":
    flow.from_source(
        source="https://github.com/acme/flows.git", entrypoint="etl.py:nightly"
    ).deploy(name="nightly", work_pool_name="local")
