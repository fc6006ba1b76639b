from fastapi import FastAPI
from prefect.blocks.system import Secret

app = FastAPI()


@app.get("/token")
def token() -> str:
    return Secret[str].load("token", _sync=True).get()
