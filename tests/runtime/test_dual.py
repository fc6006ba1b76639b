"""Does a dual function look and bind like the function that it decorates?"""

# ruff: noqa: ARG002, S301 - signatures without a body; pickles of our own

# Users' classes, as they write them.
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

import asyncio
import copy
import functools
import inspect
import pickle
import pydoc
import typing
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable
from types import MethodType, ModuleType
from typing import Any

import pytest

from duotone import Dual, async_compatible, sync_compatible

Run = Callable[..., Any]


@sync_compatible
async def load(key: str, *, count: int = 1) -> list[str]:
    """Load a key."""
    return [key] * count


@async_compatible
def fetch(key: str) -> str:
    """Fetch a key."""
    return key


class Block:
    """Has a dual of every kind."""

    def __init__(self, name: str = "block") -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Block({self.name!r})"

    def __reduce__(self) -> tuple[type[Block], tuple[str]]:
        return Block, (self.name,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Block)

    def __hash__(self) -> int:
        return 0

    @sync_compatible
    async def load(self, key: str, *, count: int = 1) -> tuple[Block, str]:
        """Load from the block."""
        return self, key

    alias = load

    @classmethod
    @sync_compatible
    async def inside(cls, key: str = "a") -> tuple[type[Block], str]:
        """Load from the class."""
        return cls, key

    @sync_compatible
    @classmethod
    async def outside(cls, key: str = "a") -> tuple[type[Block], str]:
        """Load from the class."""
        return cls, key

    @staticmethod
    @sync_compatible
    async def static_inside(key: str = "a") -> str:
        """Load from nowhere."""
        return key

    @sync_compatible
    @staticmethod
    async def static_outside(key: str = "a") -> str:
        """Load from nowhere."""
        return key

    @property
    @sync_compatible
    async def content(self) -> str:
        """What is in it."""
        return self.name

    @sync_compatible
    async def __call__(self, key: str) -> tuple[Block, str]:
        """Load by a call."""
        return self, key


class Sub(Block):
    @sync_compatible
    async def load(self, key: str, *, count: int = 1) -> tuple[Block, str]:
        block, key = await super().load(key)
        return block, f"sub {key}"

    @classmethod
    @sync_compatible
    async def inside(cls, key: str = "a") -> tuple[type[Block], str]:
        owner, key = await super().inside(key)
        return owner, f"sub {key}"


CLASSMETHODS = ["inside", "outside"]
STATICMETHODS = ["static_inside", "static_outside"]


# Looks.


def test_function_keeps_name_and_documentation() -> None:
    assert load.__name__ == "load"
    assert load.__qualname__ == "load"
    assert load.__module__ == __name__
    assert load.__doc__ == "Load a key."


def test_method_keeps_name_and_documentation() -> None:
    bound = Block().load
    assert bound.__name__ == "load"
    assert bound.__qualname__ == "Block.load"
    assert bound.__module__ == __name__
    assert bound.__doc__ == "Load from the block."


def test_annotations_are_the_functions() -> None:
    assert load.__annotations__ == {"key": "str", "count": "int", "return": "list[str]"}
    assert typing.get_type_hints(load) == {"key": str, "count": int, "return": list[str]}
    assert Block().load.__annotations__ == Block.load.__wrapped__.__annotations__


def test_signature_is_the_functions() -> None:
    expected = "(key: 'str', *, count: 'int' = 1) -> 'list[str]'"
    assert str(inspect.signature(load)) == expected


def test_signature_of_a_method_is_unbound_on_the_class_and_bound_on_the_instance() -> None:
    assert list(inspect.signature(Block.load).parameters) == ["self", "key", "count"]
    assert list(inspect.signature(Block().load).parameters) == ["key", "count"]


@pytest.mark.parametrize("name", CLASSMETHODS + STATICMETHODS)
@pytest.mark.parametrize("holder", [Block, Block()], ids=["class", "instance"])
def test_signature_of_classmethod_and_staticmethod_is_bound(name: str, holder: Any) -> None:
    assert list(inspect.signature(getattr(holder, name)).parameters) == ["key"]


def test_signature_of_the_sides_is_the_functions() -> None:
    for side in [load.sync, load.aio, fetch.sync, fetch.aio]:
        assert next(iter(inspect.signature(side).parameters)) == "key"  # type: ignore[arg-type]
    for side in [Block().load.sync, Block().load.aio]:
        assert list(inspect.signature(side).parameters) == ["key", "count"]


