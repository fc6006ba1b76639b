"""How is the function made that a call of a dual function enters?

It is written out with the decorated function's own parameters: that is faster than passing
``*args, **kwargs`` on, and a wrong argument is refused under the user's own name. The code of a
call outside every event loop looks at nothing but the running loop and the declarations.
"""

from __future__ import annotations

import sys
from functools import update_wrapper
from keyword import iskeyword

from ._dask import tell_by_content
from ._declared import any_declaration
from ._errors import sync_is_a_parameter, sync_is_no_bool
from ._place import CO_ASYNC_GENERATOR, CO_COROUTINE
from ._signature import (
    KEYWORD_ONLY,
    POSITIONAL_ONLY,
    VAR_KEYWORD,
    VAR_POSITIONAL,
    own_parameters,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType, FunctionType
    from typing import Any, Final, NoReturn

    from ._sides import Sides
    from ._signature import Parameter

    Choose = Callable[[FrameType | None], Callable[..., Any]]

_SYNC: Final = "_sync"

_TEMPLATE: Final = """\
def make(_duotone_sync, _duotone_forced, _duotone_aio, _duotone_choose, _duotone_refuse):
    def {name}({parameters}):
        if _sync is None:
            if _duotone_loop() is None:
                if _duotone_declaration() is None and "trio" not in _duotone_modules:
                    return {outside}({arguments})
            elif _duotone_frame(1).f_code.co_flags & {coroutine_flags}:
                return {inside}({arguments})
            return _duotone_choose(_duotone_frame().f_back)({arguments})
        if _sync is True:
            return _duotone_forced({arguments})
        if _sync is False:
            return _duotone_aio({arguments})
        _duotone_refuse(_sync)
    return {name}
"""


def _look_for_asyncio() -> object | None:
    """Stand in for asyncio's own look-up until somebody has imported asyncio."""
    look_up = getattr(sys.modules.get("asyncio.events"), "_get_running_loop", None)
    if look_up is None:
        return None
    _globals["_duotone_loop"] = look_up
    loop: object | None = look_up()
    return loop


# Shared by all dispatchers, so that one write replaces the look-up for each of them.
_globals: Final[dict[str, Any]] = {
    "_duotone_loop": _look_for_asyncio,
    "_duotone_declaration": any_declaration,
    "_duotone_modules": sys.modules,
    "_duotone_frame": sys._getframe,
}


def make_dispatcher(sides: Sides, choose: Choose) -> Callable[..., Any]:
    """Return the function that sends a call to one of the sides.

    Raises:
        TypeError: when the decorated function has a parameter named ``_sync``.
    """
    function = sides.function
    parameters = own_parameters(function)
    if any(parameter.name == _SYNC for parameter in parameters):
        raise TypeError(sync_is_a_parameter(function))

    def refuse(value: object) -> NoReturn:
        raise TypeError(sync_is_no_bool(function, value))

    name = function.__name__ if _is_name(function.__name__) else "dispatch"
    source = _TEMPLATE.format(
        name=name,
        parameters=_declare(parameters),
        arguments=_pass_on(parameters),
        coroutine_flags=CO_COROUTINE | CO_ASYNC_GENERATOR,
        # A twin is reached through the choice, which warns about it.
        outside=_through_choice(sides.twin == "sync", "_duotone_sync"),
        inside=_through_choice(sides.twin == "async", "_duotone_aio"),
    )
    namespace: dict[str, Any] = {}
    exec(compile(source, f"<duotone {function.__qualname__}>", "exec"), _globals, namespace)  # noqa: S102
    dispatcher: FunctionType = namespace["make"](
        sides.implicit_sync, sides.sync, sides.aio, choose, refuse
    )
    update_wrapper(dispatcher, function)
    dispatcher.__defaults__ = function.__defaults__
    dispatcher.__kwdefaults__ = {**(function.__kwdefaults__ or {}), _SYNC: None}
    tell_by_content(dispatcher, sides)
    return dispatcher


def _is_name(text: str) -> bool:
    return text.isidentifier() and not iskeyword(text)


def _through_choice(is_twin: bool, side: str) -> str:  # noqa: FBT001
    # Called by C alone (atexit, a bare thread) it has no caller: f_back is None then.
    return "_duotone_choose(_duotone_frame().f_back)" if is_twin else side


def _declare(parameters: list[Parameter]) -> str:
    """Write the parameter list, with ``_sync`` as a keyword; real defaults are set afterwards."""
    parts: list[str] = []
    has_star = False
    for index, parameter in enumerate(parameters):
        if parameter.kind in {KEYWORD_ONLY, VAR_KEYWORD} and not has_star:
            parts.append("*")
            has_star = True
        if parameter.kind == VAR_KEYWORD:
            parts.append(f"{_SYNC}=None")
        parts.append(_declared(parameter))
        has_star = has_star or parameter.kind == VAR_POSITIONAL
        following = parameters[index + 1 : index + 2]
        if parameter.kind == POSITIONAL_ONLY and [p.kind for p in following] != [POSITIONAL_ONLY]:
            parts.append("/")
    if not parameters or parameters[-1].kind != VAR_KEYWORD:
        parts += [f"{_SYNC}=None"] if has_star else ["*", f"{_SYNC}=None"]
    return ", ".join(parts)


def _declared(parameter: Parameter) -> str:
    stars = {VAR_POSITIONAL: "*", VAR_KEYWORD: "**"}.get(parameter.kind, "")
    return f"{stars}{parameter.name}{'=None' if parameter.has_default else ''}"


def _pass_on(parameters: list[Parameter]) -> str:
    """Write the arguments of the call that a side gets."""
    forms = {
        VAR_POSITIONAL: "*{0}",
        KEYWORD_ONLY: "{0}={0}",
        VAR_KEYWORD: "**{0}",
    }
    return ", ".join(forms.get(p.kind, "{0}").format(p.name) for p in parameters)
