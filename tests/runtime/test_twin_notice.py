"""Is an implicit call that goes to the twin told once, at its place, with the call to write?"""

# ruff: noqa: S102 - the places of a call are the test

from __future__ import annotations

import asyncio
import sys
import warnings
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from duotone import (
    ImplicitDispatchWarning,
    _twin_notice,
    async_compatible,
    passthrough,
    sync_compatible,
)

if TYPE_CHECKING:
    import subprocess
    from types import ModuleType

Run = Callable[..., Any]
RunPython = Callable[..., "subprocess.CompletedProcess[str]"]

SOURCE = """
from functools import partial

from duotone import async_compatible, passthrough, sync_compatible

ran = []


async def aload(key, *, count=1):
    ran.append("async")
    return key


@async_compatible(async_version=aload)
def load(key, *, count=1):
    ran.append("sync")
    return key


def fetch(key):
    ran.append("sync")
    return key


@sync_compatible(sync_version=fetch)
async def afetch(key):
    ran.append("async")
    return key


class Block:
    async def aload(self, key):
        return key

    @async_compatible(async_version=aload)
    def load(self, key):
        return key

    @staticmethod
    async def aread(key):
        return key

    @staticmethod
    @async_compatible(async_version=aread)
    def read(key):
        return key


async def get_block():
    return Block()


async def hidden(key):
    return key


def make():
    async def local(key):
        return key

    return local


@async_compatible(async_version=make())
def nameless(key):
    return key


@sync_compatible(sync_version=lambda key: key)
async def of_lambda(key):
    return key


@passthrough
def wrapper(key):
    return load(key)


async def simple():
    return await load("a", count=2)  # simple


async def method(self=Block()):
    return await self.load("a")  # method


async def static():
    return await Block.read("a")  # static


async def awaited_receiver():
    return await (await get_block()).load("a")  # awaited_receiver


async def over_lines():
    return await load(  # over_lines
        "a",
        count=2,
    )


async def chained():
    block = Block()
    return await (
        block
        .load("a")  # chained
    )


async def comprehension():
    return [await load(key) for key in "a"]  # comprehension


async def no_name():
    return await nameless("a")  # no_name


async def mapped():
    return await next(map(load, "a"))  # mapped


async def renamed():
    again = load
    return await again("a")  # renamed


async def wrapped():
    return await wrapper("a")  # wrapped


def plain_sync():
    return afetch("a")  # plain_sync


def plain_lambda_twin():
    return of_lambda("a")  # plain_lambda_twin


async def nested():
    return await load(await load("a"))  # nested


async def two():
    return [await load("a"), await load("b")]  # two


async def either(is_second):
    if is_second:
        return await load("b")  # either, second
    return await load("a")  # either, first


async def unicode():
    return "äöü", await load("ß")  # unicode
"""

TO_ASYNC = "the implicit call `{}` was dispatched to its async twin: write `{}`"
TO_SYNC = "the implicit call `{}` was dispatched to its sync twin: write `{}`"

PLACES = {
    "simple": TO_ASYNC.format('load("a", count=2)', 'return await aload("a", count=2)'),
    "method": TO_ASYNC.format('self.load("a")', 'return await self.aload("a")'),
    "static": TO_ASYNC.format('Block.read("a")', 'return await Block.aread("a")'),
    "awaited_receiver": TO_ASYNC.format(
        '(await get_block()).load("a")', 'return await (await get_block()).aload("a")'
    ),
    "over_lines": TO_ASYNC.format('load("a", count=2)', 'return await aload("a", count=2)'),
    "comprehension": TO_ASYNC.format("load(key)", 'return [await aload(key) for key in "a"]'),
    "no_name": TO_ASYNC.format('nameless("a")', 'return await nameless.aio("a")'),
    "mapped": TO_ASYNC.format("load(...)", "await aload(...)"),
    "renamed": TO_ASYNC.format("load(...)", "await aload(...)"),
    "wrapped": TO_ASYNC.format("load(...)", "await aload(...)"),
    "plain_sync": TO_SYNC.format('afetch("a")', 'return fetch("a")'),
    "plain_lambda_twin": TO_SYNC.format('of_lambda("a")', 'return of_lambda.sync("a")'),
    "unicode": TO_ASYNC.format('load("ß")', 'return "äöü", await aload("ß")'),
}


