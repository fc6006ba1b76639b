"""Does each row of the dispatch rule hold, for every kind of dual function and event loop?"""

# ruff: noqa: B008, PLC3002, S102, S307, RUF012 - the places of a call are the test

from __future__ import annotations

import ast
import asyncio
import functools
import importlib
import inspect
import threading
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
import pytest
import trio

from duotone import (
    async_compatible,
    async_context,
    context_source,
    in_async_context,
    strict,
    sync_compatible,
    sync_context,
)
from duotone._rule import verdict_at

if TYPE_CHECKING:
    from pathlib import Path

Run = Callable[..., Any]
Got = Callable[[object], str]


@sync_compatible
async def load(number: int = 1) -> int:
    return number


@async_compatible
def fetch(number: int = 1) -> int:
    return number


class Block:
    @sync_compatible
    async def load(self, number: int = 1) -> int:
        return number

    @async_compatible
    def fetch(self, number: int = 1) -> int:
        return number

    @classmethod
    @sync_compatible
    async def class_inside(cls, number: int = 1) -> int:
        return number

    @sync_compatible
    @classmethod
    async def class_outside(cls, number: int = 1) -> int:
        return number

    @staticmethod
    @sync_compatible
    async def static_inside(number: int = 1) -> int:
        return number

    @sync_compatible
    @staticmethod
    async def static_outside(number: int = 1) -> int:
        return number

    @async_compatible
    @classmethod
    def class_of_def(cls, number: int = 1) -> int:
        return number

    @staticmethod
    @async_compatible
    def static_of_def(number: int = 1) -> int:
        return number


class Callee:
    @sync_compatible
    async def __call__(self, number: int = 1) -> int:
        return number


block = Block()

DUALS = {
    "function": load,
    "function_of_def": fetch,
    "method": block.load,
    "method_of_def": block.fetch,
    "classmethod_inside": Block.class_inside,
    "classmethod_outside": Block.class_outside,
    "classmethod_of_def": Block.class_of_def,
    "classmethod_inside_on_instance": block.class_inside,
    "classmethod_outside_on_instance": block.class_outside,
    "staticmethod_inside": Block.static_inside,
    "staticmethod_outside": Block.static_outside,
    "staticmethod_of_def": Block.static_of_def,
    "staticmethod_inside_on_instance": block.static_inside,
    "staticmethod_outside_on_instance": block.static_outside,
    "call_of_instance": Callee(),
}
EXPLICIT = {name: dual for name, dual in DUALS.items() if name != "call_of_instance"}


@pytest.fixture(params=DUALS.values(), ids=list(DUALS))
def dual(request: pytest.FixtureRequest) -> Callable[..., Any]:
    """Give each kind of dual function."""
    given: Callable[..., Any] = request.param
    return given


@pytest.fixture(params=EXPLICIT.values(), ids=list(EXPLICIT))
def two_sided(request: pytest.FixtureRequest) -> Any:
    """Give each kind of dual function that has `.sync` and `.aio`."""
    return request.param


# Row 1: the caller names the side.


def test_row_1_sync_true_in_coroutine_gives_a_value(dual: Run, run: Run) -> None:
    async def main() -> object:
        return dual(7, _sync=True)

    assert run(main) == 7


def test_row_1_sync_false_outside_event_loops_gives_a_coroutine(dual: Run) -> None:
    coroutine = dual(7, _sync=False)
    assert inspect.iscoroutine(coroutine)
    assert asyncio.run(coroutine) == 7


def test_row_1_sync_false_in_plain_function_gives_a_silent_coroutine(
    dual: Run, run: Run, got: Got
) -> None:
    def plain() -> object:
        return dual(7, _sync=False)

    async def main() -> str:
        return got(plain())

    assert run(main) == "coroutine"


def test_row_1_sync_side_in_coroutine_gives_a_value(two_sided: Any, run: Run) -> None:
    async def main() -> object:
        return two_sided.sync(7)

    assert run(main) == 7


def test_row_1_async_side_outside_event_loops_gives_a_coroutine(two_sided: Any) -> None:
    assert asyncio.run(two_sided.aio(7)) == 7


