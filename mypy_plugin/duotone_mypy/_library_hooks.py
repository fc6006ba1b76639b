"""How is a call of a library's dual function answered?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import _tables as tables
from ._answer import infer_decided
from ._guard import guarded
from ._library_decision import decide_in_library
from ._library_function import LibraryFunctions

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from mypy.plugin import (
        FunctionContext,
        FunctionSigContext,
        MethodContext,
        MethodSigContext,
        Plugin,
    )
    from mypy.types import FunctionLike, Type

    from ._config import Config
    from ._decision import Decision
    from ._library_function import LibraryFunction

    #: Returns the configuration, with the names that mypy has for what it names.
    ConfigFor: TypeAlias = Callable[[FunctionContext | MethodContext], Config]


class LibraryHooks:
    """Answers for the functions of configured libraries."""

    def __init__(self, plugin: Plugin, config: Config, config_for: ConfigFor) -> None:
        self._functions = LibraryFunctions(plugin, config)
        self._config_for = config_for

    def of_call(self, fullname: str) -> Callable[[Any], Type] | None:
        """Answer for calls of a function that has a full name."""
        function = self._functions.named(fullname)
        if function is None:
            return None

        def infer_call(ctx: FunctionContext | MethodContext) -> Type:
            return infer_decided(ctx, decide_in_library(ctx, function, self._config_for(ctx)))

        return guarded(infer_call)

    def of_signature(self, fullname: str) -> Callable[[Any], FunctionLike] | None:
        """Answer for the signature of a function that has a full name."""
        function = self._functions.named(fullname)
        return None if function is None else _signature_of(function)

    def decide(self, ctx: FunctionContext | MethodContext) -> Decision | None:
        """Return the side of a call by a name of its own, None where it is no library's."""
        function = self._functions.called(ctx)
        return None if function is None else decide_in_library(ctx, function, self._config_for(ctx))

    def adapt(self, ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
        """Return the signature that a call by a name of its own is checked with."""
        function = self._functions.called(ctx)
        change = tables.DUAL_SIGNATURE if function is None else _signature_of(function)
        return change(ctx)


def _signature_of(function: LibraryFunction) -> Callable[[Any], FunctionLike]:
    return tables.LIBRARY_SIGNATURE if function.library.has_sync_keyword else _as_it_is


def _as_it_is(ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
    return ctx.default_signature
