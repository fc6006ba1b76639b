"""What code does a dispatcher run? Compiled once for each shape of a parameter list.

Compiling takes 100 microseconds, putting other names into compiled code takes 5: a program with
hundreds of dual functions has a handful of shapes.
"""

from __future__ import annotations

import sys

from ._dispatch_text import PLACEHOLDER, write_maker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import CodeType
    from typing import Any

    from ._dispatch_text import Shape
    from ._sides import Sides, Twin
    from ._signature import Parameter

_compiled: dict[tuple[Shape, Twin | None, bool], CodeType] = {}


def code_for(sides: Sides, parameters: list[Parameter]) -> CodeType:
    """Return the code of a dispatcher for these sides and parameters."""
    shape = tuple(parameter.kind for parameter in parameters)
    key = shape, sides.told_twin, sides.has_native_sync
    code = _compiled.get(key)
    if code is None:
        code = _compiled[key] = _compile(*key)
    names = {f"{PLACEHOLDER}{n}": parameter.name for n, parameter in enumerate(parameters)}
    changes: dict[str, Any] = {
        "co_name": sides.function.__name__,
        "co_filename": f"<duotone {sides.function.__qualname__}>",
        "co_varnames": tuple(names.get(name, name) for name in code.co_varnames),
        # Keywords are passed on by names that stand among the constants.
        "co_consts": tuple(_rename(constant, names) for constant in code.co_consts),
    }
    if sys.version_info >= (3, 11):
        changes["co_qualname"] = sides.function.__qualname__
    return code.replace(**changes)


def _compile(shape: Shape, twin: Twin | None, has_native_sync: bool) -> CodeType:  # noqa: FBT001
    namespace: dict[str, Any] = {}
    text = write_maker(shape, twin, has_native_sync=has_native_sync)
    exec(compile(text, "<duotone>", "exec"), namespace)  # noqa: S102
    made: CodeType = namespace["make"](None, None, None).__code__
    return made


def _rename(constant: Any, renamed: dict[str, str]) -> Any:
    if constant.__class__ is tuple:
        return tuple(_rename(item, renamed) for item in constant)
    return renamed.get(constant, constant) if isinstance(constant, str) else constant