@pytest.fixture
def places(load_module: Callable[[str, str], ModuleType]) -> ModuleType:
    """Give a module with calls of twins in known lines."""
    return load_module("places_of_twins", SOURCE)


def line_of(name: str) -> int:
    lines = SOURCE.lstrip().splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.endswith(f"# {name}"))


def call(places: ModuleType, name: str, run: Run) -> object:
    function = getattr(places, name)
    return function() if name.startswith("plain") else run(function)


def told(places: ModuleType, name: str, run: Run) -> list[warnings.WarningMessage]:
    with pytest.warns(ImplicitDispatchWarning) as caught:
        call(places, name, run)
    assert [warning.category for warning in caught] == [ImplicitDispatchWarning] * len(caught)
    return list(caught)


@pytest.mark.parametrize("name", PLACES)
def test_call_of_a_twin_is_told_with_the_call_to_write(
    places: ModuleType, name: str, run: Run
) -> None:
    (warning,) = told(places, name, run)
    assert str(warning.message) == PLACES[name]
    assert (warning.filename, warning.lineno) == (places.__file__, line_of(name))


def test_call_chained_over_lines_is_rewritten_on_one(places: ModuleType, run: Run) -> None:
    """Which of its lines counts differs from version to version."""
    (warning,) = told(places, "chained", run)
    assert str(warning.message) == TO_ASYNC.format('block.load("a")', 'await block.aload("a")')
    assert warning.filename == places.__file__
    assert line_of("chained") - 1 <= warning.lineno <= line_of("chained")


@pytest.mark.parametrize(
    ("name", "calls"),
    [
        (
            "nested",
            [
                ('load("a")', 'return await load(await aload("a"))'),
                ('load(await load("a"))', 'return await aload(await load("a"))'),
            ],
        ),
        (
            "two",
            [
                ('load("a")', 'return [await aload("a"), await load("b")]'),
                ('load("b")', 'return [await load("a"), await aload("b")]'),
            ],
        ),
    ],
)
def test_calls_on_one_line_are_told_apart_where_columns_are_known(
    places: ModuleType, name: str, calls: list[tuple[str, str]], run: Run
) -> None:
    if sys.version_info < (3, 11):
        calls = [("load(...)", "await aload(...)")] * 2
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run(getattr(places, name))
    assert [str(warning.message) for warning in caught] == [
        TO_ASYNC.format(*call) for call in calls
    ]


@pytest.mark.parametrize("name", PLACES)
def test_place_is_told_once(places: ModuleType, name: str, run: Run) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(3):
            call(places, name, run)
    assert len(caught) == 1


def test_places_of_one_function_are_told_one_by_one(places: ModuleType, run: Run) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for name in ("simple", "over_lines", "simple"):
            call(places, name, run)
    assert [warning.lineno for warning in caught] == [line_of("simple"), line_of("over_lines")]


def test_each_caller_of_a_transparent_wrapper_is_a_place(run: Run) -> None:
    async def aload() -> int:
        return 7

    @async_compatible(async_version=aload)
    def load() -> int:
        return 7

    @passthrough
    def wrapper() -> Any:
        return load()

    async def main() -> None:
        await wrapper()
        await wrapper()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        run(main)
        run(main)
    first = main.__code__.co_firstlineno
    assert [warning.lineno for warning in caught] == [first + 1, first + 2]


def test_place_is_told_again_when_the_filters_have_changed(places: ModuleType, run: Run) -> None:
    assert len(told(places, "simple", run)) == 1
    assert len(told(places, "simple", run)) == 1


def test_place_is_told_again_after_a_filter_was_added(places: ModuleType, run: Run) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call(places, "simple", run)
        warnings.filterwarnings("always", message="nothing that anybody says")
        call(places, "simple", run)
    assert len(caught) == 2