def test_async_side_is_a_coroutine_function() -> None:
    assert inspect.iscoroutinefunction(load.aio)
    assert inspect.iscoroutinefunction(fetch.aio)
    assert inspect.iscoroutinefunction(Block().load.aio)
    assert not inspect.iscoroutinefunction(load.sync)


def test_help_shows_the_documentation() -> None:
    assert "Load a key." in pydoc.render_doc(load)
    assert "Load from the block." in pydoc.render_doc(Block().load)
    assert "Load from the block." in pydoc.render_doc(Block)


def test_wrapped_is_the_decorated_function() -> None:
    assert inspect.iscoroutinefunction(load.__wrapped__)
    assert inspect.unwrap(load) is load.__wrapped__
    assert asyncio.run(load.__wrapped__("a")) == ["a"]


def test_wrapped_of_a_method_is_bound() -> None:
    block = Block()
    assert block.load.__wrapped__.__self__ is block  # type: ignore[attr-defined]
    assert asyncio.run(block.load.__wrapped__("a")) == (block, "a")


def test_repr_tells_what_it_is() -> None:
    assert repr(load) == f"<dual function {__name__}.load>"
    assert repr(Block.load) == f"<dual function {__name__}.Block.load>"
    assert repr(Block("b").load) == "<bound dual method Block.load of Block('b')>"


@pytest.mark.parametrize("name", CLASSMETHODS)
def test_repr_of_a_classmethod_shows_the_class(name: str) -> None:
    assert repr(getattr(Block("b"), name)) == (
        f"<bound dual method Block.{name} of <class '{__name__}.Block'>>"
    )


def test_attributes_of_the_function_are_kept() -> None:
    async def marked() -> None: ...

    marked.mark = "kept"  # type: ignore[attr-defined]
    dual = sync_compatible(marked)
    dual.other = "set"  # type: ignore[attr-defined]
    assert (dual.mark, dual.other) == ("kept", "set")  # type: ignore[attr-defined]


def test_attributes_of_the_function_are_seen_on_the_bound_one() -> None:
    Block.load.mark = "seen"  # type: ignore[attr-defined]
    assert Block().load.mark == "seen"  # type: ignore[attr-defined]
    del Block.load.mark  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="mark"):
        Block().load.mark  # type: ignore[attr-defined] # noqa: B018 - the access is the test


@pytest.mark.parametrize(
    "dual",
    [load, fetch, Block.load, Block().load, Block().inside, Block.outside, Block.static_inside],
)
def test_every_dual_is_an_instance_of_dual(dual: object) -> None:
    assert isinstance(dual, Dual)
    assert callable(dual)


@pytest.mark.parametrize("other", [load.sync, load.aio, functools.partial(load, "a"), print, 1])
def test_nothing_else_is_an_instance_of_dual(other: object) -> None:
    assert not isinstance(other, Dual)


# Binding.


def test_method_binds_to_its_instance(run: Run) -> None:
    block = Block()

    async def main() -> Any:
        return [await block.load("a"), await block.load.aio("a"), block.load.sync("a")]

    assert block.load("a")[0] is block
    assert all(found is block for found, _ in run(main))


def test_method_of_the_class_takes_the_instance() -> None:
    block = Block()
    assert Block.load(block, "a")[0] is block
    assert Block.load.sync(block, "a")[0] is block
    assert asyncio.run(Block.load.aio(block, "a"))[0] is block


@pytest.mark.parametrize("name", CLASSMETHODS)
@pytest.mark.parametrize("owner", [Block, type("Derived", (Block,), {})], ids=["own", "derived"])
def test_classmethod_binds_to_the_class_it_is_read_from(name: str, owner: type[Block]) -> None:
    for holder in (owner, owner()):
        dual = getattr(holder, name)
        assert isinstance(dual, Dual)
        assert dual.__self__ is owner  # type: ignore[attr-defined]
        assert dual("x") == dual.sync("x") == dual(_sync=True, key="x") == (owner, "x")
        assert asyncio.run(dual.aio("x")) == (owner, "x")


@pytest.mark.parametrize("name", STATICMETHODS)
@pytest.mark.parametrize("holder", [Block, Block(), Sub, Sub()])
def test_staticmethod_takes_no_receiver(name: str, holder: Any) -> None:
    dual = getattr(holder, name)
    assert dual("x") == dual.sync("x") == asyncio.run(dual.aio("x")) == "x"


