"""Which feature answers which hook? Tables from full name to feature."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mypy.errors import CompileError
from mypy.nodes import Decorator, OverloadedFuncDef, TypeInfo, Var
from mypy.plugin import Plugin
from mypy.version import __version__ as mypy_version
from typing_extensions import override

from . import _names as names
from ._checker import is_in_daemon
from ._config import Config, ConfigError, read_config
from ._context_names import names_in_build
from ._decision import decide
from ._dual_type import is_dual, named_side_of
from ._guard import guarded
from ._library_decision import decide_in_library
from ._library_function import LibraryFunctions
from ._snapshot import snapshot
from ._tally import tally
from ._versions import refusal_of
from .features import class_pair, naming, parity
from .features import override as overriding
from .features.ambiguous import report_ambiguous
from .features.annotation import analyze
from .features.attribute import infer_aio, infer_sync
from .features.blocking import report_blocking
from .features.call import infer_call
from .features.count import count_call
from .features.declare import infer_decorated, infer_decorated_with_twin
from .features.implicit import report_implicit
from .features.library_signature import accept_sync
from .features.signature import adapt
from .features.twin import accept_function, accept_twin
from .features.unawaited import report_unawaited

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.nodes import MypyFile, SymbolNode
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

    from ._decision import Decision


def _infer_pair(ctx: MethodContext) -> Type:
    parity.report(ctx)
    naming.report(ctx)
    return infer_decorated_with_twin(ctx)


_TYPES: Final = {names.DUAL: guarded(analyze)}
_FUNCTIONS: Final = {
    names.SYNC_COMPATIBLE: guarded(infer_decorated),
    names.ASYNC_COMPATIBLE: guarded(infer_decorated),
    names.CLASS_CHECKED: guarded(overriding.report),
    names.ASYNC_TWIN_OF: guarded(class_pair.report),
}
_METHODS: Final = {
    names.DECORATE_WITH_SYNC: guarded(_infer_pair),
    names.DECORATE_WITH_ASYNC: guarded(_infer_pair),
}
_accept_sync: Final = guarded(accept_sync)
_report_overrides: Final = guarded(overriding.report)
_FUNCTION_SIGNATURES: Final = {
    names.SYNC_COMPATIBLE: guarded(accept_twin),
    names.ASYNC_COMPATIBLE: guarded(accept_twin),
}
_METHOD_SIGNATURES: Final = {
    names.DECORATE_WITH_SYNC: guarded(accept_function),
    names.DECORATE_WITH_ASYNC: guarded(accept_function),
}
_ATTRIBUTES: Final = {
    names.SYNC_ATTRIBUTE: guarded(infer_sync),
    names.AIO_ATTRIBUTE: guarded(infer_aio),
}
#: What looks at each call of a dual function, before its type is inferred.
_CALL_REPORTS: Final = (
    count_call,
    report_ambiguous,
    report_blocking,
    report_unawaited,
    report_implicit,
)


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
        snapshot.take(self._config, self._refusal)
        self._libraries = LibraryFunctions(self, self._config)
        self._infer_call = guarded(self._infer_call_as_configured)
        self._adapt = guarded(self._adapt_any)

    @override
    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        """Answer for ``Dual[P, T]`` in annotations."""
        hook = _TYPES.get(fullname)
        # Without the stub package, say on MYPYPATH, there is nothing to make the type of.
        if hook is None or self.lookup_fully_qualified(names.VALUE_OR_COROUTINE) is None:
            return None
        return hook

    @override
    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Answer for the decorators, and for calls of dual functions."""
        if fullname in _FUNCTIONS:
            return _FUNCTIONS[fullname]
        return self._call_hook(fullname)

    @override
    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Answer for the decorators with a twin, for new classes, and for calls of dual methods."""
        if fullname in _METHODS:
            return _METHODS[fullname]
        if fullname.endswith(f".{names.INIT_SUBCLASS}"):
            return _report_overrides
        return self._call_hook(fullname)

    @override
    def get_function_signature_hook(
        self, fullname: str
    ) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Answer for the decorators' own keywords, and for calls of dual functions."""
        if fullname in _FUNCTION_SIGNATURES:
            return _FUNCTION_SIGNATURES[fullname]
        return self._signature_hook(fullname)

    @override
    def get_method_signature_hook(
        self, fullname: str
    ) -> Callable[[MethodSigContext], FunctionLike] | None:
        """Answer for the decorators with a twin, and for calls of dual methods."""
        if fullname in _METHOD_SIGNATURES:
            return _METHOD_SIGNATURES[fullname]
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
        """Answer for ``.sync`` and ``.aio``."""
        return _ATTRIBUTES.get(fullname)

    @override
    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """Refuse to go on with a bad configuration, before anything is checked."""
        self._refuse()
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

    def _call_hook(self, fullname: str) -> Callable[[Any], Type] | None:
        """Answer for calls of dual functions, without hiding other plugins' names."""
        function = self._libraries.named(fullname)
        if function is None:
            return self._infer_call if self._may_be_dual(fullname) else None

        def infer_library_call(ctx: FunctionContext | MethodContext) -> Type:
            self._take_names(ctx)
            return _infer_decided(ctx, decide_in_library(ctx, function, self._config))

        return guarded(infer_library_call)

    def _signature_hook(self, fullname: str) -> Callable[[Any], FunctionLike] | None:
        function = self._libraries.named(fullname)
        if function is not None:
            return _accept_sync if function.library.has_sync_keyword else None
        return self._adapt if self._may_be_dual(fullname) else None

    def _adapt_any(self, ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
        function = self._libraries.called(ctx)
        if function is None:
            return adapt(ctx)
        return accept_sync(ctx) if function.library.has_sync_keyword else ctx.default_signature

    def _infer_call_as_configured(self, ctx: FunctionContext | MethodContext) -> Type:
        self._take_names(ctx)
        decision = decide(ctx, self._config)
        function = self._libraries.called(ctx) if decision is None else None
        if function is not None:
            decision = decide_in_library(ctx, function, self._config)
        return _infer_decided(ctx, decision)

    def _take_names(self, ctx: FunctionContext | MethodContext) -> None:
        """Note the names that mypy has for what is configured."""
        if not self._config.has_names:
            return
        known, complaint = names_in_build(self, self._config)
        self._config = self._config.with_names(known)
        if complaint is not None:
            # The daemon, and an older mypy without a cache, get here in spite of it.
            ctx.api.fail(complaint, ctx.context)

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

    def _may_be_dual(self, fullname: str) -> bool:
        """Tell whether a name may be a dual function's, without hiding other plugins' names."""
        if "." not in fullname or " of " in fullname:
            return True  # a local name, or only the callee's own name: no symbol to look at
        typ = _type_of(self._symbol(fullname))
        return typ is not None and (is_dual(typ) or named_side_of(typ) is not None)

    def _symbol(self, fullname: str) -> SymbolNode | None:
        symbol = self.lookup_fully_qualified(fullname)
        if symbol is None:
            owner, _, name = fullname.rpartition(".")
            holder = self.lookup_fully_qualified(owner)
            if holder is None or not isinstance(holder.node, TypeInfo):
                return None
            symbol = holder.node.get(name)
        return None if symbol is None else symbol.node


def _infer_decided(ctx: FunctionContext | MethodContext, decision: Decision | None) -> Type:
    if decision is None:
        return ctx.default_return_type
    for report in _CALL_REPORTS:
        report(ctx, decision)
    return infer_call(ctx, decision)


def _type_of(node: SymbolNode | None) -> Type | None:
    if isinstance(node, Decorator):
        return node.var.type
    return node.type if isinstance(node, Var | OverloadedFuncDef) else None


def _digest_of_code() -> str:
    """Return a digest of the plugin's files: mypy itself looks at the first one only."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


_CODE_DIGEST: Final = _digest_of_code()
