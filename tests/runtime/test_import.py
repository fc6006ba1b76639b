"""What does `import duotone` cost?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

import duotone

if TYPE_CHECKING:
    import subprocess

RunPython = Callable[..., "subprocess.CompletedProcess[str]"]

HEAVY = ["asyncio", "anyio", "inspect", "typing", "ast", "sniffio", "functools", "types"]


@pytest.mark.parametrize("module", HEAVY)
def test_import_leaves_heavy_modules_alone(run_python: RunPython, module: str) -> None:
    # Some installations load one of them at their start.
    start = f"import sys; sys.modules.pop({module!r}, None)"
    program = f"{start}\nimport duotone\nprint({module!r} in sys.modules)"
    finished = run_python(program)
    assert finished.stdout.strip() == "False", finished.stderr


def test_native_pair_is_decorated_and_called_without_asyncio(run_python: RunPython) -> None:
    program = """
    import duotone
    async def aload(number): ...
    @duotone.async_compatible(async_version=aload)
    def load(number):
        return number
    print(load(7), load.sync(7), load(7, _sync=True))
    print([name for name in ("asyncio", "anyio", "inspect", "typing") if name in sys.modules])
    """
    assert run_python(program).stdout.splitlines() == ["7 7 7", "[]"]


def test_bridged_function_imports_asyncio_at_its_first_call(run_python: RunPython) -> None:
    program = """
    import duotone
    @duotone.sync_compatible
    async def load(number):
        return number
    print("asyncio" in sys.modules)
    print(load(7), "asyncio" in sys.modules)
    """
    assert run_python(program).stdout.splitlines() == ["False", "7 True"]


def test_asyncio_imported_after_the_decoration_is_noticed(run_python: RunPython) -> None:
    program = """
    import duotone
    @duotone.sync_compatible
    async def load(number):
        return number
    import asyncio
    async def main():
        return await load(7)
    print(asyncio.run(main()))
    """
    assert run_python(program).stdout.strip() == "7"


def test_interpreter_ends_silently_after_bridged_calls(run_python: RunPython) -> None:
    """Development mode tells of event loops that nobody has closed."""
    program = """
    import duotone, threading
    @duotone.sync_compatible
    async def load(number):
        return number
    print(load(7))
    thread = threading.Thread(target=load, args=(7,))
    thread.start()
    thread.join()
    """
    finished = run_python(program, "-X", "dev", "-W", "error")
    assert finished.stdout.strip() == "7"
    assert finished.stderr == ""
    assert finished.returncode == 0


@pytest.mark.parametrize("sync_first", [True, False])
def test_dual_called_by_c_alone_gives_a_value(run_python: RunPython, *, sync_first: bool) -> None:
    """A bare thread and `atexit` call without any calling frame."""
    native = "sync_version=plain" if sync_first else ""
    program = f"""
    import _thread, atexit, duotone, warnings
    warnings.simplefilter("ignore")
    def plain():
        print("ran", flush=True)
        lock.release()
    lock = _thread.allocate_lock()
    lock.acquire()
    @duotone.sync_compatible({native})
    async def load():
        plain()
    _thread.start_new_thread(load, ())
    lock.acquire()
    atexit.register(load)
    """
    finished = run_python(program)
    assert finished.stdout.splitlines() == ["ran", "ran"]
    assert finished.stderr == ""


@pytest.mark.parametrize(
    "decorated",
    [
        "duotone.sync_compatible(aload)",
        "duotone.sync_compatible(aload, sync_version=load)",
        "duotone.async_compatible(load, async_version=aload)",
    ],
)
def test_dual_called_by_c_alone_beside_a_running_task_gives_a_value(
    run_python: RunPython, decorated: str
) -> None:
    program = f"""
    import _thread, asyncio, duotone, warnings
    warnings.simplefilter("ignore")
    lock = _thread.allocate_lock()
    def load():
        lock.release()
    async def aload():
        load()
    dual = {decorated}
    async def main():
        for _ in range(2):  # by the second time the dispatcher has seen this coroutine
            lock.acquire()
            await dual()
        lock.acquire()
        _thread.start_new_thread(dual, ())
        print("ran" if lock.acquire(timeout=20) else "lost")
    asyncio.run(main())
    """
    finished = run_python(program)
    assert finished.stderr == ""
    assert finished.stdout.strip() == "ran"


def test_query_called_by_c_alone_says_sync(run_python: RunPython) -> None:
    program = """
    import atexit, duotone
    atexit.register(print, "end")
    atexit.register(duotone.in_async_context)
    """
    finished = run_python(program)
    assert finished.stdout.strip() == "end"
    assert finished.stderr == ""


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("Waitable", "_waitable"),
        ("adopt", "_adopt"),
        ("check_pair", "_pairs"),
        ("passthrough", "_passthrough"),
        ("ImplicitDispatchWarning", "_warnings"),
        ("DualGenerator", "_generators"),
        ("DualContextManager", "_managers"),
        ("thread_limiter", "_bridge._thread_limit"),
    ],
)
def test_what_few_programs_need_is_imported_when_asked_for(
    run_python: RunPython, name: str, module: str
) -> None:
    program = f"""
    import duotone
    print("duotone.{module}" in sys.modules, "{name}" in dir(duotone))
    from duotone import {name}
    print({name} is duotone.{name} is sys.modules["duotone.{module}"].{name})
    """
    assert run_python(program).stdout.splitlines() == ["False True", "True"]


def test_generators_and_their_forms_are_imported_with_the_first_of_them(
    run_python: RunPython,
) -> None:
    program = """
    import duotone
    @duotone.sync_compatible
    async def load(number):
        return number
    print("duotone._factory" in sys.modules)
    @duotone.sync_compatible
    async def rows(number):
        yield number
    print(list(rows(7)), "duotone._factory" in sys.modules)
    """
    assert run_python(program).stdout.splitlines() == ["False", "[7] True"]


def test_a_filter_can_be_set_for_a_warning_that_is_not_imported_yet(
    run_python: RunPython,
) -> None:
    program = """
    import duotone, warnings
    warnings.simplefilter("error", duotone.ImplicitDispatchWarning)
    async def aload(): return 7
    @duotone.async_compatible(async_version=aload)
    def load(): return 7
    async def main():
        try:
            await load()
        except duotone.ImplicitDispatchWarning as warning:
            print(type(warning).__name__)
    import asyncio
    asyncio.run(main())
    """
    finished = run_python(program)
    assert finished.stdout.strip() == "ImplicitDispatchWarning", finished.stderr


def test_a_name_that_is_not_there_is_refused_as_by_any_module() -> None:
    with pytest.raises(AttributeError, match=r"^module 'duotone' has no attribute 'lode'$"):
        _ = duotone.lode  # type: ignore[attr-defined]
    with pytest.raises(ImportError, match=r"^cannot import name 'lode' from 'duotone'"):
        from duotone import lode  # type: ignore[attr-defined]  # noqa: F401, PLC0415


def test_every_public_name_is_there() -> None:
    assert set(duotone.__all__) <= set(dir(duotone))
    assert [name for name in duotone.__all__ if not hasattr(duotone, name)] == []
    assert duotone.__all__ == sorted(duotone.__all__)
