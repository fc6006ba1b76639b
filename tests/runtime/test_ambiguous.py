"""Does the coroutine of row 6 explain itself when it is used or lost, and keep quiet otherwise?"""

# ruff: noqa: PLC3002, ARG005 - the places of a call are the test

from __future__ import annotations

import asyncio
import gc
import inspect
import sys
import warnings
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from typing import TYPE_CHECKING, Any

import anyio
import anyio.lowlevel
import pytest
import trio

from duotone import (
    AmbiguousDispatchError,
    AmbiguousDispatchWarning,
    ImplicitDispatchWarning,
    async_compatible,
    passthrough,
    strict,
    sync_compatible,
)

if TYPE_CHECKING:
    from types import ModuleType

Run = Callable[..., Any]

SOURCE = """
from duotone import async_compatible, sync_compatible


@sync_compatible
async def load(key, *, count=1):
    return [key] * count


async def afetch(key):
    return key


@async_compatible(async_version=afetch)
def fetch(key):
    return key


class Block:
    @sync_compatible
    async def load(self, key):
        return key

    async def aread(self):
        return "read"

    @async_compatible(async_version=aread)
    def read(self):
        return "read"


def helper():
    return load("a", count=2)  # helper


def twin():
    return fetch("a")  # twin


def method():
    return Block().load("a")  # method


def method_twin():
    return Block().read()  # method_twin


in_lambda = lambda: load("a")  # in_lambda


def in_comprehension():
    return [load(key) for key in "a"]  # in_comprehension


def over_lines():
    return load(  # over_lines
        "a",
        count=2,
    )


def mapped():
    return next(map(load, "a"))  # mapped
"""

PLACES = {
    # function: how it is shown, call as written, for the value, for the coroutine
    "helper": (
        'the plain function "helper"',
        'load("a", count=2)',
        'load("a", count=2, _sync=True)',
        'load.aio("a", count=2)',
    ),
    "twin": (
        'the plain function "twin"',
        'fetch("a")',
        'fetch("a", _sync=True)',
        'afetch("a")',
    ),
    "method": (
        'the plain function "method"',
        'Block().load("a")',
        'Block().load("a", _sync=True)',
        'Block().load.aio("a")',
    ),
    "method_twin": (
        'the plain function "method_twin"',
        "Block().read()",
        "Block().read(_sync=True)",
        "Block().aread()",
    ),
    "in_lambda": (
        "a lambda",
        'load("a")',
        'load("a", _sync=True)',
        'load.aio("a")',
    ),
    "in_comprehension": (
        'the plain function "in_comprehension"',
        "load(key)",
        "load(key, _sync=True)",
        "load.aio(key)",
    ),
    "over_lines": (
        'the plain function "over_lines"',
        'load("a", count=2)',
        'load("a", count=2, _sync=True)',
        'load.aio("a", count=2)',
    ),
    "mapped": (
        'the plain function "mapped"',
        "load(...)",
        "load(..., _sync=True)",
        "load.aio(...)",
    ),
}


@pytest.fixture
def places(load_module: Callable[[str, str], ModuleType]) -> ModuleType:
    """Give a module with ambiguous calls in known lines."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImplicitDispatchWarning)
        return load_module("ambiguous_places", SOURCE)


@pytest.fixture(autouse=True)
def ignore_twins() -> Iterator[None]:
    """Leave the warnings about twins to their own tests."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ImplicitDispatchWarning)
        yield


@sync_compatible
async def load(number: int = 1) -> int:
    await anyio.lowlevel.checkpoint()
    return number


@async_compatible
def fetch(number: int = 1) -> int:
    return number


def plain(number: int = 7) -> Any:
    return load(number)


def line_of(name: str) -> int:
    lines = SOURCE.lstrip().splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.endswith(f"# {name}"))


def explanation(places: ModuleType, name: str, between: str) -> str:
    line = line_of(name)
    where, written, value, awaitable = PLACES[name]
    return (
        f"`{written}` in {where} ({places.__file__}:{line}) {between}: write `{value}` for the "
        f'value, or `await {awaitable}` in an "async def"'
    )


# Lost.


