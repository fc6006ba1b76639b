"""Do arguments reach the sides as they were given, and is `_sync` the dispatcher's alone?"""

# ruff: noqa: PLR0913, PLR0917, PLC2401, PYI063, FBT003 - parameters of every kind

# Users' classes, as they write them.
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

import _thread
import asyncio
import inspect
import os
import sys
import threading
from collections.abc import Callable
from operator import methodcaller
from typing import Any

import pytest
import uvloop

from duotone import _fast_lookups, async_compatible, sync_compatible

Run = Callable[..., Any]


class Unprintable:
    """A default that cannot be written down as source."""

    def __repr__(self) -> str:
        return "<no source>"


default = Unprintable()


def alone(key: int) -> int:
    return key


async def alone_async(key: int) -> int:
    return key


async def nothing() -> Any:
    return ()


async def positional_only(a: Any, b: Any = default, /) -> Any:
    return a, b


async def positional_only_without_default(a: Any, /) -> Any:
    return a


async def positional_only_and_more(a: Any, /, b: Any) -> Any:
    return a, b


async def positional_only_and_star(a: Any, /, *b: Any) -> Any:
    return a, b


async def positional_only_and_keyword_only(a: Any, /, *, b: Any) -> Any:
    return a, b


async def positional_only_and_keywords(a: Any, /, **b: Any) -> Any:
    return a, b


async def plain(a: Any, b: Any = default) -> Any:
    return a, b


async def star(*a: Any) -> Any:
    return a


async def star_and_keyword_only(*a: Any, b: Any, c: Any = default) -> Any:
    return a, b, c


async def keyword_only(*, a: Any, b: Any = default) -> Any:
    return a, b


async def keyword_only_default_first(*, a: Any = default, b: Any) -> Any:
    return a, b


async def keywords(**a: Any) -> Any:
    return a


async def star_and_keywords(*a: Any, **b: Any) -> Any:
    return a, b


async def keyword_only_and_keywords(*, a: Any = default, **b: Any) -> Any:
    return a, b


async def every_kind(
    a: Any, b: Any = 2, /, c: Any = 3, *d: Any, e: Any, f: Any = 6, **g: Any
) -> Any:
    return a, b, c, d, e, f, g


async def telling_names(self: Any, cls: Any, args: Any, kwargs: Any, name: Any, make: Any) -> Any:
    return self, cls, args, kwargs, name, make


async def names_like_ours(_duotone: Any, _duotone_x: Any, sync: Any, dispatch: Any) -> Any:
    return _duotone, _duotone_x, sync, dispatch


async def own_name(own_name: Any) -> Any:
    return own_name


async def unicode_name(größe: Any) -> Any:
    return größe


CALLS: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any], Any]] = [
    (nothing, (), {}, ()),
    (positional_only, (1,), {}, (1, default)),
    (positional_only, (1, 2), {}, (1, 2)),
    (positional_only_without_default, (1,), {}, 1),
    (positional_only_and_more, (1,), {"b": 2}, (1, 2)),
    (positional_only_and_star, (1, 2, 3), {}, (1, (2, 3))),
    (positional_only_and_keyword_only, (1,), {"b": 2}, (1, 2)),
    (positional_only_and_keywords, (1,), {"a": 2}, (1, {"a": 2})),
    (plain, (1,), {}, (1, default)),
    (plain, (), {"b": 2, "a": 1}, (1, 2)),
    (star, (), {}, ()),
    (star, (1, 2), {}, (1, 2)),
    (star_and_keyword_only, (1, 2), {"b": 3}, ((1, 2), 3, default)),
    (keyword_only, (), {"a": 1}, (1, default)),
    (keyword_only_default_first, (), {"b": 1}, (default, 1)),
    (keywords, (), {}, {}),
    (
        keywords,
        (),
        {"x": 1, "_duotone_sync": 2, "self": 3},
        {"x": 1, "_duotone_sync": 2, "self": 3},
    ),
    (star_and_keywords, (1,), {"a": 2}, ((1,), {"a": 2})),
    (keyword_only_and_keywords, (), {"x": 1}, (default, {"x": 1})),
    (every_kind, (1,), {"e": 5}, (1, 2, 3, (), 5, 6, {})),
    (every_kind, (1, 2, 3, 4), {"e": 5, "f": 7, "h": 8}, (1, 2, 3, (4,), 5, 7, {"h": 8})),
    (telling_names, (1, 2, 3, 4, 5, 6), {}, (1, 2, 3, 4, 5, 6)),
    (names_like_ours, (1, 2, 3, 4), {}, (1, 2, 3, 4)),
    (own_name, (1,), {}, 1),
    (unicode_name, (), {"größe": 1}, 1),
]
IDS = [f"{call[0].__name__}{len(call[1])}{len(call[2])}" for call in CALLS]


