"""Do dual functions travel to other processes, by name and by value?"""

# ruff: noqa: S301 - pickles of our own

from __future__ import annotations

import asyncio
import copy
import functools
import pickle
import subprocess
import sys
import threading
import warnings
from textwrap import dedent
from typing import TYPE_CHECKING, Any

import anyio
import cloudpickle  # type: ignore[import-untyped]
import pytest

from duotone import Dual, ImplicitDispatchWarning, async_compatible, sync_compatible

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings("ignore::duotone.ImplicitDispatchWarning")


@sync_compatible
async def load(key: str, *, count: int = 1) -> str:
    return key * count


class Block:
    def __init__(self, name: str) -> None:
        self.name = name

    @sync_compatible
    async def load(self, key: str) -> str:
        return f"{self.name} {key}"

    @classmethod
    @sync_compatible
    async def of_class(cls, key: str) -> str:
        return f"{cls.__name__} {key}"

    @sync_compatible
    @classmethod
    async def of_class_outside(cls, key: str) -> str:
        return f"{cls.__name__} {key}"

    @staticmethod
    @sync_compatible
    async def static(key: str) -> str:
        return f"static {key}"

    @sync_compatible
    async def __private(self, key: str) -> str:
        return f"private {key}"

    def private(self) -> Any:
        return self.__private

    async def aread(self, key: str) -> str:
        return f"{self.name} aread {key}"

    @async_compatible(async_version=aread)
    def read(self, key: str) -> str:
        return f"{self.name} read {key}"


#: What travels, and what a call with "a" gives.
TRAVELLERS = {
    "function": (load, "a"),
    "method": (Block("b").load, "b a"),
    "classmethod": (Block.of_class, "Block a"),
    "classmethod outside": (Block("b").of_class_outside, "Block a"),
    "staticmethod": (Block.static, "static a"),
    "private method": (Block("b").private(), "private a"),
    "native pair": (Block("b").read, "b read a"),
    "partial": (functools.partial(load, count=2), "aa"),
    "partial of a method": (functools.partial(Block("b").load), "b a"),
    "partial of a method with arguments": (functools.partial(Block("b").load, key="c"), "b a"),
    "partial of a classmethod": (functools.partial(Block.of_class), "Block a"),
    "partial of an unbound method": (functools.partial(Block.load, Block("b")), "b a"),
}


def call(traveller: Callable[[str], str]) -> str:
    if isinstance(traveller, functools.partial) and "key" in traveller.keywords:
        return traveller(key="a")  # type: ignore[no-any-return]
    return traveller("a")


@pytest.mark.parametrize("name", TRAVELLERS)
@pytest.mark.parametrize("module", [pickle, cloudpickle], ids=["pickle", "cloudpickle"])
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_traveller_comes_back(name: str, module: Any, protocol: int) -> None:
    traveller, expected = TRAVELLERS[name]
    back = pickle.loads(module.dumps(traveller, protocol=protocol))
    assert call(back) == expected
    assert isinstance(back, Dual) == isinstance(traveller, Dual)


@pytest.mark.parametrize("module", [pickle, cloudpickle], ids=["pickle", "cloudpickle"])
def test_function_of_a_module_comes_back_as_itself(module: Any) -> None:
    assert pickle.loads(module.dumps(load)) is load
    assert pickle.loads(module.dumps(Block.of_class_outside)) == Block.of_class_outside
    assert len(module.dumps(load)) < 200


@pytest.mark.parametrize("module", [pickle, cloudpickle], ids=["pickle", "cloudpickle"])
def test_sync_side_of_a_function_comes_back_as_itself(module: Any) -> None:
    for side in (load.sync, Block.load.sync, Block.static.sync, Block.read.sync):
        back = pickle.loads(module.dumps(side))
        assert back is side
    assert asyncio.run(_call_in_async_def(pickle.loads(module.dumps(load.sync)))) == "a"


@async_compatible
def fetch(key: str) -> str:
    return key


@pytest.mark.parametrize("module", [pickle, cloudpickle], ids=["pickle", "cloudpickle"])
def test_bridged_async_side_of_a_function_comes_back_as_itself(module: Any) -> None:
    assert pickle.loads(module.dumps(fetch.aio)) is fetch.aio


