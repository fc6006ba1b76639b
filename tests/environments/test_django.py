"""Do dual functions work in a Django site, under ASGI and under WSGI?"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from drivers.program import output_of
from drivers.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UVICORN = ["-m", "uvicorn", "apps.site:asgi", "--port", "0", "--lifespan", "off", "--loop"]
SERVERS = {
    "asgi_asyncio": [*_UVICORN, "asyncio"],
    "asgi_uvloop": [*_UVICORN, "uvloop"],
    "wsgi": ["-m", "apps.site_under_wsgi"],
}
ANSWERS = {
    "/import": "value 1",
    "/async": [4, 5, 6],
    "/plain": [4, 5, 6],
    "/helper": 7,
    "/forced": [8, 9],
    "/query/async": 10,
    "/query/plain": 10,
}


@pytest.fixture(scope="module", params=SERVERS, ids=list(SERVERS))
def site(request: pytest.FixtureRequest) -> Iterator[str]:
    """Serve the site in each way; nothing may be logged as gone wrong."""
    with serving("-W", "error", *SERVERS[request.param]) as server:
        yield server.url
    assert "Traceback" not in server.log
    assert "Warning" not in server.log
    assert server.exit_code == 0


@pytest.mark.parametrize(("where", "expected"), ANSWERS.items(), ids=ANSWERS)
def test_view_and_middlewares_get_the_side_of_their_kind(
    site: str, where: str, expected: object
) -> None:
    answer = httpx.get(site + where, timeout=20)
    assert answer.json() == {"got": expected}
    assert (answer.headers["x-plain"], answer.headers["x-both"]) == ("2", "3")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Ask every view with Django's own two test clients."""
    program = "import runpy; runpy.run_module('apps.site_clients', run_name='__main__')"
    return json.loads(output_of(program, tmp_path_factory.mktemp("clients")))


@pytest.mark.parametrize(("where", "expected"), ANSWERS.items(), ids=ANSWERS)
def test_view_and_middlewares_answer_the_plain_test_client(
    answers: Any, where: str, expected: object
) -> None:
    plain, _ = answers[where]
    assert plain == [expected, "2", "3"]


@pytest.mark.parametrize("where", ["/import", "/async", "/plain", "/helper", "/query/async"])
def test_view_and_middlewares_answer_the_async_test_client(answers: Any, where: str) -> None:
    _, async_ = answers[where]
    assert async_ == [ANSWERS[where], "2", "3"]


@pytest.mark.parametrize("where", ["/forced", "/query/plain"])
def test_async_test_client_has_no_thread_left_for_a_bridged_query(answers: Any, where: str) -> None:
    """asgiref refuses: its one thread for sync code is the one that waits for the answer."""
    _, async_ = answers[where]
    assert async_ == "Single thread executor already being used, would deadlock"


_THREADS = """
import asyncio
import threading

from asgiref.sync import ThreadSensitiveContext, async_to_sync, sync_to_async

from duotone import bridge, sync_compatible


@sync_compatible
async def thread_of_sync_code():
    return await sync_to_async(threading.get_ident)()


"""


@pytest.mark.parametrize("way", ["private", "shared"])
def test_bridged_call_leaves_asgirefs_choice_of_thread_as_it_was(tmp_path: Path, way: str) -> None:
    program = f"""
bridge("{way}").use()


def view():
    own = threading.get_ident()
    return thread_of_sync_code() != own, async_to_sync(thread_of_sync_code.aio)() == own


async def main():
    async with ThreadSensitiveContext():
        before = await thread_of_sync_code()
        return await sync_to_async(view)(), await thread_of_sync_code() == before


print(asyncio.run(main()))
"""
    assert output_of(_THREADS + program, tmp_path) == "((True, True), True)"


def test_sync_code_of_a_forced_call_does_not_run_in_the_thread_that_waits_for_its_view(
    tmp_path: Path,
) -> None:
    """It would keep the private loop in mind, and wait for it with its next view for ever."""
    program = """
async def view():
    return thread_of_sync_code(_sync=True)


own = threading.get_ident()
print(async_to_sync(view)() != own, async_to_sync(thread_of_sync_code.aio)() == own)
"""
    assert output_of(_THREADS + program, tmp_path) == "True True"
