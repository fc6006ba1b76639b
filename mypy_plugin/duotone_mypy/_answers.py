"""Which hooks need no second question?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping


class Answers(dict[str, "Callable[[Any], Any] | None"]):
    """The hooks of one kind by full name; `find` is asked again wherever they may change.

    mypy asks at each call, and most of what is called has nothing to do with dual functions: a
    dictionary says so faster than any method.
    """

    def __init__(
        self,
        known: Mapping[str, Callable[[Any], Any]],
        find: Callable[[str], Callable[[Any], Any] | None],
        plain: Container[str],
    ) -> None:
        super().__init__(known)
        self._find = find
        #: The names that have no hook, nor ever will.
        self._plain = plain

    def __missing__(self, fullname: str) -> Callable[[Any], Any] | None:
        hook = self._find(fullname)
        if fullname in self._plain:
            self[fullname] = None
        return hook
