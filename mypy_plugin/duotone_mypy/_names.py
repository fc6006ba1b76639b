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

_DECORATORS_MODULE: Final = f"{PACKAGE}._decorators"
SYNC_COMPATIBLE: Final = f"{_DECORATORS_MODULE}.sync_compatible"
ASYNC_COMPATIBLE: Final = f"{_DECORATORS_MODULE}.async_compatible"
SYNC_COMPATIBLE_WITH: Final = f"{_DECORATORS_MODULE}.SyncCompatibleWith"
ASYNC_COMPATIBLE_WITH: Final = f"{_DECORATORS_MODULE}.AsyncCompatibleWith"
DECORATE_WITH_SYNC: Final = f"{SYNC_COMPATIBLE_WITH}.__call__"
DECORATE_WITH_ASYNC: Final = f"{ASYNC_COMPATIBLE_WITH}.__call__"

_DECLARED_MODULE: Final = f"{PACKAGE}._declared"
SYNC_CONTEXT: Final = f"{_DECLARED_MODULE}.sync_context"
ASYNC_CONTEXT: Final = f"{_DECLARED_MODULE}.async_context"

#: The keyword that names the side of a call.
SYNC_KEYWORD: Final = "_sync"
#: The attributes that are the sides.
SIDE_ATTRIBUTES: Final = ("sync", "aio")
ASYNC_VERSION_KEYWORD: Final = "async_version"

BOOL: Final = "builtins.bool"
STR: Final = "builtins.str"
COROUTINE: Final = "typing.Coroutine"