def test_super_reaches_the_overridden_method(run: Run) -> None:
    sub = Sub()

    async def main() -> Any:
        return await sub.load("a")

    assert sub.load("a") == run(main) == (sub, "sub a")
    assert Sub.inside("a") == Sub().inside("a") == (Sub, "sub a")


def test_super_in_a_plain_override_gives_a_value() -> None:
    class Plain(Block):
        def load(self, key: str, *, count: int = 1) -> Any:  # type: ignore[dual-override, override]
            return super().load(key)

    plain = Plain()
    assert plain.load("a") == (plain, "a")


def test_alias_in_the_class_body_is_the_same_dual() -> None:
    block = Block()
    assert Block.alias is Block.load
    assert block.alias == block.load
    assert block.alias("a") == (block, "a")


def test_dual_put_on_a_class_later_binds() -> None:
    class Late: ...

    @sync_compatible
    async def method(self: object, key: str) -> tuple[object, str]:
        return self, key

    Late.method = method  # type: ignore[attr-defined]
    late: Any = Late()
    assert late.method("a") == (late, "a")


def test_dual_bound_by_hand_binds() -> None:
    block = Block()
    assert MethodType(Block.load, block)("a") == (block, "a")
    assert Block.load.__get__(block)("a") == (block, "a")  # type: ignore[attr-defined]
    assert Block.outside.__func__.__get__(block)("a") == (Block, "a")  # type: ignore[attr-defined]


def test_bound_dual_binds_no_further() -> None:
    block = Block()
    held = type("Held", (), {"load": block.load})
    assert held().load("a")[0] is block


def test_dual_in_an_instance_attribute_does_not_bind() -> None:
    block: Any = Block()
    block.own = load
    assert block.own("a") == ["a"]


def test_property_over_a_dual_takes_the_readers_context(run: Run) -> None:
    async def main() -> Any:
        return await Block("b").content

    assert Block("b").content == "b"
    assert run(main) == "b"


def test_callable_instance_is_dual(run: Run) -> None:
    block = Block()

    async def main() -> Any:
        return await block("a")

    assert block("a") == run(main) == (block, "a")
    assert block.__call__.sync("a") == (block, "a")


def test_nested_function_is_dual_and_keeps_its_closure() -> None:
    captured = "closed over"

    @sync_compatible
    async def nested() -> str:
        return captured

    assert nested() == captured


def test_partial_of_a_dual_and_of_a_bound_dual_works(run: Run) -> None:
    block = Block()
    free = functools.partial(load, "a", count=2)
    bound = functools.partial(block.load, "a")

    async def main() -> Any:
        return [await free(), await bound()]

    assert free() == ["a", "a"]
    assert bound() == (block, "a")
    assert run(main) == [["a", "a"], (block, "a")]


def test_partialmethod_over_a_dual_works() -> None:
    class Partial(Block):
        load_a = functools.partialmethod(Block.load, "a")

    partial = Partial()
    assert partial.load_a()[0] is partial


# Identity.


def test_bound_duals_of_one_instance_are_equal() -> None:
    block = Block()
    assert block.load == block.load
    assert hash(block.load) == hash(block.load)
    assert len({block.load, block.load, block.alias}) == 1


def test_bound_duals_of_equal_instances_differ() -> None:
    """As bound methods do."""
    assert Block() == Block()
    assert Block().load != Block().load


def test_bound_duals_of_other_functions_differ() -> None:
    block = Block()
    assert block.load != block.inside  # type: ignore[comparison-overlap]
    assert block.load != Sub.load.__get__(block)  # type: ignore[attr-defined]
    assert block.load != Block.load  # type: ignore[comparison-overlap]
    assert block.load != "load"  # type: ignore[comparison-overlap]


def test_duals_are_hashable_and_weakly_referable() -> None:
    @sync_compatible
    async def local() -> None: ...

    block = Block()
    assert {local: 1}[local] == 1
    assert weakref.ref(local)() is local
    bound = block.load
    assert weakref.ref(bound)() is bound


def test_bound_dual_keeps_its_instance_and_the_function_does_not() -> None:
    block = Block()
    alive = weakref.ref(block)
    bound = block.load
    del block
    assert alive() is not None
    del bound
    assert alive() is None


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy], ids=["copy", "deepcopy"])
def test_copy_is_the_same_object(copied: Callable[[Any], Any]) -> None:
    for dual in [load, Block.load, Block.static_outside]:
        assert copied(dual) is dual


