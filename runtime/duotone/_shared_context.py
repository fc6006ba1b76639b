"""How do a generator and its caller see each other's context variables, as if they shared them?

A plain generator runs in the context of whoever advances it. A step on a private loop or in a
worker thread cannot, so what each of the two has changed is copied before and after each step.
"""

from __future__ import annotations

from contextvars import Token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextvars import Context, ContextVar
    from typing import Any, Final

_UNSET: Final = object()


class SharedContext:
    """The variables that the steps of one generator share with its caller."""

    __slots__ = ("_set_inside", "_set_outside")

    def __init__(self) -> None:
        self._set_inside: dict[ContextVar[Any], Token[Any]] = {}
        self._set_outside: dict[ContextVar[Any], Token[Any]] = {}

    def take(self, outside: Context) -> None:
        """Give the current context, that of the steps, the values of the caller."""
        _adopt(outside, self._set_inside)

    def give_back(self, inside: Context) -> None:
        """Give the current context, that of the caller, the values of the steps."""
        _adopt(inside, self._set_outside)


def _adopt(source: Context, tokens: dict[ContextVar[Any], Token[Any]]) -> None:
    for variable, value in source.items():
        if variable.get(_UNSET) is value:
            continue
        token = variable.set(value)
        if token.old_value is Token.MISSING:
            tokens[variable] = token
    # Python offers no way to unset a variable but the token of the call that set it.
    for variable in [variable for variable in tokens if variable not in source]:
        _unset(variable, tokens.pop(variable))


def _unset(variable: ContextVar[Any], token: Token[Any]) -> None:
    try:
        variable.reset(token)
    except ValueError:
        return  # it was set in another context: another task has advanced the generator since
