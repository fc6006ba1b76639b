"""Does a pair in a class follow what subclasses and instances make of its halves?"""

# ruff: noqa: ARG001, ARG005 - overrides without a body
# ruff: noqa: B024, B027 - the twin is made abstract by the test

# ruff: noqa: PT031 - two classes are made, each with its warning

# Users' classes, as they write them.
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

import asyncio
import dataclasses
import enum
import functools
import inspect
import sys
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import Any, Generic, TypeVar

import pytest

from duotone import (
    Dual,
    HalfOverriddenWarning,
    ImplicitDispatchWarning,
    async_compatible,
    strict,
    sync_compatible,
)
from duotone._pair_in_class import SubclassHook

Run = Callable[..., Any]
T = TypeVar("T")

SIDES = ["implicit sync", "implicit async", "_sync", "_async", "sync", "aio"]


@pytest.fixture(autouse=True)
def told_of_twins_elsewhere() -> Iterator[None]:
    """Which call goes to a twin is told in other tests."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=ImplicitDispatchWarning)
        yield


class Block:
    """A pair whose dual half is sync."""

    async def aload(self, key: str = "a") -> str:
        return f"Block.aload {key}"

    @async_compatible(async_version=aload)
    def load(self, key: str = "a") -> str:
        return f"Block.load {key}"


class Mirror:
    """A pair whose dual half is async."""

    def load(self, key: str = "a") -> str:
        return f"Mirror.load {key}"

    @sync_compatible(sync_version=load)
    async def aload(self, key: str = "a") -> str:
        return f"Mirror.aload {key}"


class OfClass:
    @classmethod
    async def aload(cls, key: str = "a") -> str:
        return f"OfClass.aload {cls.__name__} {key}"

    @classmethod
    @async_compatible(async_version=aload)
    def load(cls, key: str = "a") -> str:
        return f"OfClass.load {cls.__name__} {key}"


class OfClassOutside:
    @classmethod
    async def aload(cls, key: str = "a") -> str:
        return f"OfClass.aload {cls.__name__} {key}"

    @async_compatible(async_version=aload)
    @classmethod
    def load(cls, key: str = "a") -> str:
        return f"OfClass.load {cls.__name__} {key}"


class Static:
    @staticmethod
    async def aload(key: Any = "a") -> str:
        return f"Static.aload {key}"

    @staticmethod
    @async_compatible(async_version=aload)
    def load(key: Any = "a") -> str:
        return f"Static.load {key}"


def values(dual: Any, *args: Any) -> dict[str, Any]:
    """Call a dual in each way there is, and return what each gives."""

    async def main() -> dict[str, Any]:
        return {
            "implicit async": await dual(*args),
            "_async": await dual(*args, _sync=False),
            "aio": await dual.aio(*args),
            "forced": dual(*args, _sync=True),
        }

    found = {"implicit": dual(*args), "_sync": dual(*args, _sync=True), "sync": dual.sync(*args)}
    return found | asyncio.run(main())


def both(sync: str, aio: str) -> dict[str, Any]:
    """Return what `values` gives when each side answers in its own way."""
    return dict.fromkeys(("implicit", "_sync", "sync", "forced"), sync) | dict.fromkeys(
        ("implicit async", "_async", "aio"), aio
    )


def half(base: Any, body: dict[str, Any], *others: type) -> Any:
    """Make a subclass that overrides one half, and see that it is told once."""
    with pytest.warns(HalfOverriddenWarning) as caught:
        made = type("Sub", (*others, base), body)
    assert len(caught) == 1
    return made


async def aload_of_sub(self: Any, key: str = "a") -> str:
    return f"Sub.aload {key}"


def load_of_sub(self: Any, key: str = "a") -> str:
    return f"Sub.load {key}"


# Nothing overridden.


@pytest.mark.parametrize(
    ("dual", "sync", "aio"),
    [
        (Block().load, "Block.load a", "Block.aload a"),
        (Mirror().aload, "Mirror.load a", "Mirror.aload a"),
        (OfClass.load, "OfClass.load OfClass a", "OfClass.aload OfClass a"),
        (OfClassOutside().load, "OfClass.load OfClassOutside a", "OfClass.aload OfClassOutside a"),
        (Static.load, "Static.load a", "Static.aload a"),
        (type("Sub", (Block,), {})().load, "Block.load a", "Block.aload a"),
        (type("Sub", (OfClass,), {}).load, "OfClass.load Sub a", "OfClass.aload Sub a"),  # type: ignore[attr-defined]
    ],
)
def test_pair_runs_its_own_halves(dual: Any, sync: str, aio: str) -> None:
    assert values(dual) == both(sync, aio)


def test_pair_called_on_the_class_takes_the_receiver_by_position_and_by_name() -> None:
    block = Block()

    async def main() -> list[str]:
        return [await Block.load(block, "b"), await Block.load(self=block, key="b")]

    assert asyncio.run(main()) == ["Block.aload b"] * 2


@pytest.mark.filterwarnings("ignore::duotone.HalfOverriddenWarning")
def test_twin_that_is_dual_itself_gives_the_side_that_is_meant() -> None:
    """Were it called without a word, the link between the halves would be its caller."""

    class Cached(Block):
        @sync_compatible
        async def aload(self, key: str = "a") -> str:  # type: ignore[override, dual-override]
            return f"Cached.aload {key}"

    class MirrorCached(Mirror):
        @async_compatible
        def load(self, key: str = "a") -> str:  # type: ignore[override, dual-override]
            return f"MirrorCached.load {key}"

    expected = "Cached.aload a", "MirrorCached.load a"
    assert values(Cached().load) == both(expected[0], expected[0])
    assert values(MirrorCached().aload) == both(expected[1], expected[1])

    async def main() -> list[str]:
        with strict():
            return [await Cached().load(), await MirrorCached().aload()]

    assert tuple(asyncio.run(main())) == expected


def test_pair_called_with_a_stranger_runs_its_own_twin() -> None:
    async def main() -> Any:
        return await Block.load(object(), "b")  # type: ignore[arg-type]

    assert asyncio.run(main()) == "Block.aload b"


# The twin alone overridden.


def test_overridden_async_twin_is_the_truth_of_both_sides() -> None:
    sub = half(Block, {"aload": aload_of_sub})()
    assert values(sub.load, "b") == both("Sub.aload b", "Sub.aload b")


def test_overridden_sync_twin_is_the_truth_of_both_sides() -> None:
    sub = half(Mirror, {"load": load_of_sub})()
    assert values(sub.aload, "b") == both("Sub.load b", "Sub.load b")


@pytest.mark.parametrize("base", [OfClass, OfClassOutside])
def test_overridden_twin_of_a_classmethod_is_the_truth(base: Any) -> None:
    @classmethod  # type: ignore[misc]
    async def aload(cls: Any, key: str = "a") -> str:
        return f"{cls.__name__}.aload {key}"

    sub = half(base, {"aload": aload})
    assert values(sub.load, "b") == values(sub().load, "b") == both("Sub.aload b", "Sub.aload b")
    leaf = type("Leaf", (sub,), {})
    assert values(leaf.load, "b") == both("Leaf.aload b", "Leaf.aload b")  # type: ignore[attr-defined]


def test_overridden_twin_of_a_staticmethod_is_the_truth() -> None:
    @staticmethod  # type: ignore[misc]
    async def aload(key: str = "a") -> str:
        return f"Sub.aload {key}"

    sub = half(Static, {"aload": aload})
    assert values(sub.load, "b") == values(sub().load, "b") == both("Sub.aload b", "Sub.aload b")


def test_staticmethod_given_an_instance_of_its_class_does_not_take_it_for_the_receiver() -> None:
    static = Static()
    static.aload = None  # type: ignore[assignment,method-assign]
    assert values(Static.load, static)["aio"] == f"Static.aload {static}"


def test_half_override_is_told_at_its_line_with_what_to_add(
    load_module: Callable[..., Any],
) -> None:
    source = """
    from duotone import async_compatible, sync_compatible
    class Block:
        async def aload(self): ...
        @async_compatible(async_version=aload)
        def load(self): ...
    class Mirror:
        def load(self): ...
        @sync_compatible(sync_version=load)
        async def aload(self): ...
    class Mixin:
        async def aload(self): ...
    class A(Block):
        async def aload(self): ...
    class B(Mirror):
        def load(self): ...
    class C(Mixin, Block): ...
    class D(Block):
        @async_compatible
        def load(self): ...
    class E(Mirror):
        @sync_compatible
        async def aload(self): ...
    class F(Block):
        @sync_compatible
        async def load(self): ...
    class G(Mirror):
        @async_compatible
        def aload(self): ...
    """
    with pytest.warns(HalfOverriddenWarning) as caught:
        module = load_module("half_overridden", source)
    assert [(str(one.message), one.filename, one.lineno) for one in caught] == [
        (text, module.__file__, line)
        for text, line in [
            (
                'class "A" overrides "aload" but not "load", the other half of the pair, so "load" '
                'now runs "aload" on an event loop: add `def load` under '
                '`@async_compatible(async_version=aload)` to "A"',
                13,
            ),
            (
                'class "B" overrides "load" but not "aload", the other half of the pair, so '
                '"aload" now runs "load" in a worker thread: add `async def aload` under '
                '`@sync_compatible(sync_version=load)` to "B"',
                15,
            ),
            (
                'class "C" takes "aload" from "Mixin" but "load" from "Block", the other half of '
                'the pair, so "load" now runs "aload" on an event loop: add `def load` under '
                '`@async_compatible(async_version=aload)` to "Mixin"',
                11,
            ),
            (
                'class "D" overrides "load" but not "aload", the other half of the pair, which '
                "still runs the code of the base class: add `async def aload` to "
                '"D", and put `@async_compatible(async_version=aload)` above "load"',
                18,
            ),
            (
                'class "E" overrides "aload" but not "load", the other half of the pair, which '
                "still runs the code of the base class: add `def load` to "
                '"E", and put `@sync_compatible(sync_version=load)` above "aload"',
                21,
            ),
            (
                'class "F" overrides "load" but not "aload", the other half of the pair, which '
                "still runs the code of the base class: make it `async def aload` without a "
                "decorator, and add `def load` under `@async_compatible(async_version=aload)` "
                'to "F"',
                24,
            ),
            (
                'class "G" overrides "aload" but not "load", the other half of the pair, which '
                "still runs the code of the base class: make it `def load` without a "
                "decorator, and add `async def aload` under `@sync_compatible(sync_version=load)` "
                'to "G"',
                27,
            ),
        ]
    ]


@pytest.mark.parametrize("holder", [property, functools.cached_property, classmethod, staticmethod])
def test_warning_names_the_decorator_that_the_missing_half_needs_above_its_own(holder: Any) -> None:
    bound: Any = holder if holder in {classmethod, staticmethod} else lambda function: function

    class Base:
        @bound  # type: ignore[untyped-decorator]
        async def aload(*_: object) -> None: ...

        @holder  # type: ignore[untyped-decorator]
        @async_compatible(async_version=aload)
        def load(*_: object) -> None: ...

    with pytest.warns(HalfOverriddenWarning) as caught:

        class Sub(Base):
            @bound  # type: ignore[untyped-decorator]
            async def aload(*_: object) -> None: ...

    assert str(caught[0].message).endswith(
        f"add `def load` under `@{holder.__name__}` and "
        '`@async_compatible(async_version=aload)` to "Sub"'
    )


@pytest.mark.filterwarnings("error::duotone.HalfOverriddenWarning")
def test_what_the_warning_says_of_a_coroutine_function_over_a_plain_one_can_be_written() -> None:
    class Sub(Block):
        async def aload(self, key: str = "a") -> str:
            return f"sub async {key}"

        @async_compatible(async_version=aload)
        def load(self, key: str = "a") -> str:
            return f"sub sync {key}"

    assert values(Sub().load, "b") == both("sub sync b", "sub async b")


def test_twin_that_is_no_function_is_warned_about_where_the_class_is_made() -> None:
    class Answer:
        async def __call__(self, key: str = "a") -> str:
            return f"answer {key}"

    with pytest.warns(HalfOverriddenWarning) as caught:

        class Sub(Block):
            aload = Answer()

    assert caught[0].filename == __file__
    assert values(Sub().load, "b") == both("answer b", "answer b")


def test_error_filter_refuses_the_class() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", HalfOverriddenWarning)
        with pytest.raises(HalfOverriddenWarning, match='class "Sub" overrides "aload"'):
            type("Sub", (Block,), {"aload": aload_of_sub})


def test_bridged_half_looks_like_the_override() -> None:
    class Sub(half(Block, {"aload": aload_of_sub})):  # type: ignore[misc]
        ...

    class Longer(half(Block, {"aload": lambda self, key, *, count=1: None})):  # type: ignore[misc]
        ...

    sub = Sub()
    assert isinstance(sub.load, Dual)
    assert (sub.load.__name__, sub.load.__qualname__) == ("load", "Sub.load")
    assert sub.load.__module__ == __name__
    assert inspect.iscoroutinefunction(sub.load.aio)
    assert list(inspect.signature(sub.load).parameters) == ["key"]
    assert list(inspect.signature(Longer().load).parameters) == ["key", "count"]


def test_error_in_the_override_comes_out_with_two_frames_of_ours_at_most() -> None:
    async def aload(self: Any) -> None:
        raise LookupError

    sub = half(Block, {"aload": aload})()
    with pytest.raises(LookupError) as caught:
        sub.load()
    files = [entry.path for entry in caught.traceback]
    assert len([file for file in files if "duotone" in str(file) and "tests" not in str(file)]) <= 2


# Both overridden, and `super`.


def test_both_halves_overridden_are_used_and_nothing_is_told() -> None:
    class Sub(Block):
        async def aload(self, key: str = "a") -> str:
            return f"Sub.aload, {await super().aload(key)}"

        @async_compatible(async_version=aload)
        def load(self, key: str = "a") -> str:
            return f"Sub.load, {super().load(key, _sync=True)}"

    assert values(Sub().load, "b") == both("Sub.load, Block.load b", "Sub.aload, Block.aload b")


def test_super_reaches_the_dual_of_the_base_class_from_both_halves() -> None:
    """Were the twin looked up through the instance, the override would call itself."""

    class Sub(Block):
        async def aload(self, key: str = "a") -> str:
            return f"Sub.aload, {await super().load(key)}"

        @async_compatible(async_version=aload)
        def load(self, key: str = "a") -> str:
            return f"Sub.load, {super().load(key, _sync=True)}"

    assert values(Sub().load, "b") == both("Sub.load, Block.load b", "Sub.aload, Block.aload b")


def test_super_in_the_only_override_reaches_the_base_class() -> None:
    with pytest.warns(HalfOverriddenWarning):

        class Sub(Block):
            async def aload(self, key: str = "a") -> str:  # type: ignore[dual-override]
                return f"Sub.aload, {await super().load(key)}"

    class Leaf(Sub): ...

    for sub in (Sub(), Leaf()):
        assert asyncio.run(sub.aload("b")) == "Sub.aload, Block.aload b"
        assert values(sub.load, "b") == both(*["Sub.aload, Block.aload b"] * 2)


def test_plain_override_is_left_to_python() -> None:
    class Sub(Block):
        def load(self, key: str = "a") -> str:  # type: ignore[dual-override, override]
            return f"Sub.load, {super().load(key)}"

    assert Sub().load("b") == "Sub.load, Block.load b"
    assert asyncio.run(Sub().aload("b")) == "Block.aload b"


def test_dual_override_without_a_twin_leaves_the_old_twin_and_is_told() -> None:
    with pytest.warns(HalfOverriddenWarning, match='overrides "load" but not "aload"'):

        class Sub(Block):
            @sync_compatible
            async def load(self, key: str = "a") -> str:  # type: ignore[dual-override]
                return f"Sub.load, {await super().load(key)}"

    assert values(Sub().load, "b") == both(*["Sub.load, Block.aload b"] * 2)
    assert asyncio.run(Sub().aload("b")) == "Block.aload b"


def test_pair_under_another_name_leaves_the_old_twin_and_is_told() -> None:
    with pytest.warns(HalfOverriddenWarning, match='overrides "load" but not "aload"'):

        class Sub(Block):
            async def load_async(self, key: str = "a") -> str:
                return f"Sub.load_async {key}"

            @async_compatible(async_version=load_async)
            def load(self, key: str = "a") -> str:
                return f"Sub.load {key}"

    assert values(Sub().load, "b") == both("Sub.load b", "Sub.load_async b")


# Chains, mixins, several bases.


def test_each_class_of_a_chain_is_told_of_its_own_override() -> None:
    async def aload_of_leaf(self: Any, key: str = "a") -> str:
        return f"Leaf.aload {key}"

    sub = half(Block, {"aload": aload_of_sub})
    leaf = half(sub, {"aload": aload_of_leaf})
    assert values(leaf().load, "b") == both("Leaf.aload b", "Leaf.aload b")
    assert values(sub().load, "b") == both("Sub.aload b", "Sub.aload b")


def test_completed_chain_is_a_pair_again() -> None:
    class Leaf(half(Block, {"aload": aload_of_sub})):  # type: ignore[misc]
        async def aload(self, key: str = "a") -> str:
            return f"Leaf.aload {key}"

        @async_compatible(async_version=aload)
        def load(self, key: str = "a") -> str:
            return f"Leaf.load {key}"

    assert values(Leaf().load, "b") == both("Leaf.load b", "Leaf.aload b")


@pytest.mark.parametrize(
    ("base", "name", "twin", "override"),
    [(Block, "load", "aload", aload_of_sub), (Mirror, "aload", "load", load_of_sub)],
)
def test_twin_overridden_below_a_dual_without_a_twin_is_the_truth(
    base: Any, name: str, twin: str, override: Any
) -> None:
    local = half(base, {name: async_compatible(lambda self: "local")})
    leaf = type("Leaf", (local,), {})
    with pytest.warns(HalfOverriddenWarning, match=f'"Remote" overrides "{twin}" but not "{name}"'):
        remote = type("Remote", (local,), {twin: override})
    assert values(getattr(leaf(), name)) == both("local", "local")
    assert values(getattr(remote(), name)) == both(*[f"Sub.{twin} a"] * 2)


def test_alias_of_a_pair_follows_a_twin_overridden_below_a_dual_without_a_twin() -> None:
    class Base(Block):
        async def aload(self, key: str = "a") -> str:
            return f"Base.aload {key}"

        @async_compatible(async_version=aload)
        def load(self, key: str = "a") -> str:
            return f"Base.load {key}"

        read = load

    local = half(Base, {"load": async_compatible(load_of_sub)})
    remote = half(local, {"aload": aload_of_sub})
    assert values(remote().load) == values(remote().read) == both(*["Sub.aload a"] * 2)


def test_inherited_twin_is_found_and_its_override_honoured() -> None:
    class Base:
        async def aload(self, key: str = "a") -> str:
            return f"Base.aload {key}"

    class Paired(Base):
        @async_compatible(async_version=Base.aload)
        def load(self, key: str = "a") -> str:
            return f"Paired.load {key}"

    assert values(Paired().load, "b") == both("Paired.load b", "Base.aload b")
    sub = half(Paired, {"aload": aload_of_sub})()
    assert values(sub.load, "b") == both("Sub.aload b", "Sub.aload b")


def test_twin_from_a_mixin_is_the_truth() -> None:
    class Mixin:
        async def aload(self, key: str = "a") -> str:
            return f"Mixin.aload, {await super().load(key)}"  # type: ignore[misc]

    sub = half(Block, {}, Mixin)()
    assert values(sub.load, "b") == both(*["Mixin.aload, Block.aload b"] * 2)


def test_twin_from_a_base_behind_the_pair_is_none_of_its_business() -> None:
    class Other:
        async def aload(self, key: str = "a") -> str:
            return f"Other.aload {key}"

    class Sub(Block, Other): ...

    assert values(Sub().load, "b") == both("Block.load b", "Block.aload b")


def test_diamond_takes_the_most_derived_half() -> None:
    left = half(Block, {"aload": aload_of_sub})

    class Right(Block): ...

    class Bottom(left, Right): ...  # type: ignore[misc,valid-type]

    class Turned(Right, left): ...  # type: ignore[misc,valid-type]

    for bottom in (Bottom(), Turned()):
        assert values(bottom.load, "b") == both("Sub.aload b", "Sub.aload b")


def test_twin_may_have_any_name_and_two_duals_may_share_it() -> None:
    class Base:
        async def fetch(self, key: str = "a") -> str:
            return f"Base.fetch {key}"

        @async_compatible(async_version=fetch)
        def load(self, key: str = "a") -> str:
            return f"Base.load {key}"

        @async_compatible(async_version=fetch)
        def read(self, key: str = "a") -> str:
            return f"Base.read {key}"

        alias = load

    with pytest.warns(HalfOverriddenWarning) as caught:

        class Sub(Base):
            async def fetch(self, key: str = "a") -> str:  # type: ignore[dual-override]
                return f"Sub.fetch {key}"

    assert [str(one.message).partition(", ")[0] for one in caught] == [
        'class "Sub" overrides "fetch" but not "load"',
        'class "Sub" overrides "fetch" but not "read"',
    ]
    assert vars(Sub)["alias"] is vars(Sub)["load"]
    for dual in (Sub().load, Sub().read, Sub().alias):
        assert values(dual, "b") == both("Sub.fetch b", "Sub.fetch b")


def test_twin_bound_to_another_attribute_is_found_there() -> None:
    async def fetch(self: Any, key: str = "a") -> str:
        return f"fetch {key}"

    def load(self: Any, key: str = "a") -> str:
        return f"load {key}"

    made: Any = type(
        "Made",
        (),
        {"aload": fetch, "load": async_compatible(load, async_version=fetch)},  # type: ignore[call-overload]
    )
    assert values(made().load, "b") == both("load b", "fetch b")
    sub = half(made, {"aload": aload_of_sub})()
    assert values(sub.load, "b") == both("Sub.aload b", "Sub.aload b")


def test_twin_that_no_class_holds_stays_with_its_dual() -> None:
    class Base:
        @async_compatible(async_version=aload_of_sub)
        def load(self, key: str = "a") -> str:
            return f"Base.load {key}"

    assert values(Base().load, "b") == both("Base.load b", "Sub.aload b")
    assert "__init_subclass__" not in vars(Base)


# Properties.


class Doubled(property):
    """A property of a kind of its own, which is made and read in another way."""

    def __init__(self, getter: Any, unit: str) -> None:
        super().__init__(getter)
        self.unit = unit

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else (super().__get__(instance, owner), self.unit)


class CachedOfItsOwn(functools.cached_property[Any]):
    """The same for one that keeps its value."""

    def __init__(self, getter: Any, unit: str) -> None:
        super().__init__(getter)
        self.unit = unit


class Page:
    """Properties over pairs, one of each kind and direction."""

    async def acontent(self) -> str:
        return "Page.acontent"

    @property
    @async_compatible(async_version=acontent)
    def content(self) -> str:
        """What is on it."""
        return "Page.content"

    @content.setter
    def content(self, content: str) -> None:
        self.written = content

    @content.deleter
    def content(self) -> None:
        del self.written

    def text(self) -> str:
        return "Page.text"

    @property
    @sync_compatible(sync_version=text)
    async def atext(self) -> str:
        return "Page.atext"

    async def atitle(self) -> str:
        return "Page.atitle"

    @functools.cached_property
    @async_compatible(async_version=atitle)
    def title(self) -> str:
        """What is above it."""
        return "Page.title"


def read(owner: Any, name: str) -> list[Any]:
    """Read a property of a new instance in sync code and in async code."""

    async def main() -> Any:
        return await getattr(owner(), name)

    return [getattr(owner(), name), asyncio.run(main())]


async def of_sub(self: Any) -> str:
    return "Sub"


def plain_of_sub(self: Any) -> str:
    return "Sub"


@pytest.mark.parametrize(
    ("name", "twin", "override"),
    [
        ("content", "acontent", of_sub),
        ("atext", "text", plain_of_sub),
        ("title", "atitle", of_sub),
    ],
)
def test_overridden_twin_of_a_property_is_the_truth(name: str, twin: str, override: Any) -> None:
    sync, aio = (twin, name) if twin == "text" else (name, twin)
    assert read(Page, name) == [f"Page.{sync}", f"Page.{aio}"]
    sub = half(Page, {twin: override})
    assert read(sub, name) == ["Sub", "Sub"]
    assert type(vars(sub)[name]) is type(vars(Page)[name])
    assert read(type("Leaf", (sub,), {}), name) == ["Sub", "Sub"]
    assert "duotone" not in " ".join([*vars(Page), *vars(sub)])


def test_half_overridden_property_is_told_at_the_override() -> None:
    with pytest.warns(HalfOverriddenWarning, match='"acontent" but not "content"') as caught:

        class Sub(Page):
            async def acontent(self) -> str:
                return "Sub"

    code = inspect.unwrap(Sub.acontent).__code__
    assert [(one.filename, one.lineno) for one in caught] == [(__file__, code.co_firstlineno)]


def test_completed_property_keeps_its_setter_its_deleter_and_its_doc() -> None:
    sub: Any = half(Page, {"acontent": of_sub})()
    sub.content = "new"
    assert sub.written == "new"
    del sub.content
    assert vars(sub) == {}
    assert type(sub).content.__doc__ == "What is on it."
    assert half(Page, {"atitle": of_sub}).title.__doc__ == "What is above it."


def test_completed_property_without_a_setter_is_named_by_pythons_error() -> None:
    sub: Any = half(Page, {"text": plain_of_sub})()
    with pytest.raises(AttributeError, match="'atext'"):
        sub.atext = "new"


def test_property_that_keeps_its_value_keeps_that_of_the_override() -> None:
    sub: Any = half(Page, {"atitle": of_sub})()
    assert sub.title == sub.title == "Sub"
    assert vars(sub) == {"title": "Sub"}


def test_property_of_a_kind_of_its_own_is_completed_in_that_kind() -> None:
    class Base:
        async def asize(self) -> int:
            return 1

        size = Doubled(async_compatible(async_version=asize)(lambda self: 1), "cm")

        async def aprice(self) -> int:
            return 1

        price = CachedOfItsOwn(async_compatible(async_version=aprice)(lambda self: 1), "EUR")

    async def seven(self: Any) -> int:
        return 7

    assert Base().size == (1, "cm")
    assert half(Base, {"asize": seven})().size == (7, "cm")
    sub = half(Base, {"aprice": seven})
    assert (sub().price, vars(sub)["price"].unit) == (7, "EUR")


def test_property_with_a_new_setter_still_follows_the_twin() -> None:
    with pytest.warns(HalfOverriddenWarning) as caught:

        class Sub(Page):
            @Page.content.setter  # type: ignore[attr-defined, untyped-decorator]
            def content(self, content: str) -> None:
                self.written = f"Sub {content}"

            async def acontent(self) -> str:
                return "Sub"

    assert len(caught) == 1
    assert read(Sub, "content") == ["Sub", "Sub"]
    sub: Any = Sub()
    sub.content = "new"
    assert sub.written == "Sub new"


def test_property_with_a_new_setter_alone_is_the_old_pair() -> None:
    class Sub(Page):
        @Page.content.setter  # type: ignore[attr-defined, untyped-decorator]
        def content(self, content: str) -> None: ...

    assert read(Sub, "content") == ["Page.content", "Page.acontent"]


def test_property_overridden_with_a_dual_function_leaves_the_old_twin_and_is_told() -> None:
    with pytest.warns(HalfOverriddenWarning, match='overrides "content" but not "acontent"'):

        class Sub(Page):
            @property  # type: ignore[misc]
            @async_compatible
            def content(self) -> str:
                return "Sub"

    assert read(Sub, "content") == ["Sub", "Sub"]


def test_twin_overridden_below_a_property_without_a_twin_is_the_truth() -> None:
    local = half(Page, {"content": property(async_compatible(lambda self: "local"))})
    remote = half(local, {"acontent": of_sub})
    assert [read(local, "content"), read(remote, "content")] == [["local"] * 2, ["Sub"] * 2]


def test_both_halves_of_a_property_overridden_are_used_and_nothing_is_told() -> None:
    class Sub(Page):
        async def acontent(self) -> str:
            return f"Sub.acontent, {await super().content}"  # type: ignore[misc]

        @property  # type: ignore[misc]
        @async_compatible(async_version=acontent)
        def content(self) -> str:
            return f"Sub.content, {Page.content.fget.sync(self)}"  # type: ignore[attr-defined]

    assert read(Sub, "content") == ["Sub.content, Page.content", "Sub.acontent, Page.acontent"]


def test_super_in_the_only_override_reaches_the_property_of_the_base_class() -> None:
    async def acontent(self: Any) -> str:
        return f"Sub, {await super(sub, self).content}"

    sub = half(Page, {"acontent": acontent})
    assert read(sub, "content") == ["Sub, Page.acontent"] * 2


def test_twin_of_a_property_set_on_an_instance_is_called() -> None:
    class Told(Page):
        def __init__(self) -> None:
            self.acontent = functools.partial(of_sub, self)  # type: ignore[method-assign]

    assert read(Told, "content") == ["Page.content", "Sub"]


def test_dual_that_is_a_method_and_in_a_property_is_known_by_the_methods_name() -> None:
    block = OfProperty()
    assert values(block.load) == both("load", "aload")
    assert read(OfProperty, "content") == ["load", "aload"]
    assert block.load.__reduce_ex__(4) == (getattr, (block, "load"))
    sub = half(OfProperty, {"aload": of_sub})
    assert values(sub().load) == both("Sub", "Sub")
    assert read(sub, "content") == ["Sub", "Sub"]


class OfProperty:
    async def aload(self) -> str:
        return "aload"

    @async_compatible(async_version=aload)
    def load(self) -> str:
        return "load"

    content = property(load)


def test_abstract_property_is_made_concrete_by_its_twin() -> None:
    class Base(ABC):
        @abstractmethod
        async def acontent(self) -> str: ...

        @property
        @abstractmethod
        @async_compatible(async_version=acontent)
        def content(self) -> str: ...

    sub = half(Base, {"acontent": of_sub})
    assert read(sub, "content") == ["Sub", "Sub"]


def test_dataclass_with_slots_completes_a_property_once() -> None:
    @dataclasses.dataclass(slots=True)
    class Base:
        number: int = 1

        async def acontent(self) -> str:
            return f"acontent {self.number}"

        @property
        @async_compatible(async_version=acontent)
        def content(self) -> str:
            return f"content {self.number}"

    with pytest.warns(HalfOverriddenWarning) as caught:

        @dataclasses.dataclass(slots=True)
        class Sub(Base):
            async def acontent(self) -> str:  # type: ignore[dual-override]
                return f"Sub {self.number}"

    assert len(caught) == 1
    assert read(Base, "content") == ["content 1", "acontent 1"]
    assert read(Sub, "content") == ["Sub 1", "Sub 1"]


# Instances and classes that are changed later.


def test_twin_set_on_an_instance_is_called() -> None:
    async def fake(key: str = "a") -> str:
        return f"fake {key}"

    block: Any = Block()
    block.aload = fake
    assert values(block.load, "b") == both("Block.load b", "fake b")


def test_twin_of_another_instance_set_on_an_instance_runs_with_that_one() -> None:
    class Named(Block):
        name = "first"

        async def aload(self, key: str = "a") -> str:
            return f"{self.name} {key}"

        @async_compatible(async_version=aload)
        def load(self, key: str = "a") -> str:
            return f"{self.name} {key}"

    first, second = Named(), Named()
    second.name = "second"
    first.aload = second.aload  # type: ignore[method-assign]
    assert values(first.load, "b") == both("first b", "second b")


def test_wrapper_that_passes_for_the_method_it_wraps_is_called() -> None:
    """As proxies do, which show the attributes of what they wrap."""

    class Counting:
        def __init__(self, method: Any) -> None:
            self.method = method
            self.calls = 0

        def __getattr__(self, name: str) -> Any:
            return getattr(self.method, name)

        async def __call__(self, *args: Any) -> Any:
            self.calls += 1
            return await self.method(*args)

    block: Any = Block()
    block.aload = Counting(block.aload)
    assert block.aload.__func__ is Block.aload
    assert values(block.load, "b") == both("Block.load b", "Block.aload b")
    assert block.aload.calls == 3


def test_receiver_that_lost_its_twin_is_told_by_name() -> None:
    class Lost(Block):
        def __getattribute__(self, name: str) -> Any:
            if name == "aload":
                raise AttributeError(name)
            return super().__getattribute__(name)

    async def main() -> None:
        await Lost().load()

    with pytest.raises(AttributeError, match="aload"):
        asyncio.run(main())


@pytest.mark.parametrize(
    ("owner", "receiver"), [(Block, Block()), (OfClass, OfClass), (OfClassOutside, OfClassOutside)]
)
def test_implicit_call_gives_the_coroutine_of_the_twin_itself(owner: Any, receiver: Any) -> None:
    async def main() -> Any:
        coroutine = receiver.load()
        coroutine.close()
        return coroutine.cr_code

    assert asyncio.run(main()) is inspect.unwrap(owner.aload).__code__


def test_dual_set_on_an_instance_is_pythons_own_business() -> None:
    block: Any = Block()
    block.load = lambda: "fake"
    assert block.load() == "fake"


@pytest.mark.parametrize(
    ("owner", "twin", "dual", "expected"),
    [
        (Block, "aload", "load", both("Block.load b", "Sub.aload b")),
        (Mirror, "load", "aload", both("Sub.load b", "Mirror.aload b")),
    ],
)
def test_twin_replaced_in_the_class_is_called(
    owner: type, twin: str, dual: str, expected: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `mock.patch.object` does it, and puts it back."""
    fake = aload_of_sub if twin == "aload" else load_of_sub
    before = values(getattr(owner(), dual), "b")
    with monkeypatch.context() as patch:
        patch.setattr(owner, twin, fake)
        assert values(getattr(owner(), dual), "b") == expected
    assert values(getattr(owner(), dual), "b") == before


