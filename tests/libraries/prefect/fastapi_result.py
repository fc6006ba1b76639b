from fastapi import FastAPI
from prefect import flow

app = FastAPI()


@flow
async def count() -> int:
    return 3


@app.get("/count")
async def get_count() -> int:
    state = await count(return_state=True)
    return await state.result()
