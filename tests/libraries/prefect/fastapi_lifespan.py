from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from fastapi import FastAPI
from prefect.blocks.system import Secret


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.token = (await Secret[str].load("token")).get()
    yield


app = FastAPI(lifespan=lifespan)
