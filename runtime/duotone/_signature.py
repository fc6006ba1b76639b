"""Which parameters does a function take, and where do two functions differ?"""

from __future__ import annotations

from ._kinds import is_function

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final

POSITIONAL_ONLY: Final = "positional-only"
POSITIONAL: Final = "positional"
VAR_POSITIONAL: Final = "*args"
KEYWORD_ONLY: Final = "keyword-only"
VAR_KEYWORD: Final = "**kwargs"

_CO_VARARGS: Final = 0x4
_CO_VARKEYWORDS: Final = 0x8
_NO_DEFAULT: Final = object()


class Parameter:
    """One parameter of a function."""

    __slots__ = ("default", "kind", "name")

    def __init__(self, name: str, kind: str, default: Any = _NO_DEFAULT) -> None:
        self.name = name
        self.kind = kind
        self.default = default

    @property
    def has_default(self) -> bool:
        """Tell whether a caller may leave the parameter out."""
        return self.default is not _NO_DEFAULT


def own_parameters(function: Any) -> list[Parameter]:
    """Return the parameters of a Python function as its own code declares them."""
    code = function.__code__
    names = code.co_varnames
    positional, keyword_only = code.co_argcount, code.co_kwonlyargcount
    defaults = function.__defaults__ or ()
    first_default = positional - len(defaults)
    keyword_defaults: dict[str, Any] = function.__kwdefaults__ or {}

    parameters = [
        Parameter(
            name,
            POSITIONAL_ONLY if index < code.co_posonlyargcount else POSITIONAL,
            defaults[index - first_default] if index >= first_default else _NO_DEFAULT,
        )
        for index, name in enumerate(names[:positional])
    ]
    rest = positional + keyword_only
    if code.co_flags & _CO_VARARGS:
        parameters.append(Parameter(names[rest], VAR_POSITIONAL))
        rest += 1
    parameters += [
        Parameter(name, KEYWORD_ONLY, keyword_defaults.get(name, _NO_DEFAULT))
        for name in names[positional : positional + keyword_only]
    ]
    if code.co_flags & _CO_VARKEYWORDS:
        parameters.append(Parameter(names[rest], VAR_KEYWORD))
    return parameters


def parameters_of(function: Any) -> list[Parameter]:
    """Return the parameters that a caller of this callable sees, wrappers looked through."""
    if is_function(function) and not hasattr(function, "__wrapped__"):
        return own_parameters(function)
    import inspect  # noqa: PLC0415 - costs an import that plain functions do not need

    kinds = {
        inspect.Parameter.POSITIONAL_ONLY: POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD: POSITIONAL,
        inspect.Parameter.VAR_POSITIONAL: VAR_POSITIONAL,
        inspect.Parameter.KEYWORD_ONLY: KEYWORD_ONLY,
        inspect.Parameter.VAR_KEYWORD: VAR_KEYWORD,
    }
    return [
        Parameter(p.name, kinds[p.kind], _NO_DEFAULT if p.default is p.empty else p.default)
        for p in inspect.signature(function).parameters.values()
    ]


def differences(one: list[Parameter], other: list[Parameter]) -> Iterator[str]:
    """Yield each way in which the second list of parameters differs from the first."""
    ours = {parameter.name: parameter for parameter in one}
    theirs = {parameter.name: parameter for parameter in other}
    for name in ours.keys() - theirs.keys():
        yield f'it lacks the parameter "{name}"'
    for name in theirs.keys() - ours.keys():
        yield f'its parameter "{name}" is extra'
    if ours.keys() != theirs.keys():
        return
    for name, mine in ours.items():
        yield from _parameter_differences(mine, theirs[name])
    names, others = _positional_names(one), _positional_names(other)
    if names != others and sorted(names) == sorted(others):
        yield "its positional parameters stand in another order"


def _parameter_differences(mine: Parameter, its: Parameter) -> Iterator[str]:
    if mine.kind != its.kind:
        yield f'its parameter "{its.name}" is {its.kind}, not {mine.kind}'
    elif mine.has_default != its.has_default:
        verb = "has a default" if its.has_default else "has no default"
        yield f'its parameter "{its.name}" {verb}'
    elif not _is_same_default(mine.default, its.default):
        yield f'its parameter "{its.name}" defaults to {its.default!r}, not {mine.default!r}'


def _positional_names(parameters: list[Parameter]) -> list[str]:
    return [p.name for p in parameters if p.kind in {POSITIONAL_ONLY, POSITIONAL}]


def _is_same_default(mine: Any, its: Any) -> bool:
    if mine is its:
        return True
    try:
        return bool(mine == its)
    except Exception:  # noqa: BLE001 - arrays and the like refuse to be compared as one truth
        return False
