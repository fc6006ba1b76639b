"""Does an adopted decorator serve the calls that a library's users have written already?

Two such decorators are Prefect's: what its own tests say about them is said here of ours.
"""

# ruff: noqa: ARG001 - functions that are only decorated

# Users' classes, as they write them.
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

import asyncio
import copy
import inspect
import pickle
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any

import anyio
import cloudpickle  # type: ignore[import-untyped]
import pydantic
import pytest

import duotone
from duotone import Dual, ImplicitDispatchWarning, in_async_context
from duotone._ambiguous import AmbiguousCoroutine

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

Run = Callable[..., Any]

async_dispatch = duotone.adopt("async_version", receiver_in_aio=True)
sync_compatible = duotone.adopt("function", receiver_in_aio=True, bridge="shared")

#: What runs: a flow of the framework, told by whether it is an ``async def``.
_run: ContextVar[bool | None] = ContextVar("run", default=None)


def flow(function: Callable[..., Any]) -> Callable[..., Any]:
    """Decorate as the framework does: note what runs while it runs."""

    @contextmanager
    def tracked() -> Iterator[None]:
        token = _run.set(inspect.iscoroutinefunction(function))
        try:
            yield
        finally:
            _run.reset(token)

    @wraps(function)
    def call(*args: Any) -> Any:
        with tracked():
            return function(*args)

    @wraps(function)
    async def acall(*args: Any) -> Any:
        with tracked():
            return await function(*args)

    return acall if inspect.iscoroutinefunction(function) else call


@pytest.fixture
def tracker() -> Iterator[None]:
    """Let the framework's tracker be asked."""
    answers = {None: None, True: "async", False: "sync"}
    source = duotone.context_source(lambda: answers[_run.get()])  # type: ignore[arg-type, return-value]
    yield
    source.remove()


async def aload(name: str = "a") -> str:
    return f"async {name}"


@async_dispatch(aload)
def load(name: str = "a") -> str:
    return f"sync {name}"


@sync_compatible
async def add(x: int, y: int, z: int = 3) -> int:
    await asyncio.sleep(0)
    return x + y + z


class Counter:
    step = 4

    def __init__(self) -> None:
        self.calls: list[str] = []

    async def aincrement(self, by: int = 1) -> int:
        self.calls.append("async")
        return by

    @async_dispatch(aincrement)
    def increment(self, by: int = 1) -> int:
        self.calls.append("sync")
        return by

    @classmethod
    async def amake(cls, name: str = "a") -> str:
        return f"async {cls.__name__} {name}"

    @classmethod
    @async_dispatch(amake)
    def make(cls, name: str = "a") -> str:
        return f"sync {cls.__name__} {name}"

    @async_dispatch(amake)
    @classmethod
    def build(cls, name: str = "a") -> str:
        return f"sync {cls.__name__} {name}"

    @staticmethod
    @sync_compatible
    async def static_add(x: int, y: int, z: int = 3) -> int:
        return x + y + z

    @classmethod
    @sync_compatible
    async def class_add(cls, x: int, y: int) -> int:
        return x + y + cls.step - 1

    @sync_compatible
    async def add(self, x: int, y: int) -> int:
        return x + y + self.step - 1


class Sub(Counter):
    pass


ADDERS = [add, Counter.static_add, Counter.class_add, Counter().add]


def test_pair_takes_the_side_of_its_place(run_asyncio: Run) -> None:
    async def main() -> str:
        given: str = await load("b")
        return given

    assert load("b") == "sync b"
    assert run_asyncio(main) == "async b"


def test_keyword_forces_either_side(run_asyncio: Run) -> None:
    async def main() -> tuple[str, str]:
        return load("b", _sync=True), await load("b", _sync=False)

    assert run_asyncio(main) == ("sync b", "async b")
    assert asyncio.run(load("b", _sync=False)) == "async b"


