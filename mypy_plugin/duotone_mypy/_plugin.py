"""What does mypy get from the plugin at once, and what only when a name may concern it?

A run that checks nothing asks for no hook, and where no module of a build is duotone's, no hook is
needed: all that finds hooks, and all features, are loaded with the first question that needs them.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import mypy
from mypy.errors import CompileError
from mypy.plugin import Plugin
from mypy.version import __version__ as mypy_version
from typing_extensions import override

from . import _codes  # noqa: F401 - mypy looks for the codes as soon as the plugin is loaded
from . import _names as names
from ._code import digest_of_code
from ._config_presence import may_configure
from ._mypy_errors import ErrorFilter, find_errors, watch_errors
from ._mypy_plugins import is_in_daemon, notes_dependencies
from ._snapshot import snapshot
from ._tally import tally
from ._versions import refusal_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mypy.errors import ErrorInfo
    from mypy.nodes import MypyFile
    from mypy.options import Options
    from mypy.plugin import (
        AnalyzeTypeContext,
        AttributeContext,
        CheckerPluginInterface,
        ClassDefContext,
        FunctionContext,
        FunctionSigContext,
        MethodContext,
        MethodSigContext,
        ReportConfigContext,
    )
    from mypy.types import FunctionLike, Type

    from ._config import Config
    from ._hooks import Hooks

#: Where mypy has its stubs of the standard library.
_TYPESHED: Final = os.path.join(os.path.dirname(mypy.__file__), "typeshed")  # noqa: PTH118, PTH120
#: A module that every build has.
_BUILTINS: Final = "builtins"
#: The methods that mypy asks about names, and the quickest answer for all of them: no hook.
_GETTERS: Final = (
    "get_type_analyze_hook",
    "get_function_hook",
    "get_function_signature_hook",
    "get_method_hook",
    "get_method_signature_hook",
    "get_attribute_hook",
    "get_customize_class_mro_hook",
)
_NO_HOOKS: Final[Mapping[str, None]] = {}


class DuotonePlugin(Plugin):
    """Types each call of a dual function by the place in which it is written."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        #: None where nothing is configured.
        self._config, complaint = _read_config(options.config_file)
        self._refusal = refusal_of(mypy_version) or complaint
        configured = None if self._config is None else self._config.as_data()
        self._snapshot = snapshot.take(
            digest_of_code(), configured, self._refusal, for_daemon=notes_dependencies(options)
        )
        self._hooks: Hooks | None = None
        #: The modules of a build that may concern the plugin.
        self._build: Mapping[str, MypyFile] = {}
        #: The names of all modules of a build, as mypy tells them while it finds them out.
        self._found: set[str] = set()
        in_daemon = is_in_daemon(options)
        has_libraries = self._config is not None and bool(self._config.libraries)
        #: The module without which no name in a build concerns the plugin. mypy has it before
        #: anything that is dual, also in a worker, which knows a part of the build. What the
        #: daemon, or a cache for it, does not hear of a name now, it may not ask for after an edit.
        needs_all = has_libraries or notes_dependencies(options)
        self._needed = _BUILTINS if needs_all else names.DUAL_MODULE
        # Now, while few things exist: mypy is about to read the files.
        self._errors = find_errors(options)
        #: Whether each question has to look whether errors are watched: they were not found before
        #: the build, or the daemon, which empties them, runs it.
        self._watches_late = self._errors is None or in_daemon
        self._error_filter = ErrorFilter(self._replaces)

    @override
    def set_modules(self, modules: dict[str, MypyFile]) -> None:
        """Take what a new build is about to fill, and watch its errors.

        By now mypy has named all its modules; to a worker process it names none.
        """
        super().set_modules(modules)
        is_plain = _BUILTINS in self._found and self._needed not in self._found
        self._build = {} if is_plain else modules
        if is_plain:
            self._answer_at_once(dict.fromkeys(_GETTERS, _NO_HOOKS.get))
        watch_errors(self._error_filter, self._errors)

    @override
    def get_type_analyze_hook(self, fullname: str) -> Callable[[AnalyzeTypeContext], Type] | None:
        """Answer for ``Dual[P, T]`` in annotations."""
        return self._asked().of_type(fullname) if self._needed in self._build else None

    @override
    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Answer for the decorators, and for calls of dual functions."""
        return self._asked().of_function(fullname) if self._needed in self._build else None

    @override
    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Answer for the decorators with a twin, for new classes, and for calls of dual methods."""
        return self._asked().of_method(fullname) if self._needed in self._build else None

    @override
    def get_function_signature_hook(
        self, fullname: str
    ) -> Callable[[FunctionSigContext], FunctionLike] | None:
        """Answer for the decorators, and for calls of dual functions."""
        return (
            self._asked().of_function_signature(fullname) if self._needed in self._build else None
        )

    @override
    def get_method_signature_hook(
        self, fullname: str
    ) -> Callable[[MethodSigContext], FunctionLike] | None:
        """Answer for the decorators with a twin, and for calls of dual methods."""
        return self._asked().of_method_signature(fullname) if self._needed in self._build else None

    @override
    def get_customize_class_mro_hook(
        self, fullname: str
    ) -> Callable[[ClassDefContext], None] | None:
        """Answer for new classes that inherit a dual function and have a metaclass of their own."""
        return self._asked().of_class(fullname) if self._needed in self._build else None

    @override
    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        """Answer for the attributes of dual functions, and for properties over them."""
        return self._asked().of_attribute(fullname) if self._needed in self._build else None

    @override
    def get_additional_deps(self, file: MypyFile) -> list[tuple[int, str, int]]:
        """Refuse to go on with a bad configuration, before anything is checked."""
        self._refuse()
        watch_errors(self._error_filter, self._errors)
        tally.checked(file.path, file.fullname)
        self._found.add(file.fullname)
        return []

    @override
    def get_additional_indirect_deps(self, file: MypyFile) -> set[str]:
        """Refuse to go on with a decorator that does not exist, once the names are known.

        mypy 2.4 calls this for each file, also where it keeps no cache.
        """
        self._refuse_unknown_names()
        return set()

    @override
    def report_config_data(self, ctx: ReportConfigContext) -> Any:
        """Return what a cached result depends on: the configuration and the plugin's own code."""
        self._refuse()
        self._found.add(ctx.id)
        if not ctx.is_check:
            # A file whose imports have changed is checked without being asked for dependencies.
            tally.checked(ctx.path, ctx.id)
            self._refuse_unknown_names()
        # Nothing that mypy knows of its own stubs depends on the plugin.
        return None if ctx.path.startswith(_TYPESHED) else [self._snapshot, tally.shows_calls]

    def _asked(self) -> Hooks:
        """Return what finds the hooks, loaded with the first question."""
        if self._watches_late:
            watch_errors(self._error_filter)
        if self._hooks is None:
            from ._hooks import Hooks  # noqa: PLC0415 - loaded when it is needed, with all features

            self._hooks = Hooks(self, self._config)
            if not self._watches_late:
                self._answer_at_once(self._hooks.answers())
        return self._hooks

    def _answer_at_once(self, answers: Mapping[str, Callable[[str], Any]]) -> None:
        for getter, answer in answers.items():
            # In the place of the method, of which mypy looks up nothing but the name.
            setattr(self, getter, answer)

    def _replaces(self, api: CheckerPluginInterface, info: ErrorInfo) -> bool:
        return self._needed in self._build and self._asked().replaces(api, info)

    def _refuse_unknown_names(self) -> None:
        # Raised while it updates what it knows, an error would end the daemon.
        if self._config is None or not self._config.has_names or is_in_daemon(self.options):
            return
        # Loaded where there is a name to look for: no hook is needed to find it.
        from ._context_names import names_in_build  # noqa: PLC0415

        _, complaint = names_in_build(self, self._config)
        if complaint is not None:
            raise CompileError([complaint], use_stdout=True)

    def _refuse(self) -> None:
        if self._refusal is not None:
            raise CompileError([self._refusal], use_stdout=True)


def _read_config(path: str | None) -> tuple[Config | None, str | None]:
    """Return the configuration, and what is wrong with it."""
    if not may_configure(path):
        return None, None
    # Loaded where there is something to read.
    from ._config_tables import ConfigError, read_config  # noqa: PLC0415

    try:
        return read_config(path), None
    except ConfigError as error:
        return None, str(error)
