"""What are the full names of the things that the plugin knows?"""

from __future__ import annotations

from typing import Final

PACKAGE: Final = "duotone"

DUAL_MODULE: Final = f"{PACKAGE}._dual"
DUAL: Final = f"{DUAL_MODULE}.Dual"
DUAL_FUNCTION: Final = f"{DUAL_MODULE}.DualFunction"
#: How mypy's messages show the class behind the attributes of a dual function.
DUAL_FUNCTION_SHOWN: Final = '"DualFunction['
SYNC_ATTRIBUTE: Final = f"{DUAL_FUNCTION}.sync"
AIO_ATTRIBUTE: Final = f"{DUAL_FUNCTION}.aio"
SYNC_SIDE: Final = f"{DUAL_MODULE}.SyncSide"
ASYNC_SIDE: Final = f"{DUAL_MODULE}.AsyncSide"
CALL_ATTRIBUTE: Final = f"{DUAL_FUNCTION}.__call__"
_MARKER: Final = "ValueOrCoroutine"
VALUE_OR_COROUTINE: Final = f"{DUAL_MODULE}.{_MARKER}"
#: How mypy's messages show the type of what an implicit call gives.
MARKER_SHOWN: Final = f"{_MARKER}["
SYNC_TWIN: Final = f"{DUAL_MODULE}.SyncTwin"

DUAL_GENERATOR: Final = f"{PACKAGE}._generators.DualGenerator"
DUAL_CONTEXT_MANAGER: Final = f"{PACKAGE}._managers.DualContextManager"
LOOP: Final = f"{DUAL_GENERATOR}.__iter__"
BLOCK: Final = f"{DUAL_CONTEXT_MANAGER}.__enter__"
_FACTORY_MODULE: Final = f"{PACKAGE}._factory"
DUAL_FACTORY: Final = f"{_FACTORY_MODULE}.DualFactory"
FACTORY_FUNCTION: Final = f"{_FACTORY_MODULE}.FactoryFunction"
FACTORY_SYNC_ATTRIBUTE: Final = f"{FACTORY_FUNCTION}.sync"
FACTORY_AIO_ATTRIBUTE: Final = f"{FACTORY_FUNCTION}.aio"

_DECORATORS_MODULE: Final = f"{PACKAGE}._decorators"
_SYNC_COMPATIBLE: Final = "sync_compatible"
_ASYNC_COMPATIBLE: Final = "async_compatible"
SYNC_COMPATIBLE: Final = f"{_DECORATORS_MODULE}.{_SYNC_COMPATIBLE}"
ASYNC_COMPATIBLE: Final = f"{_DECORATORS_MODULE}.{_ASYNC_COMPATIBLE}"
DECORATORS: Final = frozenset({SYNC_COMPATIBLE, ASYNC_COMPATIBLE})
SYNC_COMPATIBLE_WITH: Final = f"{_DECORATORS_MODULE}.SyncCompatibleWith"
ASYNC_COMPATIBLE_WITH: Final = f"{_DECORATORS_MODULE}.AsyncCompatibleWith"
SYNC_COMPATIBLE_OVER: Final = f"{_DECORATORS_MODULE}.SyncCompatibleOver"
ASYNC_COMPATIBLE_IN_THREADS: Final = f"{_DECORATORS_MODULE}.AsyncCompatibleInThreads"
_ADOPT_MODULE: Final = f"{PACKAGE}._adopt"
_ADOPTED_OF_FUNCTION: Final = "AdoptedOfFunction"
ADOPTED_OF_FUNCTION: Final = f"{_ADOPT_MODULE}.{_ADOPTED_OF_FUNCTION}"
ADOPTED_OF_PAIR: Final = f"{_ADOPT_MODULE}.AdoptedOfPair"
#: What mypy calls the decorators when it decorates each signature of an overloaded function.
DECORATORS_OF_OVERLOADS: Final = (
    _SYNC_COMPATIBLE,
    _ASYNC_COMPATIBLE,
    "__call__ of SyncCompatibleWith",
    "__call__ of AsyncCompatibleWith",
    "__call__ of SyncCompatibleOver",
    "__call__ of AsyncCompatibleInThreads",
    f"__call__ of {_ADOPTED_OF_FUNCTION}",
)
#: How mypy's messages name the decorators that take a coroutine function, and what they expect.
TAKERS_OF_COROUTINES_SHOWN: Final = (
    f'"{_SYNC_COMPATIBLE}"',
    '"__call__" of "SyncCompatibleOver"',
    f'"__call__" of "{_ADOPTED_OF_FUNCTION}"',
)
ANY_COROUTINE_SHOWN: Final = "Coroutine[Any, Any, Never]"
CLASS_CHECKED: Final = f"{_DECORATORS_MODULE}.class_checked"
DECORATE_WITH_SYNC: Final = f"{SYNC_COMPATIBLE_WITH}.__call__"
DECORATE_WITH_ASYNC: Final = f"{ASYNC_COMPATIBLE_WITH}.__call__"
DECORATE_OVER: Final = f"{SYNC_COMPATIBLE_OVER}.__call__"
DECORATE_AS_ADOPTED: Final = f"{ADOPTED_OF_FUNCTION}.__call__"
TAKE_AS_ADOPTED: Final = f"{ADOPTED_OF_PAIR}.__call__"
DECORATE_IN_THREADS: Final = f"{ASYNC_COMPATIBLE_IN_THREADS}.__call__"

