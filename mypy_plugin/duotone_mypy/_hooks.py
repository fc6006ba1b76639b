"""Which hook answers for a name, and which have no second question to hear?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mypy.nodes import TypeInfo

from . import _names as names
from . import _tables as tables
from ._answer import infer_attribute, infer_decided
from ._answers import Answers
from ._callee import Callees, is_bare
from ._config import Config
from ._context_names import names_in_build
from ._decision import decide
from ._guard import guarded
from ._keyword_use import KeywordUse
from ._library_hooks import LibraryHooks
from ._mypy_plugins import hook_of_others, is_chain_known, is_in_daemon, own_partial_call
from .features import override as overriding
from .features.mismatch import Rewording
from .features.unpacked import is_about_sync_keyword

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.errors import ErrorInfo
    from mypy.plugin import (
        AnalyzeTypeContext,
        AttributeContext,
        CheckerPluginInterface,
        ClassDefContext,
        FunctionContext,
        FunctionSigContext,
        MethodContext,
        MethodSigContext,
        Plugin,
    )
    from mypy.types import FunctionLike, Type


class Hooks:
    """Finds the hook for each name that mypy asks the plugin about."""

    def __init__(self, plugin: Plugin, config: Config | None) -> None:
        self._plugin = plugin
        self._config = config or Config()
        self._libraries = LibraryHooks(plugin, self._config, self._config_for)
        self._adapt = guarded(self._libraries.adapt)
        #: What has nothing to do with dual functions, nor ever will.
        self._plain_functions: set[str] = set()
        self._plain_methods: set[str] = set()
        self._plain_types: set[str] = set()
        in_daemon = is_in_daemon(plugin.options)
        self._callees = Callees(plugin.lookup_fully_qualified, in_daemon=in_daemon)
        self._keyword_use = KeywordUse()
        self._rewording = Rewording(overriding.is_said_better, is_about_sync_keyword)
        self._infer_call = guarded(self._infer_call_as_configured)
        self._infer_partial_call = guarded(self._infer_partial_call_as_configured)
        self._infer_access = guarded(self._infer_access_as_configured)

    def answers(self) -> dict[str, Callable[[str], Any]]:
        """Return what may stand in the place of the methods that mypy asks most."""
        functions, methods = self._plain_functions, self._plain_methods
        answers = {
            "get_type_analyze_hook": Answers({}, self.of_type, self._plain_types),
            "get_function_hook": Answers(tables.FUNCTIONS, self.of_function, functions),
            "get_function_signature_hook": Answers(
                tables.FUNCTION_SIGNATURES, self.of_function_signature, functions
            ),
            "get_method_hook": Answers(tables.METHODS, self.of_method, methods),
            "get_method_signature_hook": Answers(
                tables.METHOD_SIGNATURES, self.of_method_signature, methods
            ),
        }
        return {getter: found.__getitem__ for getter, found in answers.items()}

    def of_type(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        """Answer for ``Dual[P, T]`` in annotations."""
        hook = tables.TYPES.get(fullname)
        if hook is None:
            self._plain_types.add(fullname)
            return None
        # Without the stub package, say on MYPYPATH, there is nothing to make the type of.
        marker = self._plugin.lookup_fully_qualified(names.VALUE_OR_COROUTINE)
        return None if marker is None else hook

    def of_function(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Answer for the decorators, and for calls of dual functions."""
        if fullname in tables.FUNCTIONS:
            return tables.FUNCTIONS[fullname]
        return self._call_hook(fullname, "get_function_hook", self._plain_functions)

    def of_method(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Answer for the decorators with a twin, for new classes, and for calls of dual methods."""
        if fullname in tables.METHODS:
            return tables.METHODS[fullname]
        if fullname.endswith(f".{names.INIT_SUBCLASS}"):
            return tables.NEW_CLASS
        if fullname == names.PARTIAL_CALL:
            return self._infer_partial_call
        return self._call_hook(fullname, "get_method_hook", self._plain_methods)

    def of_function_signature(
        self, fullname: str
    ) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Answer for the decorators, and for calls of dual functions."""
        if fullname in tables.FUNCTION_SIGNATURES:
            return tables.FUNCTION_SIGNATURES[fullname]
        return self._signature_hook(fullname, "get_function_signature_hook")

    def of_method_signature(
        self, fullname: str
    ) -> Callable[[MethodSigContext], FunctionLike] | None:
        """Answer for the decorators with a twin, and for calls of dual methods."""
        if fullname in tables.METHOD_SIGNATURES:
            return tables.METHOD_SIGNATURES[fullname]
        return self._signature_hook(fullname, "get_method_signature_hook")

    def of_class(self, fullname: str) -> Callable[[ClassDefContext], None] | None:
        """Answer for new classes that inherit a dual function and have a metaclass of their own."""
        symbol = self._plugin.lookup_fully_qualified(fullname)
        info = None if symbol is None else symbol.node
        # For any other class another plugin may have an answer, and the first one counts.
        is_concerned = isinstance(info, TypeInfo) and overriding.concerns(info)
        return overriding.watch if is_concerned else None

    def of_attribute(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Answer for the attributes of dual functions, and for properties over them."""
        if fullname in tables.ATTRIBUTES:
            return tables.ATTRIBUTES[fullname]
        return self._infer_access if self._callees.gives_implicit_result(fullname) else None

    def replaces(self, api: CheckerPluginInterface, info: ErrorInfo) -> bool:
        """Tell whether an error of mypy's is left out for a better one, which may be reworded."""
        return self._rewording.replaces(api, info)

    def _call_hook(
        self, fullname: str, getter: str, plain: set[str]
    ) -> Callable[[Any], Type] | None:
        """Answer for calls of dual functions, and for calls that hand one over."""
        own = self._libraries.of_call(fullname)
        if own is not None:
            return own
        role = self._callees.role_of(fullname)
        is_taker = role.may_take_dual or fullname in names.CALLERS
        if not is_taker or fullname in names.KEEPERS or not is_chain_known(self._plugin):
            if role.may_be_dual:
                return self._infer_call
            if not is_taker and self._callees.has_settled(fullname):
                plain.add(fullname)
            return None
        other = None if is_bare(fullname) else hook_of_others(self._plugin, getter, fullname)
        take = tables.CALLER if fullname in names.CALLERS else tables.TAKER

        def infer(ctx: FunctionContext | MethodContext) -> Type:
            own = ctx if other is None else ctx._replace(default_return_type=other(ctx))
            return self._infer_call(own._replace(default_return_type=take(own)))

        return infer

    def _infer_partial_call_as_configured(self, ctx: MethodContext) -> Type:
        return self._infer_call(ctx._replace(default_return_type=own_partial_call(ctx)))

    def _infer_access_as_configured(self, ctx: AttributeContext) -> Type:
        return infer_attribute(ctx, self._config_for(ctx))

    def _signature_hook(self, fullname: str, getter: str) -> Callable[[Any], FunctionLike] | None:
        own = self._libraries.of_signature(fullname)
        if own is not None:
            return own
        role = self._callees.role_of(fullname)
        if role.may_be_dual:
            return self._adapt
        is_asked = role.may_take_dual and self._keyword_use.is_written()
        is_asked = is_asked and is_chain_known(self._plugin)
        # What another plugin has to say of a signature, it says alone.
        is_free = is_asked and hook_of_others(self._plugin, getter, fullname) is None
        return tables.TAKER_SIGNATURE if is_free else None

    def _infer_call_as_configured(self, ctx: FunctionContext | MethodContext) -> Type:
        decision = decide(ctx, self._config_for(ctx))
        return infer_decided(ctx, self._libraries.decide(ctx) if decision is None else decision)

    def _config_for(self, ctx: FunctionContext | MethodContext | AttributeContext) -> Config:
        """Return the configuration, with the names that mypy has for what it names."""
        if self._config.has_names:
            known, complaint = names_in_build(self._plugin, self._config)
            self._config = self._config.with_names(known)
            if complaint is not None:
                # The daemon, and an older mypy without a cache, get here in spite of it.
                ctx.api.fail(complaint, ctx.context)
        return self._config