@pytest.mark.parametrize("adder", ADDERS)
def test_coroutine_function_serves_both_kinds_of_code(adder: Any, run_asyncio: Run) -> None:
    async def main() -> tuple[int, int]:
        return await adder(1, y=2), adder(1, y=2, _sync=True)

    assert adder(1, y=2) == 6
    assert run_asyncio(main) == (6, 6)


def test_sync_side_runs_where_the_library_had_it_run() -> None:
    """A library with one background loop keeps its clients there."""

    @sync_compatible
    async def where() -> str:
        return threading.current_thread().name

    @duotone.adopt("function")
    async def here() -> str:
        return threading.current_thread().name

    assert where() != threading.current_thread().name == here()


def test_method_is_bound_and_takes_the_side_of_its_place() -> None:
    counter = Counter()

    async def main() -> None:
        assert await counter.increment() == 1

    assert counter.increment(3) == 3
    asyncio.run(main())
    assert counter.calls == ["sync", "async"]


@pytest.mark.parametrize("name", ["make", "build"])
def test_classmethod_goes_with_an_async_classmethod(name: str) -> None:
    async def main() -> str:
        given: str = await getattr(Sub, name)("b")
        return given

    assert getattr(Sub, name)("b") == "sync Sub b"
    assert getattr(Sub(), name)("b", _sync=True) == "sync Sub b"
    assert asyncio.run(main()) == "async Sub b"


def test_aio_of_a_function_is_the_async_function() -> None:
    assert load.aio is aload
    assert asyncio.run(load.aio("b")) == "async b"
    assert add.aio is add.__wrapped__


@pytest.mark.parametrize(
    "call",
    [
        lambda counter: counter.increment.aio(counter, 2),
        lambda counter: counter.increment.aio(2),
        lambda counter: counter.increment.aio(counter, by=2),
        lambda counter: type(counter).increment.aio(counter, 2),
    ],
)
def test_aio_of_a_method_takes_the_receiver_or_does_without(call: Any) -> None:
    counter = Counter()
    assert asyncio.run(call(counter)) == 2
    assert counter.calls == ["async"]


@pytest.mark.parametrize("name", ["make", "build"])
def test_aio_of_a_classmethod_takes_the_class_or_does_without(name: str) -> None:
    assert asyncio.run(getattr(Sub, name).aio(Sub, "b")) == "async Sub b"
    assert asyncio.run(getattr(Sub, name).aio("b")) == "async Sub b"
    assert asyncio.run(Counter.static_add.aio(1, 2)) == 6


def test_receiver_that_is_an_argument_is_given_twice() -> None:
    class Node:
        async def alink(self, other: object) -> bool:
            return other is self

        @async_dispatch(alink)
        def link(self, other: object) -> bool:
            return other is self

    node = Node()
    assert asyncio.run(node.link.aio(node, node))  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="other"):
        asyncio.run(node.link.aio(node))


def test_aio_takes_no_receiver_unless_asked_to() -> None:
    adopted = duotone.adopt("function")

    class Block:
        @adopted
        async def save(self) -> str:
            return "saved"

    block = Block()
    assert asyncio.run(block.save.aio()) == "saved"
    with pytest.raises(TypeError, match="positional argument"):
        block.save.aio(block)  # type: ignore[call-arg, unused-coroutine]


def test_plain_function_under_a_loop_gets_a_coroutine_to_await() -> None:
    def helper() -> Any:
        return add(1, y=2)

    async def main() -> int:
        coroutine = helper()
        assert isinstance(coroutine, AmbiguousCoroutine)
        given: int = await coroutine
        return given

    assert asyncio.run(main()) == 6


def test_worker_thread_gets_a_value(tracker: None) -> None:
    @flow
    async def outer() -> Any:
        return await anyio.to_thread.run_sync(lambda: (load("b"), in_async_context()))

    assert asyncio.run(outer()) == ("sync b", False)


def test_task_group_starts_it() -> None:
    results = []

    @sync_compatible
    async def total(*numbers: int, task_status: Any = None) -> None:
        if task_status is not None:
            task_status.started()
        results.append(sum(numbers))

    async def main() -> None:
        async with anyio.create_task_group() as group:
            await group.start(total, 1, 2)  # type: ignore[dual-reference]
            group.start_soon(total, 1, 2)  # type: ignore[dual-reference]

    asyncio.run(main())
    assert results == [3, 3]