@pytest.mark.parametrize(("function", "args", "kwargs", "expected"), CALLS, ids=IDS)
def test_arguments_reach_the_bridged_sync_side(
    function: Run, args: Any, kwargs: Any, expected: Any
) -> None:
    dual = sync_compatible(function)
    assert dual(*args, **kwargs) == expected
    assert dual(*args, **kwargs, _sync=True) == expected
    assert dual.sync(*args, **kwargs) == expected


@pytest.mark.parametrize(("function", "args", "kwargs", "expected"), CALLS, ids=IDS)
def test_arguments_reach_the_async_side(
    function: Run, args: Any, kwargs: Any, expected: Any
) -> None:
    dual = sync_compatible(function)

    async def main() -> list[Any]:
        return [
            await dual(*args, **kwargs),
            await dual(*args, **kwargs, _sync=False),
            await dual.aio(*args, **kwargs),
        ]

    assert asyncio.run(main()) == [expected] * 3


@pytest.mark.parametrize(("function", "args", "kwargs", "expected"), CALLS, ids=IDS)
def test_arguments_reach_both_sides_of_a_method(
    function: Run, args: Any, kwargs: Any, expected: Any
) -> None:
    dual: Any = sync_compatible(function)
    # Bound to an object, a function takes it as its first positional argument.
    holder: Any = type("Holder", (), {"method": dual})
    if args:
        bound = dual.__get__(args[0], holder)
        assert bound(*args[1:], **kwargs) == expected
        assert asyncio.run(bound.aio(*args[1:], **kwargs)) == expected
    assert holder.method(*args, **kwargs) == expected


def make_def() -> Any:
    @async_compatible
    def every_kind(a: Any, /, b: Any = 2, *c: Any, d: Any, **e: Any) -> Any:
        return a, b, c, d, e

    return every_kind


def test_arguments_reach_the_sides_of_a_def() -> None:
    dual = make_def()

    async def main() -> Any:
        return await dual(1, 2, 3, d=4, x=5)

    assert dual(1, 2, 3, d=4, x=5) == asyncio.run(main()) == (1, 2, (3,), 4, {"x": 5})


@pytest.mark.parametrize(
    ("args", "kwargs", "message"),
    [
        ((), {}, "Block.load() missing 1 required positional argument: 'key'"),
        ((1, 2, 3), {}, "Block.load() takes from 2 to 3 positional arguments but 4 were given"),
        ((1,), {"other": 2}, "Block.load() got an unexpected keyword argument 'other'"),
        ((1,), {"key": 2}, "Block.load() got multiple values for argument 'key'"),
    ],
)
def test_wrong_arguments_name_the_users_function(args: Any, kwargs: Any, message: str) -> None:
    class Block:
        @sync_compatible
        async def load(self, key: int, count: int = 1) -> None: ...

    prefix = "test_wrong_arguments_name_the_users_function.<locals>."
    for call in [Block().load, Block().load.sync, Block().load.aio]:
        with pytest.raises(TypeError) as caught:
            call(*args, **kwargs)  # type: ignore[operator]
        assert str(caught.value) == prefix + message


@pytest.mark.parametrize("value", [1, 0, "yes", "", (), default])
def test_sync_of_another_type_is_refused(value: Any) -> None:
    dual = sync_compatible(nothing)
    with pytest.raises(TypeError) as caught:
        dual(_sync=value)
    assert str(caught.value) == (
        f"nothing(_sync={value!r}): _sync must be True (for the value) or False (for the coroutine)"
    )


def test_sync_none_leaves_the_side_to_the_context(run: Run) -> None:
    dual: Any = sync_compatible(plain)

    async def main() -> Any:
        return await dual(1, 2, _sync=None)

    assert dual(1, 2, _sync=None) == run(main) == (1, 2)


@pytest.mark.parametrize("function", [keywords, star_and_keywords, keyword_only_and_keywords])
def test_sync_never_reaches_the_keywords_of_the_function(function: Run) -> None:
    """Scenario 24: any keyword but `_sync` is the user's."""
    assert "_sync" not in str(sync_compatible(function)(_sync=True, other=1))
    assert "other" in str(sync_compatible(function)(_sync=True, other=1))


def test_sync_cannot_be_given_by_position() -> None:
    dual: Any = sync_compatible(plain)
    with pytest.raises(TypeError, match="takes from 1 to 2 positional arguments but 3 were given"):
        dual(1, 2, True)


def test_private_parameter_of_a_class_is_passed_on() -> None:
    """Python mangles such a name, and the code of a function shows the mangled one."""

    class Block:
        @sync_compatible
        async def load(self, __key: int = 1) -> int:
            return __key

    assert Block().load(7) == 7
    assert Block().load() == 1


def test_defaults_are_the_same_objects() -> None:
    dual = sync_compatible(plain)
    assert dual(1)[1] is default