def test_copy_of_a_bound_dual_keeps_its_receiver_and_a_deep_copy_copies_it() -> None:
    """As a bound method does."""
    bound = Block("b").load
    assert copy.copy(bound) == bound
    copied = copy.deepcopy(bound)
    assert copied.__func__ is bound.__func__  # type: ignore[attr-defined]
    assert copied.__self__ is not bound.__self__  # type: ignore[attr-defined]
    assert copied.__self__.name == "b"  # type: ignore[attr-defined]


def test_deepcopy_of_what_holds_its_own_bound_dual_binds_to_the_copy() -> None:
    holder: Any = type("Holder", (), {"load": load})()
    holder.bound = holder.load
    copied = copy.deepcopy(holder)
    assert copied.bound.__self__ is copied


def test_deepcopy_of_what_holds_a_dual_keeps_it() -> None:
    assert copy.deepcopy({"load": load})["load"] is load


PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(
    "dual", [load, fetch, Block.load, Block.static_inside, Block.static_outside]
)
def test_pickle_goes_by_name(dual: object, protocol: int) -> None:
    """Scenario 33."""
    assert pickle.loads(pickle.dumps(dual, protocol)) is dual


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("name", CLASSMETHODS)
def test_pickle_of_a_bound_classmethod_binds_again(name: str, protocol: int) -> None:
    dual = getattr(Block, name)
    assert pickle.loads(pickle.dumps(dual, protocol)) == dual


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_pickle_of_a_bound_method_takes_the_instance_along(protocol: int) -> None:
    bound = pickle.loads(pickle.dumps(Block("b").load, protocol))
    assert bound.__self__.name == "b"
    assert bound("a")[1] == "a"


def test_pickle_of_a_local_dual_fails_as_for_any_function() -> None:
    @sync_compatible
    async def local() -> None: ...

    with pytest.raises((pickle.PicklingError, AttributeError), match="local"):
        pickle.dumps(local)


# Abstract methods.


def test_abstract_dual_method_must_be_overridden() -> None:
    class Base(ABC):
        @abstractmethod
        @sync_compatible
        async def load(self) -> str: ...

        @sync_compatible
        @abstractmethod
        async def fetch(self) -> str: ...

    assert Base.__abstractmethods__ == {"load", "fetch"}
    with pytest.raises(TypeError, match="abstract"):
        Base()  # type: ignore[abstract]


def test_abstract_dual_classmethod_must_be_overridden() -> None:
    class Base(ABC):
        @classmethod
        @abstractmethod
        @sync_compatible
        async def first(cls) -> str: ...

        @classmethod
        @sync_compatible
        @abstractmethod
        async def second(cls) -> str: ...

        @sync_compatible
        @classmethod
        @abstractmethod
        async def third(cls) -> str: ...

        @staticmethod
        @abstractmethod
        @sync_compatible
        async def fourth() -> str: ...

        @property
        @abstractmethod
        @sync_compatible
        async def fifth(self) -> str: ...

    assert Base.__abstractmethods__ == {"first", "second", "third", "fourth", "fifth"}


def test_abstract_dual_may_be_called_by_its_override() -> None:
    class Base(ABC):
        @abstractmethod
        @sync_compatible
        async def load(self) -> str:
            return "base"

    class Derived(Base):
        @sync_compatible
        async def load(self) -> str:
            return f"{await super().load()} and derived"

    assert Derived().load() == "base and derived"


def test_overloaded_and_generic_functions_are_dual() -> None:
    T = typing.TypeVar("T")

    @typing.overload
    def identity(value: int) -> int: ...
    @typing.overload
    def identity(value: str) -> str: ...
    @sync_compatible
    async def identity(value: Any) -> Any:  # type: ignore[dual-parity]
        return value

    @sync_compatible
    async def same(value: T) -> T:
        return value

    assert identity(1) == 1
    assert same("a") == "a"


def test_dual_of_a_module_can_be_reached_by_a_script(
    load_module: Callable[[str, str], ModuleType],
) -> None:
    module = load_module(
        "module_with_dual",
        """
        from duotone import sync_compatible

        @sync_compatible
        async def load():
            return 7
        """,
    )
    assert pickle.loads(pickle.dumps(module.load)) is module.load
    assert module.load.__module__ == "module_with_dual"