# Kinds of classes.


def test_abstract_half_is_made_concrete_by_its_twin() -> None:
    class Base(ABC):
        @abstractmethod
        async def aload(self, key: str = "a") -> str: ...

        @abstractmethod
        @async_compatible(async_version=aload)
        def load(self, key: str = "a") -> str: ...

    with pytest.raises(TypeError, match="abstract"):
        Base()  # type: ignore[abstract]
    sub = half(Base, {"aload": aload_of_sub})()
    assert values(sub.load, "b") == both("Sub.aload b", "Sub.aload b")


def test_abstract_override_stays_abstract() -> None:
    class Base(ABC):
        async def aload(self) -> None: ...

        @async_compatible(async_version=aload)
        def load(self) -> None: ...

    sub = half(Base, {"aload": abstractmethod(aload_of_sub)})
    with pytest.raises(TypeError, match="abstract"):
        sub()


def test_generic_class_holds_a_pair() -> None:
    class Box(Generic[T]):
        async def aload(self, key: str = "a") -> str:
            return f"Box.aload {key}"

        @async_compatible(async_version=aload)
        def load(self, key: str = "a") -> str:
            return f"Box.load {key}"

    with pytest.warns(HalfOverriddenWarning) as caught:

        class Sub(Box[int]):
            async def aload(self, key: str = "a") -> str:  # type: ignore[dual-override]
                return f"Sub.aload {key}"

    assert len(caught) == 1
    assert values(Box[int]().load, "b") == both("Box.load b", "Box.aload b")
    assert values(Sub().load, "b") == both("Sub.aload b", "Sub.aload b")


