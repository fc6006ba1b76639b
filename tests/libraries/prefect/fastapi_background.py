from fastapi import BackgroundTasks, FastAPI
from prefect.deployments import arun_deployment

app = FastAPI()


@app.post("/later")
async def later(background: BackgroundTasks) -> None:
    background.add_task(arun_deployment, "etl/nightly", timeout=0)
