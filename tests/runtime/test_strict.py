"""Are ambiguous calls refused under `strict`, and only there?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from duotone import AmbiguousDispatchError, async_compatible, strict, sync_compatible
from duotone._strict import obey_environment

if TYPE_CHECKING:
    import subprocess

Run = Callable[..., Any]
Got = Callable[[object], str]
RunPython = Callable[..., "subprocess.CompletedProcess[str]"]

ran: list[str] = []


@sync_compatible
async def load() -> None:
    ran.append("load")


@async_compatible
def fetch() -> None:
    ran.append("fetch")


def plain(dual: Callable[[], Any] = load) -> Any:
    return dual()


def test_block_refuses_an_ambiguous_call(run: Run) -> None:
    async def main() -> None:
        with strict(), pytest.raises(AmbiguousDispatchError):
            plain()

    run(main)


def test_no_side_runs_when_a_call_is_refused(run: Run) -> None:
    async def main() -> None:
        for dual in [load, fetch]:
            with strict(), pytest.raises(AmbiguousDispatchError):
                plain(dual)

    run(main)
    assert ran == []


def test_error_is_a_runtime_error() -> None:
    assert issubclass(AmbiguousDispatchError, RuntimeError)


def test_block_ends_with_its_last_line(run: Run, got: Got) -> None:
    async def main() -> str:
        with strict():
            assert strict.is_enabled()
        assert not strict.is_enabled()
        return got(plain())

    assert run(main) == "ambiguous"


def test_blocks_nest(run: Run) -> None:
    async def main() -> list[bool]:
        block = strict()
        with block:
            with block:
                pass
            inside = strict.is_enabled()
        return [inside, strict.is_enabled()]

    assert run(main) == [True, False]


def test_block_ends_when_an_exception_leaves_it() -> None:
    with pytest.raises(KeyError), strict():
        raise KeyError
    assert not strict.is_enabled()


def test_block_covers_the_tasks_begun_in_it(run_asyncio: Run) -> None:
    async def child() -> None:
        with pytest.raises(AmbiguousDispatchError):
            plain()

    async def main() -> None:
        with strict():
            task = asyncio.create_task(child())
        await task

    run_asyncio(main)


def test_block_does_not_cover_other_tasks(run_asyncio: Run, got: Got) -> None:
    async def child(done: asyncio.Event) -> str:
        await done.wait()
        return got(plain())

    async def main() -> str:
        done = asyncio.Event()
        task = asyncio.create_task(child(done))
        with strict():
            done.set()
            return await task

    assert run_asyncio(main) == "ambiguous"


def test_switch_covers_the_whole_process(run: Run) -> None:
    async def main() -> None:
        with pytest.raises(AmbiguousDispatchError):
            plain()

    strict.enable()
    run(main)


def test_switch_can_be_turned_off(run: Run, got: Got) -> None:
    async def main() -> str:
        return got(plain())

    strict.enable()
    strict.disable()
    assert run(main) == "ambiguous"


def test_block_holds_while_the_switch_is_off(run: Run) -> None:
    async def main() -> bool:
        with strict():
            strict.disable()
            return strict.is_enabled()

    assert run(main) is True


def test_call_without_event_loop_is_allowed() -> None:
    with strict():
        assert plain() is None
    assert ran.pop() == "load"


PROGRAM = """
import duotone
print(duotone.strict.is_enabled())
"""


@pytest.mark.parametrize(("value", "printed"), [("1", "True"), ("0", "False"), ("", "False")])
def test_environment_variable_sets_the_switch(
    run_python: RunPython, value: str, printed: str
) -> None:
    assert run_python(PROGRAM, DUOTONE_STRICT=value).stdout.strip() == printed


def test_without_the_environment_variable_the_switch_is_off(run_python: RunPython) -> None:
    assert run_python(PROGRAM).stdout.strip() == "False"


def test_another_value_of_the_environment_variable_is_refused(run_python: RunPython) -> None:
    finished = run_python(PROGRAM, DUOTONE_STRICT="yes")
    assert finished.returncode == 1
    assert finished.stderr.splitlines()[-1] == (
        "ValueError: the environment variable DUOTONE_STRICT must be 0 or 1, not 'yes'"
    )


def test_environment_is_obeyed_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUOTONE_STRICT", "1")
    obey_environment()
    assert strict.is_enabled()


def test_bad_value_leaves_the_switch_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUOTONE_STRICT", "2")
    with pytest.raises(ValueError, match=r"must be 0 or 1, not '2'$"):
        obey_environment()
    assert not strict.is_enabled()