@pytest.mark.parametrize("name", ["class", "<lambda>", "two words", "", "None", "make", "dispatch"])
def test_function_of_any_name_can_be_dual(name: str) -> None:
    async def function(number: int) -> int:
        return number

    function.__name__ = name
    dual = sync_compatible(function)
    assert dual(7) == 7
    assert dual.__name__ == name


def test_lambda_can_be_dual() -> None:
    dual = async_compatible(lambda number: number)

    async def main() -> object:
        return await dual(7)

    assert dual(7) == asyncio.run(main()) == 7


def test_call_shows_the_users_name_in_a_traceback() -> None:
    @sync_compatible
    async def load() -> list[str]:
        frame: Any = sys._getframe()
        names = []
        while frame is not None:
            names.append((frame.f_code.co_filename, frame.f_code.co_name))
            frame = frame.f_back
        return [name for file, name in names if file.startswith("<duotone")]

    assert load() == ["load"]


def test_asyncio_is_looked_for_until_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first look-up that finds it stands in for the search."""
    namespace = _fast_lookups.NAMESPACE
    monkeypatch.setitem(namespace, "_duotone_loop", _fast_lookups._look_for_asyncio)
    events = sys.modules["asyncio.events"]
    dual = sync_compatible(plain)

    monkeypatch.delitem(sys.modules, "asyncio.events")
    assert dual(1, 2) == (1, 2)
    assert namespace["_duotone_loop"] is _fast_lookups._look_for_asyncio
    monkeypatch.setitem(sys.modules, "asyncio.events", events)
    assert dual(1, 2) == (1, 2)
    assert namespace["_duotone_loop"] is events._get_running_loop


def test_half_imported_asyncio_counts_as_not_running(monkeypatch: pytest.MonkeyPatch) -> None:
    namespace = _fast_lookups.NAMESPACE
    monkeypatch.setitem(namespace, "_duotone_loop", _fast_lookups._look_for_asyncio)
    monkeypatch.setitem(sys.modules, "asyncio.events", type(sys)("asyncio.events"))
    assert sync_compatible(plain).func(1, 2, _sync=None) == (1, 2)  # type: ignore[attr-defined]


def test_signature_without_our_keyword_is_what_callers_see() -> None:
    assert list(inspect.signature(sync_compatible(plain)).parameters) == ["a", "b"]


def test_loops_of_many_threads_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Memory stays bounded in a process that starts threads without end."""
    monkeypatch.setattr(_fast_lookups, "_THREADS", 1)
    dual = sync_compatible(plain)

    async def main() -> Any:
        _fast_lookups._note_loop()
        _fast_lookups._note_loop()
        return [await dual(1, 2), await dual(1, 2), await dual(1, 2)]

    assert asyncio.run(main()) == [(1, 2)] * 3
    assert len(_fast_lookups._seen_loops) == 1


def test_coroutine_stepped_by_hand_beside_a_running_task_gets_values(run: Run) -> None:
    """A loop that was seen in this thread, and one that runs in another, are none here."""
    dual = sync_compatible(plain)
    found = []

    async def caller() -> None:
        found.append(dual(1, 2))

    async def main() -> None:
        await dual(1, 2)
        thread = threading.Thread(target=step)
        thread.start()
        thread.join()

    def step() -> None:
        with pytest.raises(StopIteration):
            caller().send(None)

    run(main)
    run(main)
    with pytest.raises(StopIteration):
        caller().send(None)
    assert found == [(1, 2)] * 3  # type: ignore[comparison-overlap]


@pytest.mark.parametrize(
    "dual",
    [
        sync_compatible(alone_async),
        sync_compatible(sync_version=alone)(alone_async),
        async_compatible(alone),
        async_compatible(async_version=alone_async)(alone),
    ],
)
def test_dual_called_by_c_alone_in_a_loop_gives_a_coroutine(dual: Any) -> None:
    """A bare thread runs uvloop, which runs a callback: nowhere is a frame of Python's."""
    loop = uvloop.new_event_loop()
    given: list[Any] = []
    wrong: list[Any] = []
    ended = threading.Event()
    loop.set_exception_handler(lambda _, context: wrong.append(context))
    loop.call_soon(given.extend, map(dual, [7]))
    loop.call_soon(loop.stop)
    steps = map(methodcaller("__call__"), [loop.run_forever, loop.close, ended.set])
    _thread.start_new_thread(list, (steps,))
    assert ended.wait(20)
    assert wrong == []
    assert asyncio.run(given[0]) == 7


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_child_forked_inside_a_task_runs_no_loop() -> None:
    dual: Any = sync_compatible(plain)

    async def main() -> int:
        await dual(1, 2)
        await dual(1, 2)
        child = os.fork()
        if not child:
            try:
                os._exit(0 if dual(1, 2) == (1, 2) else 1)
            finally:
                os._exit(2)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])  # noqa: ASYNC222

    assert asyncio.run(main()) == 0
