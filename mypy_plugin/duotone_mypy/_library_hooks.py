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
        return _signature_of(self._functions.named(fullname))

    def decide(self, ctx: FunctionContext | MethodContext) -> Decision | None:
        """Return the side of a call by a name of its own, None where it is no library's."""
        function = self._functions.called(ctx)
        return None if function is None else decide_in_library(ctx, function, self._config_for(ctx))

    def adapt(self, ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
        """Return the signature that a call by a name of its own is checked with."""
        function = self._functions.called(ctx)
        if function is None:
            return tables.DUAL_SIGNATURE(ctx)
        change = _signature_of(function)
        return ctx.default_signature if change is None else change(ctx)


def _signature_of(function: LibraryFunction | None) -> Callable[[Any], FunctionLike] | None:
    # Where there is nothing to change, another plugin may have an answer.
    has_keyword = function is not None and function.library.has_sync_keyword
    return tables.LIBRARY_SIGNATURE if has_keyword else None
