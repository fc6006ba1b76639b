from fastapi import FastAPI
from prefect.deployments import run_deployment

app = FastAPI()


@app.post("/runs/{name}")
def start(name: str) -> str:
    return run_deployment(name).name  # E: dual-ambiguous