def test_callback_of_a_running_loop_is_in_an_async_context() -> None:
    seen = []

    async def main() -> None:
        asyncio.get_running_loop().call_soon(lambda: seen.append(in_async_context()))
        await asyncio.sleep(0)

    asyncio.run(main())
    assert seen == [True]
    assert not in_async_context()


def test_body_of_a_sync_flow_is_sync_also_under_a_loop(tracker: None) -> None:
    @flow
    def body() -> str:
        return load("b")

    async def main() -> str:
        given: str = body()
        return given

    assert body() == asyncio.run(main()) == "sync b"


def test_body_of_an_async_flow_is_async(tracker: None) -> None:
    @flow
    async def body() -> str:
        given: str = await load("b")
        return given

    @flow
    async def through_helper() -> str:
        def helper() -> Any:
            coroutine = load("b")
            assert not isinstance(coroutine, AmbiguousCoroutine)
            return coroutine

        given: str = await helper()
        return given

    assert asyncio.run(body()) == asyncio.run(through_helper()) == "async b"


def test_dispatch_to_the_twin_is_not_told_unless_the_decorator_warns() -> None:
    async def main() -> None:
        await load()
        await Counter().increment()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        asyncio.run(main())

    warning = duotone.adopt("async_version", warns=True)

    async def atold() -> None:
        pass

    @warning(atold)
    def told() -> None:
        pass

    async def call() -> None:
        await told()

    with pytest.warns(ImplicitDispatchWarning, match=r"await told\.aio\(\)|await atold\(\)"):
        asyncio.run(call())


def test_pair_that_takes_different_parameters_hands_its_arguments_on() -> None:
    async def asend(key: str, client: str = "none") -> str:
        return f"async {key} {client}"

    @async_dispatch(asend)
    def send(key: str) -> str:  # type: ignore[dual-parity]
        return f"sync {key}"

    async def main() -> tuple[str, str]:
        return await send("a", client="mine"), await send("a")  # type: ignore[call-arg]

    assert send("a") == "sync a"
    assert asyncio.run(main()) == ("async a mine", "async a none")
    assert list(inspect.signature(send).parameters) == ["key"]
    with pytest.raises(TypeError, match="client"):
        send("a", client="mine")  # type: ignore[call-arg]


def test_twin_whose_parameters_cannot_be_read_gets_the_arguments_as_they_are() -> None:
    class Opaque(type):
        """Classes of which inspect finds no parameters, as those of some extensions are."""

        _is_coroutine = True

        @property
        def __signature__(cls) -> None:
            raise ValueError

        def __call__(cls, name: str) -> Any:
            return aload(name)

    class Loader(metaclass=Opaque):
        pass

    @async_dispatch(Loader)  # type: ignore[arg-type]
    def named(name: str) -> str:
        return f"sync {name}"

    async def main() -> str:
        given: str = await named("b")  # type: ignore[call-arg]
        return given

    assert named("b") == "sync b"  # type: ignore[call-arg]
    assert asyncio.run(main()) == "async b"


def test_override_of_the_async_half_is_honoured() -> None:
    with pytest.warns(duotone.HalfOverriddenWarning):

        class Loud(Counter):
            async def aincrement(self, by: int = 1) -> int:  # type: ignore[dual-override]
                return 100 * by

    loud = Loud()

    async def main() -> int:
        given: int = await loud.increment()
        return given

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert asyncio.run(main()) == loud.increment() == 100
    assert asyncio.run(loud.increment.aio(loud, 2)) == 200  # type: ignore[arg-type, call-arg]
    assert loud.calls == []


def test_it_looks_like_the_decorated_function_and_is_dual() -> None:
    assert isinstance(load, Dual)
    assert isinstance(Counter().increment, Dual)
    assert load.__name__ == "load"
    assert list(inspect.signature(Counter().increment).parameters) == ["by"]
    assert copy.deepcopy(load) is load


