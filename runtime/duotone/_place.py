"""What is the calling frame: a coroutine, a module's top level, or a plain function?

The static twin of this file is ``duotone_mypy/_place.py``: same words, same order of cases.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType, FrameType
    from typing import Final

CO_OPTIMIZED: Final = 0x1
CO_NESTED: Final = 0x10
CO_COROUTINE: Final = 0x80
CO_ASYNC_GENERATOR: Final = 0x200

COROUTINE: Final = "coroutine"
MODULE: Final = "module"
FUNCTION: Final = "function"

_COMPREHENSIONS: Final = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})
_TYPE_PARAMETERS: Final = "<generic parameters of "

# Code objects hash by value, so they are told apart by identity; the value keeps the key alive.
_transparent: dict[int, CodeType] = {}


def make_transparent(code: CodeType) -> None:
    """Let the rule look through frames of this code, at their caller."""
    _transparent[id(code)] = code


def deciding_frame(frame: FrameType) -> FrameType:
    """Return the frame whose kind decides, starting from the frame that made the call.

    Class bodies, comprehensions and transparent wrappers take the context of their surroundings.
    """
    while True:
        outer = _surroundings(frame)
        if outer is None:
            return frame
        frame = outer


def written_frame(frame: FrameType) -> FrameType:
    """Return the frame whose text a user would point at, behind transparent wrappers."""
    while id(frame.f_code) in _transparent and frame.f_back is not None:
        frame = frame.f_back
    return frame


def kind_of(frame: FrameType) -> str:
    """Return what a deciding frame is: `COROUTINE`, `MODULE` or `FUNCTION`."""
    flags = frame.f_code.co_flags
    if flags & (CO_COROUTINE | CO_ASYNC_GENERATOR):
        return COROUTINE
    if _is_module(frame):
        return MODULE
    return FUNCTION


def _surroundings(frame: FrameType) -> FrameType | None:
    """Return the frame to look at instead of this one, or None when this one decides."""
    code = frame.f_code
    if code.co_flags & (CO_COROUTINE | CO_ASYNC_GENERATOR):
        return None
    if code.co_name == "<genexpr>":
        return _frame_that_wrote(code, frame)
    if _is_module(frame):
        return None
    if (
        id(code) in _transparent
        or not code.co_flags & CO_OPTIMIZED  # a class body
        or code.co_name in _COMPREHENSIONS
        or code.co_name.startswith(_TYPE_PARAMETERS)
    ):
        return frame.f_back
    return None


def _is_module(frame: FrameType) -> bool:
    code = frame.f_code
    if code.co_flags & CO_OPTIMIZED:
        # A generator expression outside every function is evaluated for the module's top level.
        return code.co_name == "<genexpr>" and not code.co_flags & CO_NESTED
    return code.co_name == "<module>" or frame.f_locals is frame.f_globals


def _frame_that_wrote(code: CodeType, frame: FrameType) -> FrameType | None:
    """Return the running frame in whose text a generator expression stands.

    Without one, a generator expression of a module's top level decides itself: the statement that
    wrote it has ended. Any other takes the context of its consumer.
    """
    outer = frame.f_back
    while outer is not None:
        if any(constant is code for constant in outer.f_code.co_consts):
            return outer
        outer = outer.f_back
    return None if _is_module(frame) else frame.f_back
