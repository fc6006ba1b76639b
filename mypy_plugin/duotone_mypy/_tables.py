"""Which feature answers for which full name?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from . import _names as names
from ._guard import guarded
from .features import class_pair, kind, naming, parity
from .features import override as overriding
from .features.ambiguous import report_ambiguous
from .features.annotation import analyze
from .features.attribute import (
    infer_aio,
    infer_aio_of_factory,
    infer_call_attribute,
    infer_sync,
    infer_sync_of_factory,
)
from .features.blocking import report_blocking
from .features.blocking_steps import report_block, report_loop
from .features.collected import infer_collected
from .features.count import count_call
from .features.declare import (
    ignore_context,
    infer_decorated,
    infer_decorated_with_options,
    infer_decorated_with_twin,
)
from .features.implicit import report_implicit
from .features.library_signature import accept_sync
from .features.overloads import report_undecorated
from .features.partial import infer_partial
from .features.reference import infer_called, infer_given, infer_wrapper
from .features.signature import adapt
from .features.told import expect_side
from .features.twin import accept_function, accept_twin
from .features.unawaited import report_unawaited

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.plugin import FunctionContext, FunctionSigContext, MethodContext, MethodSigContext
    from mypy.types import FunctionLike, Type


def _infer_pair(ctx: MethodContext) -> Type:
    if not report_undecorated(ctx):
        parity.report(ctx)
    naming.report(ctx)
    return infer_decorated_with_twin(ctx)


def _made(infer: Callable[[Any], Type], *, makes_async_side: bool) -> Callable[[Any], Type]:
    """Return the hook of a decorator without a twin, which looks at what it is put on first."""

    def infer_made(ctx: FunctionContext | MethodContext) -> Type:
        report_undecorated(ctx)
        made = kind.report_kind(ctx, makes_async_side=makes_async_side)
        return infer(ctx._replace(default_return_type=made))

    return infer_made


def _accept_twin(ctx: FunctionSigContext | MethodSigContext) -> FunctionLike:
    ignore_context(ctx)
    return accept_twin(ctx)


TYPES: Final = {names.DUAL: guarded(analyze)}
FUNCTIONS: Final = {
    names.SYNC_COMPATIBLE: guarded(_made(infer_decorated, makes_async_side=False)),
    names.ASYNC_COMPATIBLE: guarded(_made(infer_decorated, makes_async_side=True)),
    **dict.fromkeys(names.DECORATORS_OF_OVERLOADS, guarded(infer_decorated)),
    names.CLASS_CHECKED: guarded(overriding.report),
    names.ASYNC_TWIN_OF: guarded(class_pair.report),
    names.PARTIAL: guarded(infer_partial),
    **dict.fromkeys(names.WRAPPERS, guarded(infer_wrapper)),
    **dict.fromkeys(names.DISPLAYS, guarded(infer_collected)),
}
METHODS: Final = {
    names.DECORATE_WITH_SYNC: guarded(_infer_pair),
    names.DECORATE_WITH_ASYNC: guarded(_infer_pair),
    names.DECORATE_OVER: guarded(_made(infer_decorated_with_options, makes_async_side=False)),
    names.DECORATE_IN_THREADS: guarded(_made(infer_decorated_with_options, makes_async_side=True)),
    names.DECORATE_AS_ADOPTED: guarded(_made(infer_decorated_with_options, makes_async_side=False)),
    names.TAKE_AS_ADOPTED: guarded(infer_decorated),
    names.LOOP: guarded(report_loop),
    names.BLOCK: guarded(report_block),
    **dict.fromkeys(names.ITEM_METHODS, guarded(infer_collected)),
}
FUNCTION_SIGNATURES: Final = {
    names.SYNC_COMPATIBLE: guarded(_accept_twin),
    names.ASYNC_COMPATIBLE: guarded(_accept_twin),
}
METHOD_SIGNATURES: Final = {
    names.DECORATE_WITH_SYNC: guarded(accept_function),
    names.DECORATE_WITH_ASYNC: guarded(accept_function),
    names.TAKE_AS_ADOPTED: guarded(_accept_twin),
}
ATTRIBUTES: Final = {
    names.SYNC_ATTRIBUTE: guarded(infer_sync),
    names.AIO_ATTRIBUTE: guarded(infer_aio),
    names.CALL_ATTRIBUTE: guarded(infer_call_attribute),
    names.FACTORY_SYNC_ATTRIBUTE: guarded(infer_sync_of_factory),
    names.FACTORY_AIO_ATTRIBUTE: guarded(infer_aio_of_factory),
}
#: For the call of a dual function, which has no full name to know it by.
DUAL_SIGNATURE: Final = guarded(adapt)
#: For the call of a function that takes functions.
TAKER_SIGNATURE: Final = guarded(expect_side)
LIBRARY_SIGNATURE: Final = guarded(accept_sync)
#: For each new class that inherits a dual function.
NEW_CLASS: Final = guarded(overriding.report)
#: For the call of a function that takes functions, and of one that is known to call them.
TAKER: Final = guarded(infer_given)
CALLER: Final = guarded(infer_called)
#: What looks at each call of a dual function, before its type is inferred.
CALL_REPORTS: Final = (
    count_call,
    report_ambiguous,
    report_blocking,
    report_unawaited,
    report_implicit,
)
