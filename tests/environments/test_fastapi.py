"""Do dual functions work in a FastAPI application under a real uvicorn?"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import httpx
import pytest
from drivers.server import Server, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

_UVICORN = ["-m", "uvicorn", "apps.web:app", "--port", "0", "--loop"]

#: How the server is started, and whether its loop runs already when it imports the application.
STARTS = {
    "asyncio": ([*_UVICORN, "asyncio"], False),
    "uvloop": ([*_UVICORN, "uvloop"], False),
    "inside_asyncio": (["-m", "apps.web_inside_loop", "asyncio"], True),
    "inside_uvloop": (["-m", "apps.web_inside_loop", "uvloop"], True),
}


@pytest.fixture(scope="module", params=STARTS, ids=list(STARTS))
def start(request: pytest.FixtureRequest) -> Iterator[tuple[Server, bool]]:
    """Serve the application in each way; nothing may be logged as gone wrong."""
    command, is_under_a_loop = STARTS[request.param]
    with serving("-W", "error", *command) as server:
        yield server, is_under_a_loop
    assert "lifespan closed with 5" in server.log
    assert "Traceback" not in server.log
    assert "Warning" not in server.log
    assert server.exit_code == 0


@pytest.fixture
def site(start: tuple[Server, bool]) -> str:
    """Give the address of the server."""
    server, _ = start
    return server.url


def test_call_at_module_level_of_the_application_gives_a_value(start: tuple[Server, bool]) -> None:
    server, is_under_a_loop = start
    assert httpx.get(f"{server.url}/import").json() == {
        "load": "value 1",
        "fetch": "value 2",
        "count": "value 3",
        "under a loop": is_under_a_loop,
    }


def test_call_in_lifespan_is_awaitable(site: str) -> None:
    assert httpx.get(f"{site}/lifespan").json() == 4


def test_call_in_async_endpoint_is_awaitable(site: str) -> None:
    assert httpx.get(f"{site}/async").json() == [7, 8, 9]


def test_call_in_plain_endpoint_gives_a_value(site: str) -> None:
    assert httpx.get(f"{site}/plain").json() == [7, 8, 9]


def test_call_in_middleware_is_awaitable(site: str) -> None:
    assert httpx.get(f"{site}/async").headers["x-load"] == "6"


def test_call_in_helper_of_async_endpoint_can_be_awaited(site: str) -> None:
    assert httpx.get(f"{site}/helper/awaited").json() == 10


def test_call_in_helper_of_async_endpoint_used_as_value_says_what_to_write(site: str) -> None:
    said = httpx.get(f"{site}/helper/used").json()
    assert '`load(10)` in the plain function "helper"' in said
    assert "write `load(10, _sync=True)` for the value" in said


def test_call_in_helper_of_plain_endpoint_gives_a_value(site: str) -> None:
    assert httpx.get(f"{site}/helper/in-thread").json() == 10


def test_forced_sync_call_in_async_endpoint_gives_a_value(site: str) -> None:
    assert httpx.get(f"{site}/forced").json() == [11, 12]


def test_dual_function_and_its_callers_serve_as_dependencies(site: str) -> None:
    answer = httpx.get(f"{site}/depends", params={"number": 5})
    assert answer.json() == [5] * 6


@pytest.mark.parametrize("name", ["load", "fetch", "count"])
def test_dual_function_serves_as_endpoint(site: str, name: str) -> None:
    assert httpx.get(f"{site}/dual/{name}", params={"number": 3}).json() == 3


def test_background_tasks_get_values(site: str) -> None:
    assert httpx.get(f"{site}/background").json() == "started"
    assert httpx.get(f"{site}/background/done").json() == ["value 14", "value 15"]


def test_requests_at_the_same_time_do_not_meet(site: str) -> None:
    paths = ["async", "plain", "forced"] * 8
    with httpx.Client(base_url=site) as client, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda path: client.get(path).json(), paths))
    assert answers == [[7, 8, 9], [7, 8, 9], [11, 12]] * 8