def test_row_1_explicit_side_wins_over_declared_context(dual: Run, got: Got) -> None:
    with async_context():
        assert got(dual(_sync=True)) == "value"
    with sync_context():
        assert got(dual(_sync=False)) == "coroutine"


def test_row_1_explicit_side_is_allowed_under_strict(dual: Run, run: Run) -> None:
    def plain() -> object:
        with strict():
            return dual(7, _sync=True)

    async def main() -> object:
        return plain()

    assert run(main) == 7


# Row 2: no event loop runs in this thread.


def test_row_2_call_without_event_loop_gives_a_value(dual: Run) -> None:
    assert dual(7) == 7


def test_row_2_coroutine_stepped_by_hand_gets_a_value(dual: Run) -> None:
    """A coroutine frame alone does not make it async: nobody could run the coroutine."""

    async def main() -> object:
        return dual(7)

    with pytest.raises(StopIteration) as stop:
        main().send(None)
    assert stop.value.value == 7


def test_row_2_plain_thread_beside_a_running_loop_gets_a_value(dual: Run, run: Run) -> None:
    results: list[object] = []

    async def main() -> None:
        thread = threading.Thread(target=lambda: results.append(dual(7)))
        thread.start()
        thread.join()

    run(main)
    assert results == [7]


def test_row_2_dual_as_thread_target_gives_a_value(dual: Run, run: Run) -> None:
    results: list[object] = []

    async def main() -> None:
        thread = threading.Thread(target=lambda: results.extend(map(dual, [7])))
        thread.start()
        thread.join()

    run(main)
    assert results == [7]


def test_row_2_function_in_to_thread_gets_a_value(dual: Run, run_asyncio: Run) -> None:
    async def main() -> object:
        return await asyncio.to_thread(lambda: dual(7))

    assert run_asyncio(main) == 7


def test_row_2_dual_given_to_to_thread_gives_a_value(dual: Run, run_asyncio: Run) -> None:
    async def main() -> object:
        return await asyncio.to_thread(dual, 7)

    assert run_asyncio(main) == 7


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_row_2_function_in_anyio_worker_thread_gets_a_value(dual: Run, backend: str) -> None:
    async def main() -> object:
        return await anyio.to_thread.run_sync(lambda: dual(7))

    assert anyio.run(main, backend=backend) == 7


def test_row_2_function_in_trio_worker_thread_gets_a_value(dual: Run) -> None:
    async def main() -> object:
        return await trio.to_thread.run_sync(lambda: dual(7))

    assert trio.run(main) == 7


def test_row_2_call_after_the_loop_has_ended_gives_a_value(dual: Run, run: Run, got: Got) -> None:
    async def main() -> str:
        return got(dual())

    assert run(main) == "coroutine"
    assert got(dual()) == "value"


def test_row_2_context_source_is_not_asked(dual: Run, got: Got) -> None:
    asked: list[str] = []
    context_source(lambda: asked.append("asked"))
    assert got(dual()) == "value"
    assert asked == []


# Row 3: the calling frame is a coroutine or an async generator.


def test_row_3_call_in_coroutine_is_awaitable(dual: Run, run: Run) -> None:
    async def main() -> object:
        return await dual(7)

    assert run(main) == 7


def test_row_3_call_in_coroutine_gives_a_plain_coroutine(dual: Run, run: Run, got: Got) -> None:
    async def main() -> str:
        return got(dual())

    assert run(main) == "coroutine"


def test_row_3_call_in_async_generator_gives_a_coroutine(dual: Run, run: Run, got: Got) -> None:
    async def numbers() -> AsyncIterator[str]:
        yield got(dual())

    async def main() -> list[str]:
        return [number async for number in numbers()]

    assert run(main) == ["coroutine"]


def test_row_3_call_in_async_method_gives_a_coroutine(dual: Run, run: Run, got: Got) -> None:
    class Client:
        async def __aenter__(self) -> str:
            return got(dual())

        async def __aexit__(self, *_: object) -> None: ...

    async def main() -> str:
        async with Client() as client:
            return client

    assert run(main) == "coroutine"