async def _call_in_async_def(side: Callable[[str], str]) -> str:
    return side("a")


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_pool_of_processes_runs_duals(method: str, tmp_path: Path) -> None:
    """The usual script, whose functions stand in `__main__`."""
    script = tmp_path / "script.py"
    script.write_text(
        dedent(f"""
        import multiprocessing
        from functools import partial
        from duotone import sync_compatible

        @sync_compatible
        async def load(key, *, count=1):
            return key * count

        class Block:
            @sync_compatible
            async def load(self, key):
                return f"block {{key}}"

            @classmethod
            @sync_compatible
            async def read(cls, key):
                return f"{{cls.__name__}} {{key}}"

        if __name__ == "__main__":
            with multiprocessing.get_context({method!r}).Pool(2) as pool:
                for dual in (load, partial(load, count=2), Block().load, Block.read):
                    print(pool.map_async(dual, "ab").get(timeout=50))
        """),
        encoding="utf-8",
    )
    finished = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=90, check=False
    )
    assert finished.stdout.splitlines() == [
        "['a', 'b']",
        "['aa', 'bb']",
        "['block a', 'block b']",
        "['Block a', 'Block b']",
    ], finished.stderr


BY_VALUE = """
import asyncio, pickle, sys, warnings
import cloudpickle
from abc import ABC, abstractmethod
from functools import partial, wraps
from duotone import Dual, async_compatible, passthrough, sync_compatible
warnings.simplefilter("ignore")

@sync_compatible
async def count_down(number):
    return 0 if number == 0 else 1 + await count_down(number - 1)

async def agreet(name):
    return f"agreet {name}"

@async_compatible(async_version=agreet)
def greet(name):
    "Greet."
    return f"greet {name}"

greet.mark = "kept"

class Block:
    def __init__(self, name):
        self.name = name

    async def aload(self, key):
        return f"aload {self.name} {key}"

    @async_compatible(async_version=aload)
    def load(self, key):
        return f"load {self.name} {key}"

    @classmethod
    @sync_compatible
    async def of_class(cls, key):
        return f"{cls.__name__} {key}"

    @staticmethod
    @async_compatible
    def static(key):
        return f"static {key}"

    @async_compatible
    @staticmethod
    def static_outside(key):
        return f"static {key}"

class Sub(Block):
    async def aload(self, key):
        return "sub " + await super().aload(key)

def logged(function):
    @passthrough
    @wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper

@logged
@sync_compatible
async def watched(key):
    return f"watched {key}"

@sync_compatible
@wraps(watched)
async def twice(key):
    return "twice " + await watched(key)

def make():
    kept = "kept"
    @sync_compatible
    async def local(key):
        return f"{kept} {key}"
    return local

sys.stdout.buffer.write(cloudpickle.dumps({
    "count_down": count_down, "greet": greet, "load": Block("b").load, "unbound": Block.load,
    "of_class": Block.of_class, "static": Block.static, "static_outside": Block.static_outside,
    "sub": Sub("s"), "Block": Block,
    "local": make(), "watched": watched, "twice": twice,
    "partial": partial(Block("b").load, "p"), "greet again": greet,
}))
"""


@pytest.fixture(scope="module")
def by_value() -> Any:
    """Load what another interpreter has pickled from its `__main__`."""
    finished = subprocess.run(
        [sys.executable, "-c", BY_VALUE], capture_output=True, timeout=60, check=False
    )
    assert finished.stderr == b""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return pickle.loads(finished.stdout)


def asked(dual: Any, *args: Any) -> tuple[Any, Any]:
    async def main() -> Any:
        return await dual(*args)

    return dual(*args), asyncio.run(main())


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("count_down", (3,), (3, 3)),
        ("greet", ("x",), ("greet x", "agreet x")),
        ("load", ("x",), ("load b x", "aload b x")),
        ("of_class", ("x",), ("Block x", "Block x")),
        ("static", ("x",), ("static x", "static x")),
        ("static_outside", ("x",), ("static x", "static x")),
        ("local", ("x",), ("kept x", "kept x")),
        ("partial", (), ("load b p", "aload b p")),
    ],
)
def test_dual_of_another_main_travels_by_value(
    by_value: Any, name: str, arguments: Any, expected: Any
) -> None:
    """Scenario 33."""
    assert asked(by_value[name], *arguments) == expected


