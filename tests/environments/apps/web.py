"""A FastAPI application that calls dual functions at every place an application has."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import BackgroundTasks, Depends, FastAPI, Request, Response

from apps.shelf import count, fetch, given, is_asyncio_running, load

at_import = {"load": given(load(1)), "fetch": given(fetch(2)), "count": given(count.sync(3))}
imported_under_a_loop = is_asyncio_running()
in_background: list[str] = []
is_background_done = asyncio.Event()


@asynccontextmanager
async def lifespan(application: FastAPI) -> AsyncIterator[None]:
    """Open with a dual call, and close with another."""
    application.state.opened = await load(4)
    yield
    print(f"lifespan closed with {await load(5)}", flush=True)


app = FastAPI(lifespan=lifespan)


@app.middleware("http")
async def add_header(
    request: Request, proceed: Callable[[Request], Awaitable[Response]]
) -> Response:
    """Call a dual function in a middleware."""
    response = await proceed(request)
    response.headers["x-load"] = str(await load(6))
    return response


@app.get("/import")
async def show_import() -> dict[str, object]:
    """Tell what the calls at module level gave."""
    return {**at_import, "under a loop": imported_under_a_loop}


@app.get("/lifespan")
async def show_lifespan() -> object:
    """Tell what the lifespan got."""
    return app.state.opened


@app.get("/async")
async def call_in_coroutine() -> list[int]:
    """Await each kind of dual function."""
    return [await load(7), await fetch(8), await count.aio(9)]


@app.get("/plain")
def call_in_thread() -> list[int]:
    """Call each kind of dual function in an endpoint that FastAPI runs in a thread."""
    return [load(7), fetch(8), count(9)]


def helper() -> Any:
    """Call a dual function in a plain function, whoever calls that."""
    return load(10)


@app.get("/helper/awaited")
async def await_helper() -> int:
    """Await what a plain function got."""
    result: int = await helper()
    return result


@app.get("/helper/used")
async def use_helper() -> str:
    """Use what a plain function got as if it were the value."""
    result = helper()
    try:
        return "used" if result else "used as false"
    except TypeError as error:
        return str(error)
    finally:
        result.close()  # or its loss would be told as well


@app.get("/helper/in-thread")
def call_helper() -> int:
    """Call the plain function where no loop runs."""
    result: int = helper()
    return result


@app.get("/forced")
async def force() -> list[int]:
    """Force the sync side where a loop runs."""
    return [load(11, _sync=True), fetch.sync(12)]


def needs_plainly(number: int) -> int:
    """Call a dual function in a plain dependency."""
    return load(number)


async def needs_async(number: int) -> int:
    """Call a dual function in an async dependency."""
    return await load(number)


def needs_and_closes(number: int) -> Iterator[int]:
    """Call a dual function in a plain dependency with a clean-up."""
    yield load(number)


@app.get("/depends")
async def depend(
    bridged: Annotated[int, Depends(load)],
    in_thread: Annotated[int, Depends(fetch)],
    pair: Annotated[int, Depends(count)],
    plain: Annotated[int, Depends(needs_plainly)],
    coroutine: Annotated[int, Depends(needs_async)],
    generator: Annotated[int, Depends(needs_and_closes)],
) -> list[int]:
    """Tell what each dependency gave."""
    return [bridged, in_thread, pair, plain, coroutine, generator]


def note_plainly(number: int) -> None:
    """Note what a background task in a thread gets."""
    in_background.append(given(load(number)))


async def note_async(number: int) -> None:
    """Note what a background task on the loop gets."""
    in_background.append(given(await load(number)))
    is_background_done.set()


@app.get("/background")
async def start_background(tasks: BackgroundTasks) -> str:
    """Start background tasks: a dual function itself, a plain and an async one."""
    tasks.add_task(load, 13)
    tasks.add_task(note_plainly, 14)
    tasks.add_task(note_async, 15)
    return "started"


@app.get("/background/done")
async def show_background() -> list[str]:
    """Tell what the background tasks got, once the last of them has been run."""
    await is_background_done.wait()
    return in_background


app.get("/dual/load")(load)
app.get("/dual/fetch")(fetch)
app.get("/dual/count")(count)