def test_dataclass_with_slots_is_told_once_and_can_be_subclassed() -> None:
    """It makes every class anew, with all that the class holds."""

    @dataclasses.dataclass(slots=True)
    class Base:
        number: int = 1

        async def aload(self) -> str:
            return f"Base.aload {self.number}"

        @async_compatible(async_version=aload)
        def load(self) -> str:
            return f"Base.load {self.number}"

        @staticmethod
        async def aread() -> str:
            return "Base.aread"

        @staticmethod
        @async_compatible(async_version=aread)
        def read() -> str:
            return "Base.read"

    with pytest.warns(HalfOverriddenWarning) as caught:

        @dataclasses.dataclass(slots=True)
        class Sub(Base):
            async def aload(self) -> str:  # type: ignore[dual-override]
                return f"Sub.aload {self.number}"

        @dataclasses.dataclass(slots=True)
        class Other(Base):
            @sync_compatible
            async def load(self) -> str:  # type: ignore[dual-override]
                return f"Other.load {self.number}"

    assert len(caught) == 2
    assert values(Base(2).load) == both("Base.load 2", "Base.aload 2")
    assert values(Sub(2).load) == both("Sub.aload 2", "Sub.aload 2")
    assert values(Other(2).load) == both("Other.load 2", "Other.load 2")
    assert values(Sub(2).read) == both("Base.read", "Base.aread")