def test_dual_by_value_keeps_its_looks_and_its_identity(by_value: Any) -> None:
    greet = by_value["greet"]
    assert greet is by_value["greet again"]
    assert (greet.__name__, greet.__doc__, greet.mark) == ("greet", "Greet.", "kept")
    assert isinstance(greet, Dual)
    assert repr(greet) == "<dual function __main__.greet>"
    assert copy.copy(greet) is greet
    with pytest.warns(ImplicitDispatchWarning, match=r"write `await agreet\(\.\.\.\)`$"):
        asked(greet, "x")


def test_class_by_value_holds_its_duals(by_value: Any) -> None:
    block = by_value["Block"]
    assert by_value["unbound"] is block.load
    assert asked(block("c").load, "x") == ("load c x", "aload c x")
    assert asked(block.of_class, "x") == ("Block x", "Block x")


def test_pair_by_value_knows_its_twin(by_value: Any) -> None:
    async def fake(key: str) -> str:
        return f"fake {key}"

    block = by_value["Block"]("c")
    block.aload = fake
    assert asked(block.load, "x") == ("load c x", "fake x")


def test_half_overridden_class_by_value_stays_as_it_was(by_value: Any) -> None:
    sub = by_value["sub"]
    assert asked(sub.load, "x") == ("sub aload s x", "sub aload s x")


def test_dual_by_value_travels_on(by_value: Any) -> None:
    again = pickle.loads(cloudpickle.dumps(by_value["count_down"]))
    assert again is not by_value["count_down"]
    assert asked(again, 3) == (3, 3)


def test_wrapper_around_a_dual_travels_by_value(by_value: Any) -> None:
    """`functools.wraps` has copied what the dual function carries."""
    assert by_value["watched"]("x") == "watched x"
    assert asked(by_value["twice"], "x") == ("twice watched x", "twice watched x")


def test_local_dual_travels_by_value_and_not_by_name() -> None:
    kept = "kept"

    @async_compatible
    def local(key: str) -> str:
        return f"{kept} {key}"

    assert asked(pickle.loads(cloudpickle.dumps(local)), "x") == ("kept x", "kept x")
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises((pickle.PicklingError, AttributeError), match="local"):
            pickle.dumps(local, protocol)


def test_what_was_chosen_at_the_decoration_travels_by_value() -> None:
    @sync_compatible(bridge="shared")
    async def where() -> str:
        return threading.current_thread().name

    @async_compatible(abandon_on_cancel=True)
    def wait_for(event: threading.Event) -> bool:
        return event.wait(10)

    async def abandon(event: threading.Event) -> None:
        with anyio.move_on_after(0.01) as scope:
            await pickle.loads(cloudpickle.dumps(wait_for))(event)
        # Had the task waited for the thread, the thread would have waited in vain.
        assert scope.cancelled_caught
        event.set()

    assert pickle.loads(cloudpickle.dumps(where))() == "duotone shared loop"
    asyncio.run(abandon(threading.Event()))


def test_functions_of_one_module_that_call_each_other_travel_by_value() -> None:
    module: Any = type(sys)("travelling")
    source = """
    from duotone import sync_compatible

    @sync_compatible
    async def is_even(number):
        return number == 0 or await is_odd(number - 1)

    @sync_compatible
    async def is_odd(number):
        return number != 0 and await is_even(number - 1)

    def start(number):
        return is_even(number)
    """
    exec(dedent(source), module.__dict__)  # noqa: S102 - a module that nobody can import
    for function in (module.is_even, module.is_odd, module.start):
        back = pickle.loads(cloudpickle.dumps(function))
        assert back(4) is function(4)
        assert back(5) is function(5)


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_dual_that_its_module_does_not_show_is_refused(protocol: int) -> None:
    @sync_compatible
    async def impostor() -> None: ...

    impostor.__qualname__ = "load"
    with pytest.raises((pickle.PicklingError, AttributeError)) as caught:
        pickle.dumps(impostor, protocol)
    if protocol < 4:
        assert str(caught.value) == (
            f'"{__name__}.load" cannot be pickled, because it is not what its module has under '
            "that name: define it at the top level of a module or class, or pickle it with "
            "cloudpickle"
        )
