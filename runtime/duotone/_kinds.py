"""What kind of callable is this? Asked once, at decoration."""

from __future__ import annotations

from ._getter import getter_in
from ._light import FunctionType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

CO_GENERATOR: Final = 0x20
CO_COROUTINE: Final = 0x80
CO_ASYNC_GENERATOR: Final = 0x200

METHOD: Final = "method"
CLASSMETHOD: Final = "classmethod"
STATICMETHOD: Final = "staticmethod"

_DESCRIPTORS: Final[tuple[tuple[type[object], str], ...]] = (
    (classmethod, CLASSMETHOD),
    (staticmethod, STATICMETHOD),
)
# What `inspect.markcoroutinefunction` (3.12+), asgiref and older asyncio set on a function.
_COROUTINE_MARKS: Final = ("_is_coroutine_mark", "_is_coroutine")


def code_flags(function: Any) -> int:
    """Return the code flags of a function, 0 for any other callable."""
    code = getattr(function, "__code__", None)
    return getattr(code, "co_flags", 0)


def is_coroutine_function(function: Any) -> bool:
    """Tell whether calling the function gives a coroutine (``async def``, or marked as one)."""
    if code_flags(function) & CO_COROUTINE:
        return True
    return any(getattr(function, mark, None) is not None for mark in _COROUTINE_MARKS)


def is_async_generator_function(function: Any) -> bool:
    """Tell whether the function is an ``async def`` with ``yield``."""
    return bool(code_flags(function) & CO_ASYNC_GENERATOR)


def is_generator_function(function: Any) -> bool:
    """Tell whether the function is a ``def`` with ``yield``."""
    return bool(code_flags(function) & CO_GENERATOR)


def is_async_manager_function(function: Any) -> bool:
    """Tell whether `contextlib.asynccontextmanager` has made the function."""
    return _is_made_by_contextlib(function, "_AsyncGeneratorContextManager")


def is_manager_function(function: Any) -> bool:
    """Tell whether `contextlib.contextmanager` has made the function."""
    return _is_made_by_contextlib(function, "_GeneratorContextManager")


def is_stepwise(function: Any) -> bool:
    """Tell whether calling the function gives a generator or a context manager of contextlib's."""
    return (
        is_async_generator_function(function)
        or is_generator_function(function)
        or is_async_manager_function(function)
        or is_manager_function(function)
    )


def _is_made_by_contextlib(function: Any, result: str) -> bool:
    # `functools.wraps` leaves a wrapper its own globals and code: the class that it calls is there.
    if not is_function(function) or function.__globals__.get("__name__") != "contextlib":
        return False
    return result in function.__code__.co_names


def is_function(candidate: Any) -> bool:
    """Tell whether this is a function written in Python."""
    return isinstance(candidate, FunctionType)


def is_dual(candidate: Any) -> bool:
    """Tell whether this is a dual function already, without importing the class."""
    return getattr(candidate, "__duotone_dual__", False) is True


def is_factory(candidate: object) -> bool:
    """Tell whether this is a dual generator or context manager function, as `is_dual` does."""
    return getattr(type(candidate), "__duotone_factory__", False) is True


def unwrap_descriptor(candidate: Any) -> tuple[Any, str]:
    """Return the function inside a classmethod or staticmethod, and how it binds."""
    for kind, binding in _DESCRIPTORS:
        if issubclass(type(candidate), kind):
            return candidate.__func__, binding
    return candidate, METHOD


def dual_in(attribute: Any) -> Any:
    """Return the dual function that a class attribute is or wraps, None when there is none."""
    inner = getter_in(attribute) or unwrap_descriptor(attribute)[0]
    # One that is bound already, or gives generators, has no sides of its own.
    return inner if is_dual(inner) and "_sides" in getattr(inner, "__dict__", ()) else None


def name_of(function: Any) -> str:
    """Return a callable's full name as a user would write it."""
    module = getattr(function, "__module__", None)
    name = getattr(function, "__qualname__", None) or repr(function)
    return f"{module}.{name}" if module and module != "__main__" else str(name)