def test_class_keeps_its_own_init_subclass() -> None:
    seen: list[Any] = []

    class Base(Block):
        def __init_subclass__(cls, *, mark: int = 0, **options: Any) -> None:
            super().__init_subclass__(**options)
            seen.append((cls.__name__, mark))

        async def afetch(self) -> str:
            return "Base.afetch"

        @async_compatible(async_version=afetch)
        def fetch(self) -> str:
            return "Base.fetch"

    with pytest.warns(HalfOverriddenWarning) as caught:

        class Sub(Base, mark=7):
            async def aload(self, key: str = "a") -> str:  # type: ignore[dual-override]
                return f"Sub.aload {key}"

            async def afetch(self) -> str:  # type: ignore[dual-override]
                return "Sub.afetch"

    assert len(caught) == 2
    assert seen == [("Sub", 7)]
    assert values(Sub().fetch) == both("Sub.afetch", "Sub.afetch")
    with pytest.raises(TypeError, match="__init_subclass__"):

        class Wrong(Block, mark=7):  # type: ignore[call-arg]
            ...


def test_init_subclass_that_forgets_super_hides_nothing() -> None:
    class Careless(Block):
        def __init_subclass__(cls, **options: Any) -> None: ...

    sub = half(Careless, {"aload": aload_of_sub})()
    assert values(sub.load, "b") == both("Sub.aload b", "Sub.aload b")


