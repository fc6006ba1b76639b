"""What are the full names of the things that the plugin knows?"""

from __future__ import annotations

from typing import Final

PACKAGE: Final = "duotone"

_DUAL_MODULE: Final = f"{PACKAGE}._dual"
DUAL: Final = f"{_DUAL_MODULE}.Dual"
DUAL_FUNCTION: Final = f"{_DUAL_MODULE}.DualFunction"
SYNC_ATTRIBUTE: Final = f"{DUAL_FUNCTION}.sync"
AIO_ATTRIBUTE: Final = f"{DUAL_FUNCTION}.aio"
SYNC_SIDE: Final = f"{_DUAL_MODULE}.SyncSide"
ASYNC_SIDE: Final = f"{_DUAL_MODULE}.AsyncSide"
VALUE_OR_COROUTINE: Final = f"{_DUAL_MODULE}.ValueOrCoroutine"
SYNC_TWIN: Final = f"{_DUAL_MODULE}.SyncTwin"

_DECORATORS_MODULE: Final = f"{PACKAGE}._decorators"
SYNC_COMPATIBLE: Final = f"{_DECORATORS_MODULE}.sync_compatible"
ASYNC_COMPATIBLE: Final = f"{_DECORATORS_MODULE}.async_compatible"
DECORATORS: Final = frozenset({SYNC_COMPATIBLE, ASYNC_COMPATIBLE})
SYNC_COMPATIBLE_WITH: Final = f"{_DECORATORS_MODULE}.SyncCompatibleWith"
ASYNC_COMPATIBLE_WITH: Final = f"{_DECORATORS_MODULE}.AsyncCompatibleWith"
CLASS_CHECKED: Final = f"{_DECORATORS_MODULE}.class_checked"
DECORATE_WITH_SYNC: Final = f"{SYNC_COMPATIBLE_WITH}.__call__"
DECORATE_WITH_ASYNC: Final = f"{ASYNC_COMPATIBLE_WITH}.__call__"

ASYNC_TWIN_OF: Final = f"{PACKAGE}._pairs.async_twin_of"

_DECLARED_MODULE: Final = f"{PACKAGE}._declared"
SYNC_CONTEXT: Final = f"{_DECLARED_MODULE}.sync_context"
ASYNC_CONTEXT: Final = f"{_DECLARED_MODULE}.async_context"

#: The keyword that names the side of a call.
SYNC_KEYWORD: Final = "_sync"
#: The attributes that are the sides.
SIDE_ATTRIBUTES: Final = ("sync", "aio")
ASYNC_VERSION_KEYWORD: Final = "async_version"
SYNC_VERSION_KEYWORD: Final = "sync_version"

#: The method that mypy calls, as the interpreter does, for each class that is defined.
INIT_SUBCLASS: Final = "__init_subclass__"

BOOL: Final = "builtins.bool"
STR: Final = "builtins.str"
COROUTINE: Final = "typing.Coroutine"
COROUTINE_TYPE: Final = "types.CoroutineType"
AWAITABLE: Final = "typing.Awaitable"
#: What else than a coroutine an async function can give.
ASYNC_OBJECTS: Final = frozenset({"typing.AsyncIterable", "contextlib.AbstractAsyncContextManager"})
#: The metaclasses with which mypy makes up a call of ``__init_subclass__``.
ORDINARY_METACLASSES: Final = frozenset({"builtins.type", "abc.ABCMeta"})
