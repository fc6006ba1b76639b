"""How does mypy reach the features? Through its plugin interface, by full name."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mypy.errors import CompileError
from mypy.nodes import TypeInfo
from mypy.plugin import Plugin
from mypy.version import __version__ as mypy_version
from typing_extensions import override

from . import _names as names
from . import _tables as tables
from ._answer import infer_decided
from ._answers import Answers
from ._callee import Callees, is_bare
from ._checker import is_in_daemon
from ._config import Config, ConfigError, read_config
from ._context_names import names_in_build
from ._decision import decide
from ._guard import guarded
from ._library_hooks import LibraryHooks
from ._mypy_errors import ErrorFilter, find_errors, watch_errors
from ._mypy_plugins import hook_of_others, is_chain_known, own_partial_call
from ._snapshot import snapshot
from ._tally import tally
from ._versions import refusal_of
from .features import override as overriding
from .features.access import infer_access
from .features.mismatch import Rewording

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.nodes import MypyFile
    from mypy.options import Options
    from mypy.plugin import (
        AnalyzeTypeContext,
        AttributeContext,
        ClassDefContext,
        FunctionContext,
        FunctionSigContext,
        MethodContext,
        MethodSigContext,
        ReportConfigContext,
    )
    from mypy.types import FunctionLike, Type


class DuotonePlugin(Plugin):
    """Types each call of a dual function by the place in which it is written."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self._refusal = refusal_of(mypy_version)
        self._config = Config()
        try:
            self._config = read_config(options.config_file)
        except ConfigError as error:
            self._refusal = self._refusal or str(error)
        snapshot.take(_CODE_DIGEST, self._config, self._refusal)
        self._libraries = LibraryHooks(self, self._config, self._config_for)
        self._adapt = guarded(self._libraries.adapt)
        #: Functions and methods that have nothing to do with dual functions, nor ever will.
        self._plain_functions: set[str] = set()
        self._plain_methods: set[str] = set()
        self._callees = Callees(self.lookup_fully_qualified, in_daemon=is_in_daemon(options))
        # Now, while few things exist: mypy is about to read the files.
        self._errors = find_errors(options)
        #: Whether each hook has to look whether errors are watched: they were not found before the
        #: build, or the daemon, which empties them, runs it.
        self._watches_late = self._errors is None or is_in_daemon(options)
        self._error_filter = ErrorFilter(Rewording(overriding.is_said_better).replaces)
        self._infer_call = guarded(self._infer_call_as_configured)
        self._infer_partial_call = guarded(self._infer_partial_call_as_configured)
        self._infer_access = guarded(self._infer_access_as_configured)
        if not self._watches_late:
            for getter, table in tables.ASKED_AT_EACH_CALL.items():
                is_of_methods = getter.startswith("get_method")
                plain = self._plain_methods if is_of_methods else self._plain_functions
                # In the place of the method, of which mypy looks up nothing but the name.
                setattr(self, getter, Answers(table, getattr(self, getter), plain).__getitem__)

    @override
    def set_modules(self, modules: dict[str, MypyFile]) -> None:
        """Take what a new build is about to fill, and watch its errors."""
        super().set_modules(modules)
        watch_errors(self._error_filter, self._errors)

    @override
    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        """Answer for ``Dual[P, T]`` in annotations."""
        hook = tables.TYPES.get(fullname)
        # Without the stub package, say on MYPYPATH, there is nothing to make the type of.
        if hook is None or self.lookup_fully_qualified(names.VALUE_OR_COROUTINE) is None:
            return None
        return hook

    @override
    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Answer for the decorators, and for calls of dual functions."""
        if self._watches_late:
            watch_errors(self._error_filter)
        if fullname in tables.FUNCTIONS:
            return tables.FUNCTIONS[fullname]
        return self._call_hook(fullname, "get_function_hook", self._plain_functions)

    @override
    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Answer for the decorators with a twin, for new classes, and for calls of dual methods."""
        if fullname in tables.METHODS:
            return tables.METHODS[fullname]
        if fullname.endswith(f".{names.INIT_SUBCLASS}"):
            return tables.NEW_CLASS
        if fullname == names.PARTIAL_CALL:
            return self._infer_partial_call
        return self._call_hook(fullname, "get_method_hook", self._plain_methods)

    @override
    def get_function_signature_hook(
        self, fullname: str
    ) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Answer for the decorators, and for calls of dual functions."""
        if self._watches_late:
            watch_errors(self._error_filter)
        if fullname in tables.FUNCTION_SIGNATURES:
            return tables.FUNCTION_SIGNATURES[fullname]
        return self._signature_hook(fullname)

    @override
    def get_method_signature_hook(
        self, fullname: str
    ) -> Callable[[MethodSigContext], FunctionLike] | None:
        """Answer for the decorators with a twin, and for calls of dual methods."""
        if self._watches_late:
            watch_errors(self._error_filter)
        if fullname in tables.METHOD_SIGNATURES:
            return tables.METHOD_SIGNATURES[fullname]
        return self._signature_hook(fullname)

    @override
    def get_customize_class_mro_hook(
        self, fullname: str
    ) -> Callable[[ClassDefContext], None] | None:
        """Answer for new classes that inherit a dual function and have a metaclass of their own."""
        symbol = self.lookup_fully_qualified(fullname)
        info = None if symbol is None else symbol.node
        # For any other class another plugin may have an answer, and the first one counts.
        is_concerned = isinstance(info, TypeInfo) and overriding.concerns(info)
        return overriding.watch if is_concerned else None

    @override
    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Answer for the attributes of dual functions, and for properties over them."""
        if self._watches_late:
            watch_errors(self._error_filter)
        if fullname in tables.ATTRIBUTES:
            return tables.ATTRIBUTES[fullname]
        return self._infer_access if self._callees.gives_implicit_result(fullname) else None

    @override
    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """Refuse to go on with a bad configuration, before anything is checked."""
        self._refuse()
        watch_errors(self._error_filter, self._errors)
        tally.checked(file.path, file.fullname)
        return []

    @override
    def get_additional_indirect_deps(self, file: MypyFile) -> set[str]:
        """Refuse to go on with a decorator that does not exist, once the names are known.

        mypy 2.4 calls this for each file, also where it keeps no cache.
        """
        self._refuse_unknown_contexts()
        return set()

    @override
    def report_config_data(self, ctx: ReportConfigContext) -> Any:
        """Return what a cached result depends on: the configuration and the plugin's own code."""
        self._refuse()
        if not ctx.is_check:
            # A file whose imports have changed is checked without being asked for dependencies.
            tally.checked(ctx.path, ctx.id)
            self._refuse_unknown_contexts()
        return [_CODE_DIGEST, self._config.as_data(), tally.shows_calls]

    def _call_hook(
        self, fullname: str, getter: str, plain: set[str]
    ) -> Callable[[Any], Type] | None:
        """Answer for calls of dual functions, and for calls that hand one over."""
        own = self._libraries.of_call(fullname)
        if own is not None:
            return own
        role = self._callees.role_of(fullname)
        is_taker = role.may_take_dual or fullname in names.CALLERS
        if not is_taker or fullname in names.KEEPERS or not is_chain_known(self):
            if role.may_be_dual:
                return self._infer_call
            if not is_taker and self._callees.has_settled(fullname):
                plain.add(fullname)
            return None
        other = None if is_bare(fullname) else hook_of_others(self, getter, fullname)
        take = tables.CALLER if fullname in names.CALLERS else tables.TAKER

        def infer(ctx: FunctionContext | MethodContext) -> Type:
            own = ctx if other is None else ctx._replace(default_return_type=other(ctx))
            return self._infer_call(own._replace(default_return_type=take(own)))

        return infer

    def _infer_partial_call_as_configured(self, ctx: MethodContext) -> Type:
        return self._infer_call(ctx._replace(default_return_type=own_partial_call(ctx)))

    def _infer_access_as_configured(self, ctx: AttributeContext) -> Type:
        return infer_access(ctx, self._config_for(ctx))

    def _signature_hook(self, fullname: str) -> Callable[[Any], FunctionLike] | None:
        own = self._libraries.of_signature(fullname)
        if own is not None:
            return own
        return self._adapt if self._callees.role_of(fullname).may_be_dual else None

    def _infer_call_as_configured(self, ctx: FunctionContext | MethodContext) -> Type:
        decision = decide(ctx, self._config_for(ctx))
        return infer_decided(ctx, self._libraries.decide(ctx) if decision is None else decision)

    def _config_for(self, ctx: FunctionContext | MethodContext | AttributeContext) -> Config:
        """Return the configuration, with the names that mypy has for what it names."""
        if self._config.has_names:
            known, complaint = names_in_build(self, self._config)
            self._config = self._config.with_names(known)
            if complaint is not None:
                # The daemon, and an older mypy without a cache, get here in spite of it.
                ctx.api.fail(complaint, ctx.context)
        return self._config

    def _refuse_unknown_contexts(self) -> None:
        # Raised while it updates what it knows, an error would end the daemon.
        if not self._config.has_names or is_in_daemon(self.options):
            return
        _, complaint = names_in_build(self, self._config)
        if complaint is not None:
            raise CompileError([complaint], use_stdout=True)

    def _refuse(self) -> None:
        if self._refusal is not None:
            raise CompileError([self._refusal], use_stdout=True)


def _digest_of_code() -> str:
    """Return a digest of the plugin's files: mypy itself looks at the first one only."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


_CODE_DIGEST: Final = _digest_of_code()