def test_init_subclass_put_into_a_class_later_is_kept() -> None:
    seen: list[str] = []

    class Base: ...

    Base.__init_subclass__ = classmethod(lambda cls: seen.append(cls.__name__))  # type: ignore[assignment]
    Base.load, Base.aload = Block.load, aload_of_sub  # type: ignore[attr-defined]
    Block.load.__set_name__(Base, "load")  # type: ignore[attr-defined]

    class Sub(Base): ...

    assert seen == ["Sub"]
    assert Sub().load("b") == "Block.load b"  # type: ignore[attr-defined]


def test_hook_stands_in_the_class_of_the_pair_alone() -> None:
    class Sub(Block): ...

    assert isinstance(vars(Block)["__init_subclass__"], SubclassHook)
    assert "__init_subclass__" not in vars(Sub)


def test_enumeration_holds_a_pair() -> None:
    class Colour(enum.Enum):
        RED = 1

        async def aload(self) -> str:
            return f"aload {self.name}"

        @async_compatible(async_version=aload)
        def load(self) -> str:
            return f"load {self.name}"

    assert values(Colour.RED.load) == both("load RED", "aload RED")


def test_pair_on_a_metaclass_takes_the_class_as_its_receiver() -> None:
    class Meta(type):
        async def aload(cls) -> str:
            return f"aload {cls.__name__}"

        @async_compatible(async_version=aload)
        def load(cls) -> str:
            return f"load {cls.__name__}"

    class Made(metaclass=Meta): ...

    assert values(Made.load) == both("load Made", "aload Made")


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the syntax is new in 3.12")
def test_class_with_type_parameters_holds_a_pair(load_module: Callable[..., Any]) -> None:
    module = load_module(
        "typed_pair",
        """
        from duotone import async_compatible
        class Box[T]:
            async def aload(self) -> str:
                return "aload"
            @async_compatible(async_version=aload)
            def load(self) -> str:
                return "load"
        """,
    )
    assert values(module.Box().load) == both("load", "aload")