@pytest.mark.parametrize("name", PLACES)
def test_lost_coroutine_warns_with_the_call_to_write(
    places: ModuleType, name: str, run: Run
) -> None:
    """Scenario 14: the warning stands at the line of the call."""

    async def main() -> None:
        getattr(places, name)()

    with pytest.warns(AmbiguousDispatchWarning) as caught:
        run(main)
    assert [str(warning.message) for warning in caught] == [
        explanation(
            places,
            name,
            "gave a coroutine, because an event loop is running, and nobody awaited it",
        )
    ]
    assert caught[0].filename == places.__file__
    assert caught[0].lineno == line_of(name)


def test_lost_coroutine_of_a_bridged_def_warns(run: Run) -> None:
    async def main() -> None:
        (lambda: fetch())()  # noqa: PLW0108 - the lambda makes it ambiguous

    with pytest.warns(AmbiguousDispatchWarning, match=r"^`fetch\(\)` in a lambda"):
        run(main)


def test_function_without_a_name_to_write_is_called_by_what_it_has(run: Run) -> None:
    """As a lambda, or a function that its author has renamed."""
    nameless = sync_compatible(renamed("get-item"))
    unwritten: Any = async_compatible(async_version=afetch)(lambda key: key)

    def call_nameless() -> Any:
        return nameless("a")

    def call_unwritten() -> Any:
        return unwritten("a")

    async def main() -> None:
        with pytest.raises(TypeError, match=r"^no attribute .* `get-item\(\.\.\.\)` in the plain"):
            call_nameless().upper()
        with strict(), pytest.raises(AmbiguousDispatchError, match=r"^`<lambda>\(\.\.\.\)` in"):
            call_unwritten()
        call_unwritten()
        assert await unwritten("a") == "a"

    told = pytest.warns(ImplicitDispatchWarning, match=r"`<lambda>\(\.\.\.\)` was dispatched")
    lost = pytest.warns(AmbiguousDispatchWarning, match=r"^`<lambda>\(\.\.\.\)` in the plain")
    with told, lost, pytest.warns(AmbiguousDispatchWarning, match=r"^`get-item\(\.\.\.\)` in the"):
        run(main)


def renamed(name: str) -> Any:
    async def load(key: str) -> str:
        return key

    load.__name__ = name
    return load


async def afetch(key: str) -> str:
    return key


def test_lost_coroutine_does_not_warn_a_second_time_about_never_being_awaited(run: Run) -> None:
    async def main() -> None:
        plain()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run(main)
        gc.collect()
    assert [warning.category for warning in caught] == [AmbiguousDispatchWarning]


def test_lost_coroutine_behind_a_transparent_wrapper_points_at_the_wrappers_caller(
    run: Run,
) -> None:
    @passthrough
    def wrapper() -> Any:
        return load()

    def caller() -> Any:
        return wrapper()

    async def main() -> None:
        caller()

    with pytest.warns(AmbiguousDispatchWarning, match='in the plain function "caller"') as caught:
        run(main)
    assert caught[0].lineno == caller.__code__.co_firstlineno + 1


def test_lost_coroutine_warns_each_time_under_always(run: Run) -> None:
    async def main() -> None:
        for _ in range(3):
            plain()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run(main)
    assert len(caught) == 3


def test_lost_coroutine_warns_once_per_place_under_default(run: Run) -> None:
    async def main() -> None:
        for _ in range(3):
            plain()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        run(main)
    assert len(caught) == 1


def test_warning_can_be_filtered_by_the_module_of_the_call(places: ModuleType, run: Run) -> None:
    async def main() -> None:
        places.helper()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", module="ambiguous_places$")
        run(main)


def test_dropped_callback_result_warns(run_asyncio: Run) -> None:
    """Scenario 13: a dual given to the loop as a callback is not lost in silence."""

    async def main() -> None:
        asyncio.get_running_loop().call_soon(plain)
        await asyncio.sleep(0)

    with pytest.warns(AmbiguousDispatchWarning, match="nobody awaited it"):
        run_asyncio(main)


# Used as a value.