@pytest.mark.parametrize("dual", [load, add, Counter.build, Counter.__dict__["increment"]])
def test_pickle_by_name_gives_it_back(dual: Any) -> None:
    assert pickle.loads(pickle.dumps(dual)) == dual  # noqa: S301 - made here


@pytest.mark.parametrize("warns", [True, False])
def test_pickle_by_value_keeps_what_was_adopted(*, warns: bool) -> None:
    def made() -> tuple[Any, ...]:
        dispatch = duotone.adopt("async_version", receiver_in_aio=True, warns=warns)

        class Local:
            async def aload(self) -> str:
                return "async"

            @dispatch(aload)
            def load(self) -> str:
                return "sync"

            @staticmethod
            @duotone.adopt("function", bridge="shared")
            async def where() -> str:
                return threading.current_thread().name

        return Local, Local()

    _, local = pickle.loads(cloudpickle.dumps(made()))  # noqa: S301 - made here

    async def main() -> str:
        given: str = await local.load()
        return given

    assert local.load() == "sync"
    assert asyncio.run(local.load.aio(local)) == "async"
    assert local.where() != threading.current_thread().name
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert asyncio.run(main()) == "async"
    assert [each.category for each in told] == [ImplicitDispatchWarning] * warns


def plain() -> None:
    pass


async def coroutine() -> None:
    pass


@asynccontextmanager
async def manager() -> AsyncIterator[None]:
    yield


@pytest.mark.parametrize(
    ("decorate", "message"),
    [
        (lambda: sync_compatible(plain), 'for an "async def", and .*plain" is none: write "async'),  # type: ignore[dual-parity]
        (lambda: sync_compatible(manager), 'for an "async def", and .*manager" is none'),  # type: ignore[dual-parity]
        (lambda: sync_compatible(load), r"adopt\(\) was put on .*load.*, which is a dual function"),  # type: ignore[dual-parity]
        (lambda: sync_compatible(3), r"adopt\(\) decorates a function written with def, not 3"),  # type: ignore[arg-type]
        (async_dispatch, 'given the "async def" of a pair, and was given nothing'),
        (lambda: async_dispatch(plain), 'the "async def" of a pair, and was given ".*plain"'),
        (lambda: async_dispatch(coroutine)(aload), '.*aload" is another one: put it on the plain'),  # type: ignore[dual-parity]
        (lambda: async_dispatch(load)(plain), 'the "async def" of a pair, and was given ".*load"'),  # type: ignore[dual-parity]
        (lambda: duotone.adopt("twin"), "given: 'function' or 'async_version', not 'twin'"),  # type: ignore[call-overload]
        (
            lambda: duotone.adopt("async_version", bridge="shared"),  # type: ignore[call-overload]
            'bridge= is for adopt."function"',
        ),
    ],
)
def test_wrong_use_says_what_to_do(decorate: Callable[[], Any], message: str) -> None:
    with pytest.raises(TypeError, match=message):
        decorate()


def test_unknown_way_of_bridging_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="nowhere"):
        duotone.adopt("function", bridge="nowhere")  # type: ignore[call-overload]


def test_model_of_pydantic_has_dual_methods() -> None:
    """What stands in a model's class body without annotation is a field to pydantic."""

    class Model(pydantic.BaseModel):
        name: str = "a"

        @duotone.sync_compatible
        async def load(self) -> str:
            return self.name

        @sync_compatible
        @classmethod
        async def make(cls) -> str:
            return cls().name

        async def asave(self) -> str:
            return f"async {self.name}"

        @async_dispatch(asave)
        def save(self) -> str:
            return f"sync {self.name}"

    model = Model(name="b")
    assert (model.load(), Model.make(), model.save()) == ("b", "a", "sync b")
    assert asyncio.run(model.save.aio(model)) == "async b"  # type: ignore[call-arg]
    assert list(Model.model_fields) == ["name"]
    assert isinstance(model.load, Dual)
    assert type(Model.load) is Dual