def test_row_3_comprehensions_in_coroutine_give_coroutines(dual: Run, run: Run, got: Got) -> None:
    async def main() -> list[str]:
        in_list = [got(dual()) for _ in "1"]
        in_set = {got(dual()) for _ in "1"}
        in_dict = {got(dual()): got(dual()) for _ in "1"}
        nested = [[got(dual()) for _ in "1"] for _ in "1"]
        return [*in_list, *in_set, *in_dict, *in_dict.values(), *nested[0]]

    assert run(main) == ["coroutine"] * 5


def test_row_3_async_comprehension_gives_coroutines(dual: Run, run: Run, got: Got) -> None:
    async def numbers() -> AsyncIterator[int]:
        yield 1

    async def main() -> list[str]:
        return [got(dual()) async for _ in numbers()]

    assert run(main) == ["coroutine"]


def test_row_3_generator_expression_in_coroutine_gives_coroutines(
    dual: Run, run: Run, got: Got
) -> None:
    async def main() -> list[str]:
        return list(got(dual()) for _ in "1")  # noqa: C400 - the generator expression is the test

    assert run(main) == ["coroutine"]


def test_row_3_generator_expression_counts_where_written_when_consumed_elsewhere(
    dual: Run, run: Run, got: Got
) -> None:
    def consume(results: Any) -> list[str]:
        return list(results)

    async def main() -> list[str]:
        return consume(got(dual()) for _ in "1")

    assert run(main) == ["coroutine"]


def test_row_3_async_generator_expression_gives_coroutines(dual: Run, run: Run, got: Got) -> None:
    async def numbers() -> AsyncIterator[int]:
        yield 1

    async def main() -> list[str]:
        results = (got(dual()) async for _ in numbers())
        return [result async for result in results]

    assert run(main) == ["coroutine"]


def test_row_3_default_argument_in_coroutine_gives_a_coroutine(
    dual: Run, run: Run, got: Got
) -> None:
    async def main() -> list[str]:
        def plain(result: str = got(dual())) -> str:
            return result

        other = lambda result=got(dual()): result  # noqa: E731 - the lambda is the test
        return [plain(), other()]  # type: ignore[no-untyped-call]

    assert run(main) == ["coroutine", "coroutine"]


def test_row_3_decorator_expression_in_coroutine_gives_a_coroutine(
    dual: Run, run: Run, got: Got
) -> None:
    seen: list[str] = []

    def note(result: str) -> Callable[[Any], Any]:
        seen.append(result)
        return lambda function: function

    async def main() -> None:
        @note(got(dual()))
        def plain() -> None: ...

    run(main)
    assert seen == ["coroutine"]


def test_row_3_class_body_in_coroutine_gives_a_coroutine(dual: Run, run: Run, got: Got) -> None:
    async def main() -> list[str]:
        class Outer:
            result = got(dual())

            class Inner:
                result = got(dual())
                results = [call(make()) for call, make in [(got, dual)]]
                consumed = list(call(make()) for call, make in [(got, dual)])  # noqa: C400

        return [Outer.result, Outer.Inner.result, *Outer.Inner.results, *Outer.Inner.consumed]

    assert run(main) == ["coroutine"] * 4


def test_row_3_map_in_coroutine_gives_coroutines(dual: Run, run: Run, got: Got) -> None:
    async def main() -> list[str]:
        return [got(result) for result in map(dual, [1])]

    assert run(main) == ["coroutine"]


def test_row_3_partial_in_coroutine_gives_a_coroutine(dual: Run, run: Run) -> None:
    async def main() -> object:
        return await functools.partial(dual, 7)()

    assert run(main) == 7


def test_row_3_key_function_in_coroutine_gives_coroutines(dual: Run, run: Run) -> None:
    """Nobody can await what `sorted` makes of a key, and Python's own warning tells it."""

    async def main() -> None:
        with pytest.warns(RuntimeWarning, match="was never awaited") as caught:
            assert sorted([7], key=dual) == [7]
        assert [warning.category for warning in caught] == [RuntimeWarning]

    run(main)


