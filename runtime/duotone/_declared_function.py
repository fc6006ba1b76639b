"""How is a context declared for each run of a function?"""

from __future__ import annotations

from functools import wraps

from ._errors import not_declarable
from ._kinds import (
    CO_ASYNC_GENERATOR,
    CO_COROUTINE,
    CO_GENERATOR,
    code_flags,
    is_async_manager_function,
    is_dual,
    is_manager_function,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable, Generator
    from typing import Any

    from ._declared import DeclaredContext


def declared_function(context: DeclaredContext, function: Any) -> Any:
    """Return the function with the context declared for each of its runs.

    Raises:
        TypeError: when given something that is no function.
    """
    if is_dual(function) or not hasattr(function, "__code__"):
        raise TypeError(not_declarable(repr(context), function))
    if is_manager_function(function) or is_async_manager_function(function):
        return _around_manager(context, function)
    flags = code_flags(function)
    if flags & CO_COROUTINE:
        return _around_coroutine(context, function)
    if flags & CO_ASYNC_GENERATOR:
        return _around_async_generator(context, function)
    if flags & CO_GENERATOR:
        return _around_generator(context, function)
    return _around_call(context, function)


def _around_manager(context: DeclaredContext, function: Any) -> Any:
    """Declare it for the generator function inside, whose steps are the manager's."""
    import contextlib  # noqa: PLC0415 - it has made the function

    is_async = is_async_manager_function(function)
    make: Any = contextlib.asynccontextmanager if is_async else contextlib.contextmanager
    return make(declared_function(context, function.__wrapped__))


def _around_call(context: DeclaredContext, function: Any) -> Callable[..., Any]:
    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        with context:
            return function(*args, **kwargs)

    return call


def _around_coroutine(context: DeclaredContext, function: Any) -> Callable[..., Any]:
    @wraps(function)
    async def call(*args: Any, **kwargs: Any) -> Any:
        with context:
            return await function(*args, **kwargs)

    return call


def _around_generator(context: DeclaredContext, function: Any) -> Callable[..., Any]:
    @wraps(function)
    def generate(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
        generator = function(*args, **kwargs)
        declared = context.steps()
        step, value = generator.send, None
        while True:
            with declared:
                try:
                    item = step(value)
                except StopIteration as stop:
                    return stop.value
            try:
                value = yield item
            except GeneratorExit:
                with declared:
                    generator.close()
                raise
            except BaseException as error:  # noqa: BLE001 - handed on to the generator
                step, value = generator.throw, error
            else:
                step = generator.send

    return generate


def _around_async_generator(context: DeclaredContext, function: Any) -> Callable[..., Any]:
    @wraps(function)
    async def generate(*args: Any, **kwargs: Any) -> AsyncGenerator[Any, Any]:
        generator = function(*args, **kwargs)
        declared = context.steps()
        step, value = generator.asend, None
        while True:
            with declared:
                try:
                    item = await step(value)
                except StopAsyncIteration:
                    return
            try:
                value = yield item
            except GeneratorExit:
                with declared:
                    await generator.aclose()
                raise
            except BaseException as error:  # noqa: BLE001 - handed on to the generator
                step, value = generator.athrow, error
            else:
                step = generator.asend

    return generate
