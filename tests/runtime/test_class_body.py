"""Does a classmethod over a dual function stay bound, in every kind of class and version?"""

# Users' classes, as they write them.
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

import asyncio
import ctypes
import dataclasses
import enum
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from duotone import (
    Dual,
    HalfOverriddenWarning,
    _class_body,
    async_compatible,
    sync_compatible,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

ENTRY = _class_body._ENTRY


class Metaclass(type):
    def __new__(mcs, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> Any:
        return super().__new__(mcs, name, bases, dict(body))


class Plain:
    @classmethod
    @sync_compatible
    async def load(cls) -> type:
        return cls


class WithSlots:
    __slots__ = ("number",)

    @classmethod
    @sync_compatible
    async def load(cls) -> type:
        return cls


class WithMetaclass(metaclass=Metaclass):
    @classmethod
    @sync_compatible
    async def load(cls) -> type:
        return cls


@dataclasses.dataclass
class Data:
    number: int = 1

    @classmethod
    @sync_compatible
    async def load(cls) -> type:
        return cls


class Colour(enum.Enum):
    RED = 1

    @classmethod
    @sync_compatible
    async def load(cls) -> type:
        return cls


class Shape(Protocol):
    @classmethod
    @sync_compatible
    async def load(cls) -> type:
        return cls


class OfDef:
    @classmethod
    @async_compatible
    def load(cls) -> type:
        return cls


class Derived(Plain): ...


def with_class_inside() -> Any:
    class Inner:
        class Innermost:
            @classmethod
            @sync_compatible
            async def load(cls) -> type:
                return cls

    return Inner.Innermost


CLASSES = [
    Plain,
    WithSlots,
    WithMetaclass,
    Data,
    Colour,
    Shape,
    OfDef,
    Derived,
    with_class_inside(),
]


@pytest.mark.parametrize("owner", CLASSES)
def test_classmethod_and_its_sides_are_bound(owner: Any) -> None:
    assert isinstance(owner.load, Dual)
    assert owner.load() is owner
    assert owner.load.sync() is owner  # type: ignore[union-attr]
    assert asyncio.run(owner.load.aio()) is owner
    assert owner.load.__self__ is owner  # type: ignore[attr-defined]


@pytest.mark.parametrize("owner", CLASSES)
def test_nothing_of_ours_stays_in_the_class(owner: Any) -> None:
    assert [entry for entry in vars(owner) if "duotone" in entry] == []
    assert not hasattr(owner, ENTRY)


def test_members_of_an_enumeration_are_the_users() -> None:
    assert [member.name for member in Colour] == ["RED"]


def test_attributes_set_between_the_two_decorators_are_kept() -> None:
    def mark(dual: Any) -> Any:
        dual.mark = "kept"
        return dual

    class Marked:
        @classmethod
        @mark
        @sync_compatible
        async def load(cls) -> type:
            return cls

    assert Marked.load.mark == "kept"
    assert Marked.load.sync() is Marked


@pytest.mark.parametrize("is_python_3_13", [True, sys.version_info >= (3, 13)])
def test_dual_functions_of_every_kind_can_stand_in_one_class(
    monkeypatch: pytest.MonkeyPatch, *, is_python_3_13: bool
) -> None:
    """Below 3.13 a classmethod binds them; from then on they take its place, as they can in any."""
    monkeypatch.setattr(_class_body, "_CLASSMETHOD_NEEDS_HELP", is_python_3_13)

    def mark(dual: Any) -> Any:
        dual.mark = "kept"
        return dual

    class Block:
        @classmethod
        @mark
        @sync_compatible
        async def load(cls) -> type:
            return cls

        @classmethod
        async def afetch(cls) -> type:
            return cls

        @classmethod
        @mark
        @async_compatible(async_version=afetch)
        def fetch(cls) -> type:
            return cls

        @classmethod
        @mark
        @sync_compatible
        async def pages(cls) -> AsyncIterator[type]:
            yield cls

    class Derived(Block): ...

    for owner in (Block, Derived):
        assert [owner.load(), owner.fetch(), *owner.pages()] == [owner, owner, owner]
        assert [owner.load.sync(), owner.fetch.sync(), *owner.pages.sync()] == [owner] * 3
        assert asyncio.run(owner.fetch.aio()) is owner
        assert {owner.load.mark, owner.fetch.mark, owner.pages.mark} == {"kept"}
    are_classmethods = {isinstance(vars(Block)[name], classmethod) for name in ("load", "pages")}
    assert are_classmethods == {not is_python_3_13}


@pytest.mark.parametrize("is_python_3_13", [True, sys.version_info >= (3, 13)])
def test_class_whose_metaclass_refuses_to_be_changed_holds_classmethods(
    monkeypatch: pytest.MonkeyPatch, *, is_python_3_13: bool
) -> None:
    monkeypatch.setattr(_class_body, "_CLASSMETHOD_NEEDS_HELP", is_python_3_13)

    class Closed(type):
        def __setattr__(cls, name: str, value: object) -> None:
            raise AttributeError(name)

        def __delattr__(cls, name: str) -> None:
            raise AttributeError(name)

    class Block(metaclass=Closed):
        @classmethod
        @sync_compatible
        async def load(cls) -> type:
            return cls

        @classmethod
        async def afetch(cls) -> type:
            return cls

        @classmethod
        @async_compatible(async_version=afetch)
        def fetch(cls) -> type:
            return cls

    assert [Block.load(), Block.fetch()] == [Block, Block]
    assert not hasattr(Block, ENTRY)


def test_class_whose_metaclass_is_written_in_c_holds_pairs_and_classmethods() -> None:
    """That of ctypes lets nobody but itself set attributes."""

    class Record(ctypes.Structure):
        async def aload(self) -> str:
            return "aload"

        @async_compatible(async_version=aload)
        def load(self) -> str:
            return "load"

        @classmethod
        @sync_compatible
        async def make(cls) -> type:
            return cls

    with pytest.warns(HalfOverriddenWarning):

        class Derived(Record):
            async def aload(self) -> str:  # type: ignore[dual-override]
                return "derived"

    assert [Record().load(), Derived().load(), Derived.make()] == ["load", "derived", Derived]
    assert not hasattr(Record, ENTRY)


def test_other_classmethods_are_left_alone() -> None:
    class Mixed:
        @classmethod
        def plain(cls) -> type:
            return cls

        @classmethod
        @sync_compatible
        async def load(cls) -> type:
            return cls

    assert isinstance(vars(Mixed)["plain"], classmethod)
    assert Mixed.plain() is Mixed


def test_bound_dual_in_a_classmethod_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_class_body, "_CLASSMETHOD_NEEDS_HELP", True)
    bound = classmethod(Plain.load)  # type: ignore[arg-type, var-annotated]

    class Holder:
        held = bound

        @sync_compatible
        async def load(self) -> str:
            return "load"

    assert vars(Holder)["held"] is bound


def test_dual_made_in_a_function_called_by_a_class_body_leaves_the_class_alone() -> None:
    def make() -> Any:
        @sync_compatible
        async def made() -> str:
            return "made"

        return made

    class Holder:
        made = staticmethod(make())

    assert Holder.made() == "made"
    assert [entry for entry in vars(Holder) if "duotone" in entry] == []


def make_load() -> Any:
    @sync_compatible
    async def load(cls: type, key: str) -> tuple[type, str]:
        return cls, key

    return load


@pytest.mark.parametrize("is_python_3_13", [True, sys.version_info >= (3, 13)])
def test_classmethod_over_a_dual_that_a_function_has_made_is_bound(
    monkeypatch: pytest.MonkeyPatch, *, is_python_3_13: bool
) -> None:
    monkeypatch.setattr(_class_body, "_CLASSMETHOD_NEEDS_HELP", is_python_3_13)

    class Block:
        load: Any = classmethod(make_load())

    class Derived(Block): ...

    for owner in (Block, Derived):
        assert owner.load("k") == owner.load.sync("k") == (owner, "k")
        assert asyncio.run(owner.load.aio("k")) == (owner, "k")
    assert isinstance(vars(Block)["load"], classmethod) is not is_python_3_13
    assert not hasattr(Block, ENTRY)


def make_pair() -> tuple[Any, Any]:
    async def aload(cls: type) -> str:
        return f"aload {cls.__name__}"

    @async_compatible(async_version=aload)
    def load(cls: type) -> str:
        return f"load {cls.__name__}"

    return aload, load


def test_pair_that_a_function_has_made_follows_its_subclasses_in_a_classmethod() -> None:
    class Block:
        aload: Any
        load: Any
        aload, load = map(classmethod, make_pair())

    with pytest.warns(HalfOverriddenWarning):

        class Derived(Block):
            @classmethod
            async def aload(cls) -> str:
                return f"derived {cls.__name__}"

    assert [Block.load(), Block.load.sync()] == ["load Block"] * 2
    assert asyncio.run(Block.load.aio()) == "aload Block"
    assert [Derived.load(), Derived.load.sync()] == ["derived Derived"] * 2
    assert asyncio.run(Derived.load.aio()) == "derived Derived"


def test_attribute_that_answers_no_question_may_stand_beside_a_dual_function() -> None:
    class Silent:
        def __getattribute__(self, name: str) -> Any:
            raise RuntimeError(name)

    class Block:
        silent = Silent()

        async def aload(self) -> str:
            return "aload"

        @async_compatible(async_version=aload)
        def load(self) -> str:
            return "load"

    assert Block().load() == "load"


def test_module_imported_by_a_class_body_leaves_the_class_alone(
    write_module: Callable[..., Any],
) -> None:
    source = """
    from duotone import sync_compatible

    @sync_compatible
    async def load():
        return 7
    """
    write_module("imported_by_class_body", source)

    class Holder:
        import imported_by_class_body as module  # type: ignore[import-not-found] # noqa: PLC0415

    assert isinstance(Holder.module, ModuleType)
    assert Holder.module.load() == 7
    assert [entry for entry in vars(Holder) if "duotone" in entry] == []


def test_classmethod_made_after_the_class_can_be_called() -> None:
    class Late: ...

    @sync_compatible
    async def load(cls: type) -> type:
        return cls

    Late.load = classmethod(load)  # type: ignore[attr-defined]
    late: Any = Late
    assert late.load() is Late