def test_row_3_declared_sync_does_not_reach_the_coroutine_itself(
    dual: Run, run: Run, got: Got
) -> None:
    async def main() -> str:
        with sync_context():
            return got(dual())

    assert run(main) == "coroutine"


def test_row_3_holds_under_strict(dual: Run, run: Run, got: Got) -> None:
    async def main() -> str:
        with strict():
            return got(dual())

    assert run(main) == "coroutine"


def test_row_3_holds_in_a_nested_private_loop(run: Run, got: Got) -> None:
    @sync_compatible
    async def outer() -> str:
        return got(load())

    async def main() -> str:
        return outer(_sync=True)

    assert run(main) == "coroutine"


# Row 4: the calling frame is a module's top level.

MODULE = """
import functools

from duotone import passthrough, sync_compatible


@sync_compatible
async def load(number=1):
    return number


class Block:
    @classmethod
    @sync_compatible
    async def load(cls, number=1):
        return number


def keep(result):
    def decorate(function):
        function.result = result
        return function

    return decorate


@passthrough
def transparent():
    return load()


value = load()
method = Block.load()


class Body:
    value = load()
    values = [load() for _ in "1"]
    consumed = list(load() for _ in "1")

    class Inner:
        value = load()


in_list = [load() for _ in "1"]
in_set = {load() for _ in "1"}
in_dict = {load(): load() for _ in "1"}
nested = [[load() for _ in "1"] for _ in "1"]
consumed = list(load() for _ in "1")
with_condition = [number for number in "1" if load()]
mapped = list(map(load, [1]))
by_key = sorted([2, 1], key=load)
partial = functools.partial(load, 1)()
by_exec = {}
exec("value = load()", globals(), by_exec)
evaluated = eval("load()")
wrapped = transparent()


def default(result=load()):
    return result


@keep(load())
def decorated(): ...


in_default_of_lambda = (lambda result=load(): result)()

if True:
    for _ in "1":
        with_blocks = load()
"""


def test_row_4_module_imported_under_a_running_loop_gets_values(
    write_module: Callable[..., Path], run: Run
) -> None:
    """Scenarios 1 and 2: what works as a script works under a server that imports it."""
    write_module("imported_by_a_server", MODULE)

    async def main() -> Any:
        return importlib.import_module("imported_by_a_server")

    module = run(main)
    assert module.value == 1
    assert module.method == 1
    assert module.Body.value == module.Body.Inner.value == 1
    assert module.Body.values == module.Body.consumed == [1]
    assert module.in_list == module.consumed == module.mapped == [1]
    assert module.in_set == {1}
    assert module.in_dict == {1: 1}
    assert module.nested == [[1]]
    assert module.with_condition == ["1"]
    assert module.by_key == [1, 2]
    assert module.partial == module.evaluated == module.wrapped == 1
    assert module.by_exec == {"value": 1}
    assert module.default() == module.decorated.result == module.in_default_of_lambda == 1
    assert module.with_blocks == 1


def test_row_4_value_under_declared_async_context(
    write_module: Callable[..., Path], run: Run
) -> None:
    write_module("imported_in_async_context", MODULE)

    async def main() -> Any:
        with async_context():
            return importlib.import_module("imported_in_async_context")

    assert run(main).value == 1


def test_row_4_value_without_event_loop_under_declared_async_context(
    write_module: Callable[..., Path],
) -> None:
    write_module("imported_without_loop", MODULE)
    with async_context():
        module = importlib.import_module("imported_without_loop")
    assert module.value == 1


def test_row_4_value_under_strict(write_module: Callable[..., Path], run: Run) -> None:
    write_module("imported_under_strict", MODULE)

    async def main() -> Any:
        with strict():
            return importlib.import_module("imported_under_strict")

    assert run(main).value == 1


def test_row_4_exec_inside_a_coroutine_gives_values(run: Run) -> None:
    async def main() -> dict[str, Any]:
        namespace: dict[str, Any] = {"load": load}
        exec("value = load(7)\nvalues = [load(n) for n in [7]]", namespace)
        return namespace

    namespace = run(main)
    assert namespace["value"] == 7
    assert namespace["values"] == [7]


