"""Is the calling frame read rightly: a coroutine, a module's top level, or a plain function?"""

# ruff: noqa: PLC3002, S102, S307, RUF012 - the places of a call are the test

from __future__ import annotations

import ast
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from duotone import _place, passthrough

if TYPE_CHECKING:
    from types import CodeType, FrameType

Run = Callable[..., Any]


def here() -> FrameType:
    return sys._getframe(1)


def kind_at(frame: FrameType) -> str:
    return _place.kind_of(_place.deciding_frame(frame))


def kind_in_exec(source: str, code_name: str | None = None) -> Any:
    code: CodeType = compile(source, "<test>", "exec")
    if code_name is not None:
        code = code.replace(co_name=code_name)
    namespace: dict[str, Any] = {"kind_at": kind_at, "here": here}
    exec(code, namespace)
    return namespace["kind"]


def kinds_in_cell(source: str) -> list[Any]:
    """Run a statement that awaits as IPython does."""
    code = compile(source, "<cell>", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)

    async def pause() -> None: ...

    namespace: dict[str, Any] = {"kind_at": kind_at, "here": here, "pause": pause}
    step(eval(code, namespace))
    return [namespace["kind"]]


def step(coroutine: Any) -> Any:
    with pytest.raises(StopIteration) as stop:
        coroutine.send(None)
    return stop.value.value


MODULE_KIND = kind_at(sys._getframe())


class Body:
    kind = kind_at(sys._getframe())
    in_comprehension = [kind_at(frame()) for frame in [here]]
    in_generator = list(look(frame()) for look, frame in [(kind_at, here)])  # noqa: C400


def test_module_is_a_module() -> None:
    assert MODULE_KIND == _place.MODULE


def test_class_body_takes_the_kind_of_its_module() -> None:
    assert Body.kind == _place.MODULE
    assert Body.in_comprehension == Body.in_generator == [_place.MODULE]


def test_plain_function_is_a_function() -> None:
    assert kind_at(here()) == _place.FUNCTION


def test_lambda_is_a_function() -> None:
    assert (lambda: kind_at(here()))() == _place.FUNCTION


def test_generator_function_is_a_function() -> None:
    def numbers() -> Iterator[str]:
        yield kind_at(here())

    assert list(numbers()) == [_place.FUNCTION]


def test_coroutine_is_a_coroutine() -> None:
    async def main() -> str:
        return kind_at(here())

    assert step(main()) == _place.COROUTINE


def test_async_generator_is_a_coroutine() -> None:
    async def numbers() -> AsyncIterator[str]:
        yield kind_at(here())

    assert step(numbers().__anext__()) == _place.COROUTINE


def test_comprehension_takes_the_kind_of_its_function() -> None:
    assert [kind_at(here()) for _ in "1"] == [_place.FUNCTION]


def test_comprehension_takes_the_kind_of_its_coroutine() -> None:
    async def main() -> list[str]:
        return [kind for _ in "1" for kind in {kind_at(here()): kind_at(here())}]

    assert step(main()) == [_place.COROUTINE]


def test_deciding_frame_of_a_comprehension_is_its_function() -> None:
    assert [_place.deciding_frame(here()) for _ in "1"] == [here()]


def test_generator_expression_is_decided_by_its_writer() -> None:
    def consume(frames: Iterator[FrameType]) -> FrameType:
        return next(frames)

    frame = consume(_place.deciding_frame(here()) for _ in "1")
    assert frame is here()


def test_generator_expression_is_decided_by_its_writer_across_several_frames() -> None:
    def consume(frames: Iterator[FrameType]) -> list[FrameType]:
        return list(map(lambda frame: frame, frames))  # noqa: C417 - one more frame

    frames = consume(_place.deciding_frame(here()) for _ in "1")
    assert frames == [here()]


def test_generator_expression_of_an_ended_function_is_decided_by_its_consumer() -> None:
    def write() -> Iterator[FrameType]:
        return (_place.deciding_frame(here()) for _ in "1")

    def consume(frames: Iterator[FrameType]) -> tuple[FrameType, FrameType]:
        return next(frames), here()

    decided, consumer = consume(write())
    assert decided is consumer


def test_generator_expression_of_a_module_counts_as_module_when_a_function_consumes_it() -> None:
    source = "def consume(kinds): return next(kinds)\nkind = consume(kind_at(here()) for _ in '1')"
    assert kind_in_exec(source) == _place.MODULE


def test_generator_expression_of_a_cell_that_awaits_counts_as_its_coroutine() -> None:
    source = "kind = next(kind_at(here()) for _ in '1'); await pause()"
    assert kinds_in_cell(source) == [_place.COROUTINE]


def test_generator_expression_of_a_cell_that_has_ended_counts_as_module() -> None:
    kinds = kinds_in_cell("kind = (kind_at(here()) for _ in '1'); await pause()")
    assert list(kinds[0]) == [_place.MODULE]


def test_frame_with_the_module_namespace_is_a_module_whatever_its_name() -> None:
    assert kind_in_exec("kind = kind_at(here())", "<cell line: 1>") == _place.MODULE


def test_exec_with_two_namespaces_is_a_module() -> None:
    names: dict[str, Any] = {}
    exec("kind = kind_at(here())", {"kind_at": kind_at, "here": here}, names)
    assert names["kind"] == _place.MODULE


def test_class_body_in_function_takes_the_kind_of_the_function() -> None:
    class Inner:
        frame = _place.deciding_frame(here())

    assert Inner.frame is here()


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the syntax is of 3.12")
def test_bases_of_a_generic_class_take_the_kind_of_the_module() -> None:
    source = """
def base(frame_kind):
    return type("Base", (), {"kind": frame_kind})
class Generic[T](base(kind_at(here()))): ...
kind = Generic.kind
"""
    assert kind_in_exec(source) == _place.MODULE


def test_passthrough_frame_is_looked_through() -> None:
    @passthrough
    def wrapper() -> FrameType:
        return _place.deciding_frame(here())

    assert wrapper() is here()


def test_passthrough_inside_passthrough_is_looked_through() -> None:
    @passthrough
    def inner() -> FrameType:
        return _place.deciding_frame(here())

    @passthrough
    def outer() -> FrameType:
        return inner()

    assert outer() is here()


def test_function_equal_to_a_transparent_one_is_not_transparent() -> None:
    """Code objects compare by value, and two functions with the same text are not the same."""
    source = "def wrapper(): return deciding(here())"
    functions = []
    for _ in range(2):
        namespace: dict[str, Any] = {"deciding": _place.deciding_frame, "here": here}
        exec(compile(source, "<test>", "exec"), namespace)
        functions.append(namespace["wrapper"])
    passthrough(functions[0])
    assert functions[0].__code__ == functions[1].__code__
    assert functions[0]() is here()
    assert functions[1]().f_code is functions[1].__code__


def test_written_frame_of_a_comprehension_is_its_own_place() -> None:
    """A message points into the comprehension, although its surroundings decide."""
    lines = [
        _place.written_frame(here()).f_lineno
        for _ in "1"
    ]  # fmt: skip
    assert lines == [here().f_lineno - 3]


def test_written_frame_of_a_transparent_wrapper_is_its_caller() -> None:
    @passthrough
    def wrapper() -> FrameType:
        return _place.written_frame(here())

    assert wrapper() is here()
