"""What do mypy's own plugin and those of others say?

This touches mypy's internals, as `_checker` does: without them, no other plugin is asked.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final, cast

from mypy.types import CallableType, get_proper_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.options import Options
    from mypy.plugin import CheckerPluginInterface, FunctionContext, MethodContext, Plugin
    from mypy.types import Instance, Type


#: Where mypy keeps what it is checking.
_STATE_MODULE: Final = "mypy.checker_state"


def is_in_daemon(options: Options) -> bool:
    """Tell whether mypy's daemon is running the check, which a raised error would end."""
    return bool(getattr(options, "fine_grained_incremental", False))


def notes_dependencies(options: Options) -> bool:
    """Tell whether mypy notes what to check again after an edit: it is its daemon, or serves it."""
    return is_in_daemon(options) or bool(getattr(options, "cache_fine_grained", False))


def current_checker() -> CheckerPluginInterface | None:
    """Return mypy's checker of the module that is being checked."""
    state = getattr(sys.modules.get(_STATE_MODULE), "checker_state", None)
    return getattr(state, "type_checker", None)


def hook_of_others(plugin: Plugin, getter: str, fullname: str) -> Callable[[Any], Type] | None:
    """Return the hook that a plugin would hide: the first one of the plugins after it."""
    chain = getattr(getattr(current_checker(), "plugin", None), "_plugins", [])
    after = chain[chain.index(plugin) + 1 :] if plugin in chain else []
    hooks = (getattr(other, getter)(fullname) for other in after)
    return next((hook for hook in hooks if hook is not None), None)


def is_chain_known(plugin: Plugin) -> bool:
    """Tell whether `hook_of_others` can see the other plugins."""
    return plugin in getattr(getattr(current_checker(), "plugin", None), "_plugins", [])


_PARTIAL_ATTRIBUTE: Final = "__mypy_partial"


def own_partial(ctx: FunctionContext) -> Type:
    """Return what mypy itself makes of ``functools.partial(...)``."""
    return _own("partial_new_callback", ctx)


def own_partial_call(ctx: MethodContext) -> Type:
    """Return what mypy itself makes of a call of a ``functools.partial``."""
    return _own("partial_call_callback", ctx)


def _own(callback: str, ctx: FunctionContext | MethodContext) -> Type:
    from mypy.plugins import functools  # noqa: PLC0415 - as every internal: optional

    infer = getattr(functools, callback, None)
    return ctx.default_return_type if infer is None else cast("Type", infer(ctx))


def function_in_partial(typ: Instance) -> CallableType | None:
    """Return the function that mypy keeps in the type of a ``functools.partial``."""
    kept = typ.extra_attrs and typ.extra_attrs.attrs.get(_PARTIAL_ATTRIBUTE)
    proper = get_proper_type(kept) if kept else None
    return proper if isinstance(proper, CallableType) else None


def with_function_in_partial(typ: Instance, function: CallableType) -> Instance:
    """Return the type of a ``functools.partial`` of another function."""
    changed = typ.copy_modified(args=[function.ret_type])
    return changed.copy_with_extra_attr(_PARTIAL_ATTRIBUTE, function)