def test_row_4_exec_with_two_namespaces_gives_values(run: Run) -> None:
    async def main() -> dict[str, Any]:
        names: dict[str, Any] = {}
        exec("value = load(7)\nvalues = [n for n in [load(7)]]", {"load": load}, names)
        return names

    names = run(main)
    assert names["value"] == 7
    assert names["values"] == [7]


def test_row_4_notebook_cell_gives_a_value(run: Run) -> None:
    """Scenario 3: IPython gives the code of a cell a name of its own."""

    async def main() -> Any:
        code = compile("value = load(7)", "<cell>", "exec").replace(co_name="<cell line: 1>")
        namespace: dict[str, Any] = {"load": load}
        exec(code, namespace)
        return namespace["value"]

    assert run(main) == 7


def test_row_3_notebook_cell_with_await_gives_a_coroutine(run: Run) -> None:
    """Scenario 3: a cell with await in it is compiled to a coroutine."""

    async def main() -> Any:
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        code = compile("value = await load(7)", "<cell>", "exec", flags=flags)
        namespace: dict[str, Any] = {"load": load}
        await eval(code, namespace)
        return namespace["value"]

    assert run(main) == 7


def test_row_4_class_body_in_exec_gives_a_value(run: Run) -> None:
    async def main() -> Any:
        namespace: dict[str, Any] = {"load": load}
        exec("class Body:\n    value = load(7)", namespace)
        return namespace["Body"].value

    assert run(main) == 7


# Row 5: a declared context.


def test_row_5_sync_context_reaches_plain_functions(dual: Run, run: Run) -> None:
    def plain() -> object:
        return dual(7)

    async def main() -> object:
        with sync_context():
            return plain()

    assert run(main) == 7


def test_row_5_async_context_gives_a_plain_coroutine(dual: Run, run: Run, got: Got) -> None:
    def plain() -> str:
        return got(dual(7))

    async def main() -> str:
        with async_context():
            return plain()

    assert run(main) == "coroutine"


def test_row_5_async_context_holds_without_event_loop(dual: Run, got: Got) -> None:
    with async_context():
        assert got(dual(7)) == "coroutine"


def test_row_5_holds_under_strict(dual: Run, run: Run) -> None:
    def plain() -> object:
        return dual(7)

    async def main() -> object:
        with strict(), sync_context():
            return plain()

    assert run(main) == 7


def test_row_5_context_source_is_obeyed(dual: Run, run: Run, got: Got) -> None:
    def plain() -> str:
        return got(dual(7))

    async def main() -> list[str]:
        sync = context_source(lambda: "sync")
        first = plain()
        sync.remove()
        context_source(lambda: "async")
        return [first, plain()]

    assert run(main) == ["value", "coroutine"]


def test_row_5_context_inside_lambda_and_nested_def_is_theirs(run: Run, got: Got) -> None:
    """Declared at run time, the context reaches whatever runs while it lasts."""

    def plain() -> str:
        return (lambda: got(load()))()

    async def main() -> str:
        with sync_context():
            return plain()

    assert run(main) == "value"


# Row 6: a plain function under a running event loop.


def test_row_6_plain_function_gets_a_coroutine_that_explains_itself(
    dual: Run, run: Run, got: Got
) -> None:
    def plain() -> str:
        return got(dual(7))

    async def main() -> str:
        return plain()

    assert run(main) == "ambiguous"


def test_row_6_coroutine_can_be_awaited(dual: Run, run: Run) -> None:
    def plain() -> Any:
        return dual(7)

    async def main() -> object:
        return await plain()

    assert run(main) == 7


def test_row_6_lambda_gets_an_ambiguous_coroutine(dual: Run, run: Run, got: Got) -> None:
    async def main() -> str:
        return (lambda: got(dual()))()

    assert run(main) == "ambiguous"


def test_row_6_nested_def_in_coroutine_is_ambiguous(dual: Run, run: Run, got: Got) -> None:
    async def main() -> str:
        def nested() -> str:
            return got(dual())

        return nested()

    assert run(main) == "ambiguous"


def test_row_6_generator_function_is_ambiguous(dual: Run, run: Run, got: Got) -> None:
    def numbers() -> Any:
        yield got(dual())

    async def main() -> list[str]:
        return list(numbers())

    assert run(main) == ["ambiguous"]