def test_place_is_told_again_after_a_filter_was_put_first(places: ModuleType, run: Run) -> None:
    """Python takes it out where it stood before: there are as many as there were."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.simplefilter("ignore")
        for _ in range(3):
            call(places, "simple", run)
        warnings.simplefilter("always")
        for _ in range(3):
            call(places, "simple", run)
    assert [warning.lineno for warning in caught] == [line_of("simple")]


def test_each_place_is_told_once_the_filters_ignore_them_no_more(
    places: ModuleType, run: Run
) -> None:
    """While all is ignored, one place of a function stands for the others."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("ignore")
        for is_second in (False, False, True):
            run(partial(places.either, is_second))
        warnings.simplefilter("always")
        for is_second in (False, False, True, True):
            run(partial(places.either, is_second))
    assert [warning.lineno for warning in caught] == [
        line_of(f"either, {which}") for which in ("first", "second")
    ]


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ([("ignore", {"message": "the implicit call `load"}), ("always", {})], 1),
        ([("ignore", {"module": "elsewhere"}), ("ignore", {})], 0),
        ([("always", {"category": DeprecationWarning}), ("ignore", {})], 0),
        ([("always", {"message": "the implicit call `load"}), ("ignore", {})], 2),
        ([("ignore", {"message": "the implicit call `load"})], 1),
    ],
)
def test_places_are_told_as_the_filters_say_one_by_one(
    places: ModuleType, run: Run, filters: list[Any], count: int
) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.resetwarnings()
        for action, which in reversed(filters):
            warnings.filterwarnings(action, **which)
        for name in ("simple", "static", "over_lines", "simple"):
            call(places, name, run)
    assert len(caught) == count


def test_place_called_last_is_told_again_though_another_call_met_the_new_filters(
    places: ModuleType, run: Run
) -> None:
    """The dispatcher remembers its last place by itself."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(3):
            call(places, "simple", run)
        warnings.filterwarnings("always", message="nothing that anybody says")
        for name in ("method", "simple"):
            call(places, name, run)
    assert [warning.lineno for warning in caught] == [
        line_of(name) for name in ("simple", "method", "simple")
    ]


def test_places_called_in_turn_are_told_once_each(places: ModuleType, run: Run) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for _ in range(3):
            call(places, "two", run)
    assert len(caught) == 2


def test_place_beside_the_one_called_last_is_told(places: ModuleType, run: Run) -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for is_second in (False, False, False, True):
            run(partial(places.either, is_second))
    assert [warning.lineno for warning in caught] == [
        line_of(f"either, {which}") for which in ("first", "second")
    ]


def test_places_in_a_program_without_trio_are_told_as_they_are_with_it(
    run_python: RunPython,
) -> None:
    """Where trio is imported the dispatcher never decides on the sync side by itself."""
    program = """
    import warnings
    from duotone import sync_compatible

    def fetch():
        return 7

    @sync_compatible(sync_version=fetch)
    async def afetch():
        return 7

    def either(is_second):
        if is_second:
            return afetch()
        return afetch()

    def another():
        return afetch()

    start = either.__code__.co_firstlineno
    places = {start + 2: "second", start + 3: "first", start + 6: "another"}

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for is_second in (False, False, False, True, True, False):
            either(is_second)
        warnings.filterwarnings("always", message="nothing that anybody says")
        another(), either(False), either(True)
    print(*[places[warning.lineno] for warning in caught])
    """
    finished = run_python(program)
    assert finished.stderr == ""
    assert finished.stdout.split() == ["first", "second", "another", "first", "second"]


def test_value_error_of_a_side_is_the_users_and_the_side_runs_once(run_python: RunPython) -> None:
    """The dispatcher meets one of its own where no frame called."""
    program = """
    import warnings
    from duotone import sync_compatible
    warnings.simplefilter("ignore")
    calls = []

    def fetch():
        calls.append(len(calls))
        raise ValueError("call stack is not deep enough")

    @sync_compatible(sync_version=fetch)
    async def afetch():
        raise AssertionError

    for _ in range(3):
        try:
            afetch()
        except ValueError as error:
            print(error)
    print(calls)
    """
    finished = run_python(program)
    assert finished.stderr == ""
    assert finished.stdout.splitlines() == ["call stack is not deep enough"] * 3 + ["[0, 1, 2]"]


def test_many_places_make_the_first_ones_be_forgotten(
    places: ModuleType, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory stays bounded in a process that makes code without end."""
    monkeypatch.setattr(_twin_notice, "_PLACES", 2)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for name in ("simple", "method", "static", "simple"):
            call(places, name, run)
    assert len(caught) == 4
    assert len(_twin_notice._told._places) <= 2


