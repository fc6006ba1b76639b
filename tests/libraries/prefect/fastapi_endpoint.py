from fastapi import FastAPI
from prefect.deployments import run_deployment

app = FastAPI()


@app.post("/runs/{name}")
async def start(name: str) -> str:
    run = await run_deployment(f"etl/{name}", timeout=0)
    return run.name