def test_row_6_comprehension_in_plain_function_is_ambiguous(dual: Run, run: Run, got: Got) -> None:
    def plain() -> list[str]:
        return [*[got(dual()) for _ in "1"], *(got(dual()) for _ in "1")]

    async def main() -> list[str]:
        return plain()

    assert run(main) == ["ambiguous", "ambiguous"]


def test_row_6_class_body_and_defaults_in_plain_function_are_ambiguous(
    dual: Run, run: Run, got: Got
) -> None:
    def plain() -> list[str]:
        class Body:
            result = got(dual())

        def default(result: str = got(dual())) -> str:
            return result

        return [Body.result, default()]

    async def main() -> list[str]:
        return plain()

    assert run(main) == ["ambiguous", "ambiguous"]


def test_row_6_c_callers_in_plain_function_are_ambiguous(dual: Run, run: Run, got: Got) -> None:
    def plain() -> list[str]:
        return [got(next(map(dual, [1]))), got(functools.partial(dual, 1)())]

    async def main() -> list[str]:
        return plain()

    assert run(main) == ["ambiguous", "ambiguous"]


def test_row_6_call_soon_callback_is_ambiguous(dual: Run, run_asyncio: Run, got: Got) -> None:
    async def main() -> str:
        loop = asyncio.get_running_loop()
        result: asyncio.Future[str] = loop.create_future()
        loop.call_soon(lambda: result.set_result(got(dual())))
        return await result

    assert run_asyncio(main) == "ambiguous"


def test_row_6_generator_expression_whose_writer_has_ended_takes_its_consumer(
    run: Run, got: Got
) -> None:
    async def write() -> Any:
        return (got(load()) for _ in "12")

    def consume(results: Any) -> str:
        first: str = next(results)
        return first

    async def main() -> list[str]:
        results = await write()
        return [consume(results), next(results)]

    assert run(main) == ["ambiguous", "coroutine"]


def test_row_6_plain_function_below_a_bridged_call_is_ambiguous(got: Got) -> None:
    """The private loop is a running loop like any other."""

    def plain() -> str:
        return got(load())

    @sync_compatible
    async def outer() -> str:
        return plain()

    assert outer() == "ambiguous"


def test_row_6_plain_function_below_a_forced_sync_call_gets_values(run: Run, got: Got) -> None:
    """Scenario 5: a forced sync call declares sync for its own extent."""

    def plain() -> str:
        return got(load())

    @sync_compatible
    async def bridged() -> str:
        return plain()

    @async_compatible
    def native() -> str:
        return plain()

    async def main() -> list[str]:
        forced = [bridged(_sync=True), bridged.sync(), native(_sync=True), native.sync()]
        return [*forced, plain()]

    assert run(main) == ["value"] * 4 + ["ambiguous"]


def test_row_6_forced_sync_call_outside_event_loops_reaches_into_the_bridge(got: Got) -> None:
    def plain() -> str:
        return got(load())

    @sync_compatible
    async def bridged() -> str:
        return plain()

    assert bridged(_sync=True) == "value"
    assert bridged.sync() == "value"


# The same answer from `in_async_context`.


def test_query_follows_the_rows(run: Run) -> None:
    def plain() -> bool:
        return in_async_context()

    async def main() -> list[bool]:
        with sync_context():
            declared = plain()
        return [in_async_context(), declared, plain()]

    assert run(main) == [True, False, True]
    assert not in_async_context()
    with async_context():
        assert in_async_context()


def test_query_without_a_calling_frame_follows_the_loop(run: Run) -> None:
    """C may call without any Python frame below, under a loop that is written in C too."""

    async def main() -> str:
        return verdict_at(None)

    assert run(main) == "ambiguous"
    assert verdict_at(None) == "sync"


def test_query_at_module_level_says_sync(run: Run) -> None:
    async def main() -> Any:
        namespace: dict[str, Any] = {}
        exec("from duotone import in_async_context\nanswer = in_async_context()", namespace)
        return namespace["answer"]

    assert run(main) is False