ASYNC_TWIN_OF: Final = f"{PACKAGE}._pairs.async_twin_of"

_DECLARED_MODULE: Final = f"{PACKAGE}._declared"
SYNC_CONTEXT: Final = f"{_DECLARED_MODULE}.sync_context"
ASYNC_CONTEXT: Final = f"{_DECLARED_MODULE}.async_context"

STATIC_METHOD: Final = "builtins.staticmethod"
CLASS_METHOD: Final = "builtins.classmethod"
_FUNCTOOLS: Final = "functools"
PARTIAL: Final = f"{_FUNCTOOLS}.partial"
PARTIAL_CALL: Final = f"{PARTIAL}.__call__"
PARTIAL_METHOD: Final = f"{_FUNCTOOLS}.partialmethod"
#: What ``staticmethod(f)`` and its like give: an attribute that is called as ``f`` is.
DESCRIPTORS: Final = (STATIC_METHOD, CLASS_METHOD, PARTIAL_METHOD)
WRAPS: Final = f"{_FUNCTOOLS}.wraps"
UPDATE_WRAPPER: Final = f"{_FUNCTOOLS}.update_wrapper"
SINGLE_DISPATCH: Final = f"{_FUNCTOOLS}._SingleDispatchCallable"
#: What typeshed makes classes of, and is a function when the program runs; then, what holds one.
FUNCTIONS_TO_DECORATE: Final = frozenset(
    {
        "types.FunctionType",
        SINGLE_DISPATCH,
        f"{_FUNCTOOLS}._Wrapped",
        STATIC_METHOD,
        CLASS_METHOD,
    }
)
CACHED_PROPERTY: Final = f"{_FUNCTOOLS}.cached_property"

#: Functions that keep a function beside its wrapper.
WRAPPERS: Final = (WRAPS, UPDATE_WRAPPER)
#: Functions that take a function and do not call it, or give it back as it is.
KEEPERS: Final = frozenset(
    {PARTIAL_METHOD, WRAPS, UPDATE_WRAPPER, CACHED_PROPERTY, STATIC_METHOD, CLASS_METHOD}
)
#: Functions that call what they are given; to mypy they only pass it on, or ask for ``Any``.
CALLERS: Final = frozenset(
    {
        "atexit.register",
        "builtins.filter",
        "contextlib.AsyncExitStack.callback",
        "contextlib.ExitStack.callback",
        "signal.signal",
        "weakref.finalize",
    }
)

LOGGING: Final = "logging"
LOGGER: Final = f"{LOGGING}.Logger"
#: What writes into a log, of a logger and of the module alike.
LOG_METHODS: Final = frozenset(
    {"critical", "debug", "error", "exception", "fatal", "info", "log", "warn", "warning"}
)

#: What mypy calls the displays of lists, sets and dictionaries.
DISPLAYS: Final = ("<list>", "<set>", "<dict>")
#: Methods that give back what was put into a collection, or into a descriptor.
ITEM_METHODS: Final = (
    "builtins.list.__getitem__",
    "builtins.list.pop",
    "builtins.dict.__getitem__",
    "typing.Sequence.__getitem__",
    "typing.Mapping.__getitem__",
    *(f"{descriptor}.__get__" for descriptor in DESCRIPTORS),
)

#: The keyword that names the side of a call.
SYNC_KEYWORD: Final = "_sync"
#: The attributes that are the sides.
SIDE_ATTRIBUTES: Final = ("sync", "aio")
ASYNC_VERSION_KEYWORD: Final = "async_version"
SYNC_VERSION_KEYWORD: Final = "sync_version"

#: The method that mypy calls, as the interpreter does, for each class that is defined.
INIT_SUBCLASS: Final = "__init_subclass__"

BOOL: Final = "builtins.bool"
FUNCTION: Final = "builtins.function"
OBJECT: Final = "builtins.object"
STR: Final = "builtins.str"
COROUTINE: Final = "typing.Coroutine"
COROUTINE_TYPE: Final = "types.CoroutineType"
AWAITABLE: Final = "typing.Awaitable"
#: What a coroutine function can be expected to give.
AWAITABLES: Final = frozenset({AWAITABLE, COROUTINE, COROUTINE_TYPE})
#: What else than a coroutine an async function can give.
ASYNC_OBJECTS: Final = frozenset({"typing.AsyncIterable", "contextlib.AbstractAsyncContextManager"})
#: What generator and context manager functions give, the narrower class first.
STEPWISE_OBJECTS: Final = (
    "typing.AsyncGenerator",
    "typing.AsyncIterable",
    "contextlib._AsyncGeneratorContextManager",
    "typing.Generator",
    "typing.Iterator",
    "contextlib._GeneratorContextManager",
)
#: The metaclasses with which mypy makes up a call of ``__init_subclass__``.
ORDINARY_METACLASSES: Final = frozenset({"builtins.type", "abc.ABCMeta"})