@pytest.mark.parametrize("name", ["simple", "plain_sync"])
def test_error_filter_raises_before_any_side_has_run(
    places: ModuleType, name: str, run: Run
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(2):
            with pytest.raises(ImplicitDispatchWarning, match="was dispatched to its"):
                call(places, name, run)
    assert places.ran == []


def test_ignore_filter_is_obeyed(places: ModuleType, run: Run) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", category=ImplicitDispatchWarning)
        assert call(places, "simple", run) == "a"
    assert places.ran == ["async"]


def test_filter_by_the_module_of_the_call_is_obeyed(places: ModuleType, run: Run) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.filterwarnings("ignore", module="places_of_twins$")
        assert call(places, "simple", run) == "a"


def test_decorated_side_is_silent(places: ModuleType, run: Run) -> None:
    async def main() -> Any:
        return await places.afetch("a")

    assert places.load("a") == "a"
    assert run(main) == "a"
    assert places.ran == ["sync", "async"]


def test_explicit_calls_are_silent(places: ModuleType, run: Run) -> None:
    async def main() -> Any:
        return [
            await places.load("a", _sync=False),
            await places.load.aio("a"),
            await places.aload("a"),
            places.afetch("a", _sync=True),
            places.afetch.sync("a"),
        ]

    assert run(main) == ["a"] * 5


def test_bridged_sides_are_silent(run: Run) -> None:
    """There is no twin that a caller could have named."""

    @sync_compatible
    async def load() -> int:
        return 7

    @async_compatible
    def fetch() -> int:
        return 7

    async def main() -> Any:
        return [await load(), await fetch()]

    assert load() == fetch() == 7
    assert run(main) == [7, 7]


def test_sync_twin_is_told_at_module_level_too(write_module: Callable[..., Any], run: Run) -> None:
    path = write_module(
        "calls_a_sync_twin",
        """
        from duotone import sync_compatible
        def load(): return 7
        @sync_compatible(sync_version=load)
        async def aload(): ...
        value = aload()
        """,
    )

    async def main() -> Any:
        import calls_a_sync_twin  # type: ignore[import-not-found] # noqa: PLC0415

        return calls_a_sync_twin.value

    with pytest.warns(ImplicitDispatchWarning) as caught:
        assert run(main) == 7
    assert str(caught[0].message) == TO_SYNC.format("aload()", "value = load()")
    assert (caught[0].filename, caught[0].lineno) == (str(path), 5)


def test_twin_of_another_module_is_offered_as_a_side(places: ModuleType, run: Run) -> None:
    """Where the twin's name means something else or nothing, only the side is sure."""

    @async_compatible(async_version=places.aload)
    def load(key: str, *, count: int = 1) -> str:
        return key * count

    async def main() -> Any:
        return await load("a")

    with pytest.warns(ImplicitDispatchWarning) as caught:
        run(main)
    assert str(caught[0].message) == TO_ASYNC.format('load("a")', 'return await load.aio("a")')


def test_async_twin_of_row_6_is_not_told(places: ModuleType, run: Run) -> None:
    """That coroutine explains itself: one text is enough."""

    def plain() -> Any:
        return places.load("a")

    async def main() -> Any:
        return await plain()

    assert run(main) == "a"


def test_call_without_source_is_told_with_dots(places: ModuleType) -> None:
    code = compile("async def main():\n    return await load('a')", "<nowhere>", "exec")
    namespace: dict[str, Any] = {"load": places.load}
    exec(code, namespace)
    with pytest.warns(ImplicitDispatchWarning) as caught:
        asyncio.run(namespace["main"]())
    assert str(caught[0].message) == TO_ASYNC.format("load(...)", "await aload(...)")
    assert (caught[0].filename, caught[0].lineno) == ("<nowhere>", 2)
