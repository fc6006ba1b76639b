"""Does what went wrong for users of other dual APIs end well here, at run time?"""

from __future__ import annotations

import asyncio
import contextvars
import functools
import logging
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Awaitable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import trio
import uvloop
from apps.shelf import Block, count, given, load
from dask.delayed import delayed
from drivers.kernel import kernel_running
from drivers.program import environment, output_of, run_command
from drivers.server import serving
from typing_extensions import override

import duotone
from duotone import (
    AmbiguousDispatchError,
    AmbiguousDispatchWarning,
    async_compatible,
    context_source,
    passthrough,
    strict,
    sync_compatible,
    sync_context,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOOPS: dict[str, Callable[..., Any]] = {
    "asyncio": lambda main: asyncio.run(main()),
    "uvloop": lambda main: uvloop.run(main()),
    "trio": trio.run,
}


@pytest.fixture(params=LOOPS.values(), ids=list(LOOPS))
def run(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Run a coroutine function under each event loop."""
    runner: Callable[..., Any] = request.param
    return runner


def helper(number: int = 1) -> Any:
    return load(number)


def line_of(function: Callable[..., Any]) -> int:
    """Return the line of the one statement of a function."""
    return function.__code__.co_firstlineno + 1


MODULE = "from apps.shelf import given, load\n\nkind = given(load(1))\nprint(kind)\n"


@pytest.mark.parametrize("runner", ["asyncio.run", "uvloop.run"])
def test_module_level_call_gives_a_value_under_a_worker_too(tmp_path: Path, runner: str) -> None:
    """Scenario 1: a script, and the same file run by a worker inside its loop."""
    (tmp_path / "flow.py").write_text(MODULE, encoding="utf-8")
    worker = f"""
    import asyncio
    import importlib
    import runpy

    import uvloop

    async def work():
        runpy.run_path("flow.py", run_name="__main__")
        importlib.import_module("flow")

    {runner}(work())
    """
    (tmp_path / "worker.py").write_text(worker.replace("\n    ", "\n"), encoding="utf-8")
    as_script = run_command("-W", "error", "flow.py", folder=tmp_path)
    in_worker = run_command("-W", "error", "worker.py", folder=tmp_path)
    assert (as_script.stdout, as_script.stderr) == ("value 1\n", "")
    assert (in_worker.stdout, in_worker.stderr) == ("value 1\nvalue 1\n", "")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """Serve an application that uvicorn imports inside its running loop."""
    with serving("-W", "error", "-m", "apps.web_inside_loop", "asyncio") as server:
        yield server.url


def test_module_level_call_under_uvicorn_gives_a_value(site: str) -> None:
    """Scenario 2."""
    answer = httpx.get(f"{site}/import").json()
    assert answer["under a loop"] is True
    assert answer["load"] == "value 1"


def test_cell_of_a_notebook_gives_a_value_and_can_await(tmp_path: Path) -> None:
    """Scenario 3."""
    with kernel_running(tmp_path) as kernel:
        assert kernel.run("from apps.shelf import load\nx = load(1)\nx") == "1"
        assert kernel.run("x = await load(2)\nx") == "2"


def test_dual_call_in_sync_helper_of_a_coroutine_explains_itself(
    run: Callable[..., Any],
) -> None:
    """Scenario 4."""

    async def main() -> str:
        result = helper(7)
        with pytest.raises(TypeError) as caught:
            result.upper()
        assert await result == 7
        return str(caught.value)

    text = run(main)
    assert '`load(number)` in the plain function "helper"' in text
    assert f"{Path(__file__).name}:{line_of(helper)}" in text
    assert "write `load(number, _sync=True)` for the value" in text


def test_dual_call_in_sync_helper_of_a_coroutine_is_refused_under_strict(
    run: Callable[..., Any],
) -> None:
    """Scenario 4."""

    async def main() -> None:
        with strict(), pytest.raises(AmbiguousDispatchError, match=r"`load\(number\)`"):
            helper()

    run(main)


@sync_compatible
async def load_through_helper(number: int) -> Any:
    return given(helper(number))


@pytest.mark.parametrize(
    "call",
    [
        lambda: load_through_helper(7, _sync=True),
        lambda: load_through_helper.sync(7),
        lambda: sync_compatible(load_through_helper.aio).sync(7),
    ],
)
def test_forced_sync_call_is_carried_to_the_dual_calls_inside(
    run: Callable[..., Any], call: Callable[[], object]
) -> None:
    """Scenario 5."""

    async def main() -> object:
        return call()

    assert run(main) == "value 7"


def task(function: Callable[..., Any]) -> Callable[..., Any]:
    """Stand for a framework's decorator that wraps whatever it is given."""

    @passthrough
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


@task
@sync_compatible
async def task_above(number: int) -> int:
    return number


def test_task_decorator_above_the_dispatcher_sees_the_callers_side(
    run: Callable[..., Any],
) -> None:
    """Scenario 7."""

    async def main() -> object:
        return await task_above(1)

    assert task_above(2) == 2
    assert run(main) == 1


def test_task_decorator_below_the_dispatcher_is_a_clear_error() -> None:
    """Scenario 7."""
    with pytest.raises(TypeError, match='decorates an "async def"'):

        @sync_compatible
        @task
        async def task_below(number: int) -> None: ...


def test_declared_context_above_the_dispatcher_is_a_clear_error() -> None:
    """Scenario 7."""
    with pytest.raises(TypeError, match=r"put it below, directly above the def"):

        @sync_context()
        @sync_compatible
        async def declared(number: int) -> None: ...


@pytest.mark.parametrize("force", [{"_sync": True}, {"_sync": False}])
def test_forcing_works_on_methods_and_classmethods(
    run: Callable[..., Any], force: dict[str, bool]
) -> None:
    """Scenario 11."""

    async def main() -> object:
        opened: Any = Block.open(7, **force)
        block = opened if force["_sync"] else await opened
        result = block.read(**force)
        return result if force["_sync"] else await result

    assert run(main) == 7


def test_sync_hook_of_an_async_flow_gets_a_value(run: Callable[..., Any]) -> None:
    """Scenario 12: by declaration at the hook, at the framework's call, or by its own tracker."""
    declared_hook = sync_context()(helper)

    async def flow() -> list[object]:
        got = [declared_hook(1)]
        with sync_context():
            got.append(helper(2))
        source = context_source(lambda: "sync")
        try:
            got.append(helper(3))
        finally:
            source.remove()
        return got

    assert run(flow) == [1, 2, 3]


def call_and_drop(hook: Callable[[], object]) -> None:
    hook()


def lines_warned_of(run: Callable[..., Any], function: Callable[[], object]) -> list[object]:
    """Return where the warnings point that a plain function under a loop causes."""

    async def main() -> None:
        function()

    with pytest.warns(AmbiguousDispatchWarning) as caught:
        run(main)
    return [(warning.filename, warning.lineno) for warning in caught]


def test_async_hook_that_nobody_awaits_warns_at_the_line_of_the_call(
    run: Callable[..., Any],
) -> None:
    """Scenario 13."""

    def roll_back() -> None:
        call_and_drop(helper)

    assert lines_warned_of(run, roll_back) == [(__file__, line_of(helper))]


def test_forgotten_call_warns_at_its_line(run: Callable[..., Any]) -> None:
    """Scenario 14."""

    def forget() -> None:
        load(7)

    assert lines_warned_of(run, forget) == [(__file__, line_of(forget))]


def test_coroutine_lost_in_a_context_run_warns(run: Callable[..., Any]) -> None:
    """Scenario 15."""

    async def main() -> None:
        contextvars.copy_context().run(call_and_drop, helper)

    with pytest.warns(AmbiguousDispatchWarning, match="nobody awaited it"):
        run(main)


def test_awaitable_that_is_no_coroutine_is_given_back_untouched(run: Callable[..., Any]) -> None:
    """Scenario 16: Dask's own, whose await would compute it."""
    computed: list[int] = []
    of_dasks = delayed(computed.append)(7)
    assert isinstance(of_dasks, Awaitable)

    @sync_compatible
    async def submit() -> object:
        return of_dasks

    @async_compatible
    def submit_plainly() -> object:
        return of_dasks

    async def main() -> None:
        for dual in (submit, submit_plainly):
            assert await dual() is of_dasks
            assert dual.sync() is of_dasks

    assert submit() is of_dasks
    assert submit_plainly() is of_dasks
    run(main)
    assert computed == []


def test_coroutine_awaited_twice_is_pythons_own_error(run: Callable[..., Any]) -> None:
    """Scenario 17."""

    async def main() -> None:
        for coroutine in (load(1), helper(1)):
            await coroutine
            with pytest.raises(RuntimeError, match="cannot reuse already awaited coroutine"):
                await coroutine

    run(main)


@sync_compatible
async def descend(depth: int) -> int:
    reached: int = 0 if depth == 0 else descend(depth - 1, _sync=True)
    return reached + await load(1)


def test_nested_sync_calls_work_twenty_deep(run: Callable[..., Any]) -> None:
    """Scenario 18."""

    async def main() -> object:
        return descend(19, _sync=True)

    assert descend(19) == 20
    assert run(main) == 20


def test_call_in_an_import_starts_no_thread(tmp_path: Path) -> None:
    """Scenario 19."""
    imported = "import threading\nfrom apps.shelf import load\n\nvalue = load(1)\n"
    (tmp_path / "imported.py").write_text(imported, encoding="utf-8")
    program = """
    import threading

    import imported

    print(imported.value, threading.active_count())
    """
    assert output_of(program, tmp_path) == "1 1"


def test_call_in_a_logging_handler_does_not_wait_for_itself(
    run: Callable[..., Any],
) -> None:
    """Scenario 19."""

    class Handler(logging.Handler):
        @override
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(load(len(record.getMessage()), _sync=True))

    seen: list[object] = []
    logger = logging.getLogger("scenarios")
    logger.propagate = False
    logger.addHandler(Handler())

    @sync_compatible
    async def log(text: str) -> None:
        logger.warning(text)

    async def main() -> None:
        log("forced", _sync=True)
        await log("awaited")

    log("sync")
    run(main)
    assert seen == [4, 6, 7]


@pytest.mark.parametrize("endpoint", ["async", "plain"])
def test_both_kinds_of_fastapi_endpoints_work(site: str, endpoint: str) -> None:
    """Scenario 21."""
    assert httpx.get(f"{site}/{endpoint}").json() == [7, 8, 9]


def test_test_of_pytest_asyncio_can_await_and_its_fixtures_get_values(
    tmp_path: Path,
) -> None:
    """Scenario 21."""
    tests = """
import pytest
from apps.shelf import load

@pytest.fixture
def value():
    return load(1)

@pytest.mark.asyncio
async def test_call(value):
    assert (value, await load(2)) == (1, 2)
"""
    (tmp_path / "test_inner.py").write_text(tests, encoding="utf-8")
    scope = ["-o", "asyncio_default_fixture_loop_scope=function"]
    done = run_command("-W", "error", "-m", "pytest", "-q", *scope, folder=tmp_path)
    assert "1 passed" in done.stdout, done.stdout


def test_thread_that_has_no_loop_gets_a_value(run: Callable[..., Any]) -> None:
    """Scenario 22."""
    results: list[object] = []

    async def main() -> None:
        thread = threading.Thread(target=lambda: results.append(helper(7)))
        thread.start()
        thread.join()

    run(main)
    assert results == [7]


@pytest.mark.parametrize(
    "text", ["no running event loop", "This event loop is already running", "Event loop is closed"]
)
def test_runtime_error_of_the_user_passes_through(run: Callable[..., Any], text: str) -> None:
    """Scenario 23."""
    error = RuntimeError(text)
    runs: list[str] = []

    @sync_compatible
    async def fail() -> None:
        runs.append("once")
        raise error

    async def main() -> None:
        await fail()

    for call in (fail, lambda: run(main)):
        runs.clear()
        with pytest.raises(RuntimeError) as caught:
            call()
        assert caught.value is error
        assert runs == ["once"]


NAMES = ["self", "function", "fn", "args", "kwargs", "sync", "loop", "timeout", "wait", "func"]


@pytest.mark.parametrize("name", NAMES)
def test_any_keyword_but_ours_is_the_users(name: str) -> None:
    """Scenario 24."""

    @sync_compatible
    async def keywords(**kwargs: int) -> dict[str, int]:
        return kwargs

    assert keywords(**{name: 1}) == {name: 1}
    assert keywords(**{name: 2}, _sync=True) == {name: 2}
    assert asyncio.run(keywords.aio(**{name: 3})) == {name: 3}


def test_parameter_of_our_name_is_a_clear_error() -> None:
    """Scenario 24."""
    with pytest.raises(TypeError, match="rename the parameter"):

        @sync_compatible  # type: ignore[misc]
        async def clash(_sync: int) -> None: ...


ENDINGS = {
    "atexit": "atexit.register(lambda: print(load(7)))",
    "del_of_a_global": "kept = Last()",
    "del_in_a_cycle": "kept = Last()\nkept.itself = kept",
    "thread_that_outlives_main": "threading.Thread(target=lambda: print(load(7))).start()",
}


@pytest.mark.parametrize("last_words", ENDINGS.values(), ids=ENDINGS)
def test_call_while_the_interpreter_ends_works_or_says_so(tmp_path: Path, last_words: str) -> None:
    """Scenario 25."""
    program = f"""\
import atexit
import threading

from apps.shelf import load

print(load(1))


class Last:
    def __del__(self):
        try:
            print(load(7))
        except RuntimeError as error:
            print("refused:", error)


{last_words}
"""
    first, second = output_of(program, tmp_path).splitlines()
    assert first == "1"
    assert second == "7" or second.startswith("refused: ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_forked_child_can_make_calls(tmp_path: Path) -> None:
    """Scenario 25."""
    program = """
    import os

    from apps.shelf import load

    load(1)
    child = os.fork()
    if child == 0:
        os._exit(load(7))
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), load(8))
    """
    assert output_of(program, tmp_path) == "7 8"


def test_uvloop_works() -> None:
    """Scenario 27."""

    async def main() -> object:
        return await load(1), load(2, _sync=True), given(helper(3))

    assert uvloop.run(main()) == (1, 2, "ambiguous")


@pytest.mark.parametrize(
    ("function", "results"),
    [("count", "[0, 1, 2]"), ("lambda n: given(load(n))", "['value 0', 'ambiguous', 'ambiguous']")],
    ids=["native_pair_works", "bridged_call_beside_another_explains_itself"],
)
def test_gevent_works_as_far_as_it_goes(tmp_path: Path, function: str, results: str) -> None:
    """Scenario 27."""
    pytest.importorskip("gevent", reason="gevent is not installed")
    program = f"""
    from gevent import monkey

    monkey.patch_all()
    import gevent

    from apps.shelf import count, given, load

    print([greenlet.get() for greenlet in [gevent.spawn({function}, n) for n in range(3)]])
    """
    assert output_of(program, tmp_path) == results


@pytest.mark.parametrize("name", ["aload", "await_load", "load_async", "apply"])
def test_twin_of_any_name_is_named_as_it_is(run: Callable[..., Any], name: str) -> None:
    """Scenario 29."""
    namespace: dict[str, Any] = {"async_compatible": async_compatible}
    source = f"""
async def {name}(number):
    return number

@async_compatible(async_version={name})
def load(number):
    return -number

async def main():
    return await load(7)
"""
    exec(compile(source, "<twin>", "exec"), {"__name__": "twin", **namespace}, namespace)  # noqa: S102
    namespace["main"].__globals__.update(namespace)
    with pytest.warns(duotone.ImplicitDispatchWarning, match=rf"write `await {name}\(...\)`"):
        assert run(namespace["main"]) == 7
    assert namespace["load"](7) == -7


def test_interrupted_call_leaves_no_coroutine_behind(tmp_path: Path) -> None:
    """Scenario 32: Ctrl-C, as the terminal sends it, while the coroutine waits."""
    program = tmp_path / "program.py"
    program.write_text(
        """\
import asyncio
import gc
import types

from duotone import sync_compatible


@sync_compatible
async def wait():
    try:
        print("waits", flush=True)
        await asyncio.get_running_loop().create_future()
    finally:
        await asyncio.sleep(0)
        print("cleaned up")


try:
    wait()
except KeyboardInterrupt:
    coroutines = [one for one in gc.get_objects() if isinstance(one, types.CoroutineType)]
    print("interrupted", [one for one in coroutines if one.cr_frame is not None])
""",
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [sys.executable, "-W", "error", str(program)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waits\n"
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    assert (output.splitlines(), errors) == (["cleaned up", "interrupted []"], "")


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_dual_function_and_bound_method_can_be_pickled(protocol: int) -> None:
    """Scenario 33."""
    for dual in (load, count, Block.open):
        assert pickle.loads(pickle.dumps(dual, protocol)) == dual  # noqa: S301
    read = pickle.loads(pickle.dumps(Block(7).read, protocol))  # noqa: S301
    assert read() == 7


def test_context_variables_cross_the_bridge_both_ways(run: Callable[..., Any]) -> None:
    """Scenario 34."""
    variable: contextvars.ContextVar[str] = contextvars.ContextVar("variable", default="unset")

    @sync_compatible
    async def bridged() -> str:
        await load(1)
        before = variable.get()
        variable.set("inside")
        return before

    @async_compatible
    def in_thread() -> str:
        before = variable.get()
        variable.set("inside")
        return before

    async def main() -> None:
        for call in (bridged.aio, in_thread.aio):
            variable.set("outside")
            assert (await call(), variable.get()) == ("outside", "inside")

    variable.set("outside")
    assert (bridged(), variable.get()) == ("outside", "inside")
    run(main)