USES: dict[str, tuple[Callable[[Any], object], str]] = {
    "attribute": (lambda it: it.name, 'no attribute "name" on a coroutine'),
    "private_attribute": (lambda it: it._name_of_mine, 'no attribute "_name_of_mine" on a'),
    "item": (lambda it: it[0], "a coroutine has no items"),
    "slice": (lambda it: it[1:], "a coroutine has no items"),
    "setting": (lambda it: it.__setitem__(0, 1), "a coroutine has no items"),
    "deleting": (lambda it: it.__delitem__(0), "a coroutine has no items"),
    "product": (lambda it: it * 2, "a coroutine has no operator *"),
    "reflected": (lambda it: 2 * it, "a coroutine has no operator *"),
    "concatenation": (lambda it: "a" + it, "a coroutine has no operator +"),
    "order": (lambda it: it < 2, "a coroutine has no operator <"),
    "reflected order": (lambda it: 2 < it, "a coroutine has no operator >"),  # noqa: SIM300
    "truth": (bool, "a coroutine has no truth value"),
    "condition": (lambda it: 1 if it else 2, "a coroutine has no truth value"),
    "negation": (lambda it: not it, "a coroutine has no truth value"),
    "iteration": (list, "a coroutine cannot be iterated"),
    "unpacking": (lambda it: (lambda a, b: a)(*it), "a coroutine cannot be iterated"),
    "length": (len, "a coroutine has no length"),
    "membership": (lambda it: 1 in it, "a coroutine contains nothing"),
    "call": (lambda it: it(1, key=2), "a coroutine cannot be called"),
}


@pytest.mark.parametrize(("use", "reason"), USES.values(), ids=USES.keys())
def test_use_as_a_value_explains_itself(
    places: ModuleType, use: Callable[[Any], object], reason: str, run: Run
) -> None:
    async def main() -> str:
        result = places.helper()
        with pytest.raises(TypeError) as caught:
            use(result)
        result.close()
        return str(caught.value)

    text = run(main)
    assert text.startswith(reason)
    assert text.endswith(
        explanation(places, "helper", "gave a coroutine, because an event loop is running")
    )
    assert "\n" not in text


@pytest.mark.parametrize("name", PLACES)
def test_use_as_a_value_names_each_kind_of_place(places: ModuleType, name: str, run: Run) -> None:
    async def main() -> str:
        made = getattr(places, name)()
        result = made[0] if isinstance(made, list) else made
        with pytest.raises(TypeError) as caught:
            result.name  # noqa: B018 - the access is the test
        result.close()
        return str(caught.value)

    assert run(main) == 'no attribute "name" on a coroutine: ' + explanation(
        places, name, "gave a coroutine, because an event loop is running"
    )


def test_hasattr_and_getattr_with_default_are_safe(run: Run) -> None:
    async def main() -> list[object]:
        result = plain()
        seen: list[object] = [hasattr(result, "name"), hasattr(result, "__name_of_python__")]
        seen += [getattr(result, "name", None), hasattr(result, "send"), await result]
        return seen

    assert run(main) == [False, False, None, True, 7]


def test_unknown_special_attribute_is_a_plain_attribute_error(run: Run) -> None:
    """Libraries ask for those without a thought of a value."""

    async def main() -> None:
        result = plain()
        with pytest.raises(AttributeError, match=r"^__array__$"):
            result.__array__  # noqa: B018 - the access is the test
        await result

    run(main)


def test_repr_names_the_call_and_its_place(places: ModuleType, run: Run) -> None:
    async def main() -> str:
        result = places.helper()
        shown = repr(result)
        await result
        return shown

    assert (
        run(main)
        == f"<coroutine of the ambiguous call load() at {places.__file__}:{line_of('helper')}>"
    )


def test_result_is_a_coroutine_to_those_who_ask(run: Run) -> None:
    async def main() -> list[bool]:
        result = plain()
        seen = [
            isinstance(result, Coroutine),
            isinstance(result, Awaitable),
            inspect.isawaitable(result),
            asyncio.iscoroutine(result),
            inspect.iscoroutine(result.cr_frame) is False,
            result.__name__ == "load",
            result.__qualname__ == "load",
        ]
        await result
        return seen

    assert run(main) == [True] * 7


def test_wrong_arguments_are_refused_at_the_call(run: Run) -> None:
    async def main() -> None:
        (lambda: load(1, 2))()  # type: ignore[call-arg]

    with pytest.raises(TypeError, match=r"load\(\) takes from 0 to 1 positional arguments"):
        run(main)


# Awaited: silent.


@pytest.fixture
def loud() -> Iterator[None]:
    """Fail the test on any warning, those of forgotten objects included."""
    problems: list[Any] = []
    before, sys.unraisablehook = sys.unraisablehook, problems.append
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.simplefilter("ignore", ImplicitDispatchWarning)
        yield
        gc.collect()
    sys.unraisablehook = before
    assert [str(warning.message) for warning in caught] == []
    assert problems == []


@pytest.mark.usefixtures("loud")
def test_await_is_silent(run: Run) -> None:
    async def main() -> Any:
        return await plain()

    assert run(main) == 7


@pytest.mark.usefixtures("loud")
def test_create_task_is_silent(run_asyncio: Run) -> None:
    async def main() -> Any:
        return [
            await asyncio.create_task(plain()),
            await asyncio.ensure_future(plain()),
            await asyncio.get_running_loop().create_task(plain()),
        ]

    assert run_asyncio(main) == [7, 7, 7]


@pytest.mark.usefixtures("loud")
def test_gather_wait_for_and_shield_are_silent(run_asyncio: Run) -> None:
    async def main() -> Any:
        return [
            *await asyncio.gather(plain(1), plain(2)),
            await asyncio.wait_for(plain(3), 10),
            await asyncio.shield(plain(4)),
            await next(asyncio.as_completed([plain(5)])),
        ]

    assert run_asyncio(main) == [1, 2, 3, 4, 5]


@pytest.mark.usefixtures("loud")
def test_run_coroutine_threadsafe_is_silent(run_asyncio: Run) -> None:
    async def main() -> Any:
        future = asyncio.run_coroutine_threadsafe(plain(), asyncio.get_running_loop())
        return await asyncio.wrap_future(future)

    assert run_asyncio(main) == 7


@pytest.mark.skipif(sys.version_info < (3, 11), reason="TaskGroup is of 3.11")
@pytest.mark.usefixtures("loud")
def test_task_group_is_silent(run_asyncio: Run) -> None:
    async def main() -> Any:
        async with asyncio.TaskGroup() as group:  # type: ignore[attr-defined]
            task = group.create_task(plain())
        return task.result()

    assert run_asyncio(main) == 7


@pytest.mark.usefixtures("loud")
def test_trio_nursery_takes_a_dual_function() -> None:
    finished: list[int] = []

    @sync_compatible
    async def note(number: int) -> None:
        await trio.lowlevel.checkpoint()
        finished.append(number)

    async def main() -> None:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(note, 7)  # type: ignore[dual-reference]

    trio.run(main)
    assert finished == [7]


@pytest.mark.usefixtures("loud")
def test_trio_run_takes_a_dual_function() -> None:
    assert trio.run(load, 7) == 7  # type: ignore[dual-reference]


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.usefixtures("loud")
def test_anyio_takes_a_dual_function(backend: str) -> None:
    finished: list[int] = []

    @sync_compatible
    async def note(number: int) -> None:
        await anyio.lowlevel.checkpoint()
        finished.append(number)

    async def main() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(note, 7)  # type: ignore[dual-reference]
            group.start_soon(plain)

    anyio.run(main, backend=backend)
    assert finished == [7]


@pytest.mark.usefixtures("loud")
def test_closing_is_silent(run: Run) -> None:
    async def main() -> None:
        plain().close()

    run(main)


@pytest.mark.usefixtures("loud")
def test_exception_of_the_side_reaches_whoever_awaits(run: Run) -> None:
    @sync_compatible
    async def fail() -> None:
        await anyio.lowlevel.checkpoint()
        raise KeyError("mine")

    async def main() -> None:
        await (lambda: fail())()  # type: ignore[misc] # noqa: PLW0108 - the lambda makes it ambiguous

    with pytest.raises(KeyError, match="mine"):
        run(main)


@pytest.mark.usefixtures("loud")
def test_cancelled_task_of_an_ambiguous_call_is_silent(run_asyncio: Run) -> None:
    """The task throws the cancellation into the coroutine."""
    ended: list[str] = []

    @sync_compatible
    async def wait() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("finally")

    async def main() -> None:
        task = asyncio.create_task((lambda: wait())())  # type: ignore[arg-type, var-annotated] # noqa: PLW0108 - as above
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    run_asyncio(main)
    assert ended == ["finally"]


def test_coroutine_awaited_twice_gives_pythons_own_error(run: Run) -> None:
    """Scenario 17."""

    async def main() -> None:
        result = plain()
        await result
        with pytest.raises(RuntimeError, match="cannot reuse already awaited coroutine"):
            await result

    run(main)


# Refused.


@pytest.mark.parametrize("name", PLACES)
def test_strict_refuses_with_the_call_to_write(places: ModuleType, name: str, run: Run) -> None:
    async def main() -> None:
        with strict():
            getattr(places, name)()

    with pytest.raises(AmbiguousDispatchError) as caught:
        run(main)
    assert str(caught.value) == explanation(
        places, name, "is ambiguous, because an event loop is running"
    )
