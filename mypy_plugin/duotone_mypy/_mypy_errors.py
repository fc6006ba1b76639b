"""How does the plugin see the errors that mypy is about to record?

This touches mypy's internals, as `_checker` does: without them, mypy's errors stay as they are.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

from mypy.errors import Errors, ErrorWatcher

from ._mypy_plugins import current_checker

if TYPE_CHECKING:
    from collections.abc import Callable

    from mypy.errors import ErrorInfo
    from mypy.options import Options
    from mypy.plugin import CheckerPluginInterface


class ErrorFilter:
    """Lets the plugin see each error before mypy records it.

    It counts as false: mypy takes shortcuts where it knows that errors are dropped, and here none
    is dropped but for a better one.
    """

    def __init__(self, replaces: Callable[[CheckerPluginInterface, ErrorInfo], bool]) -> None:
        self._replaces = replaces

    def __bool__(self) -> bool:
        return False

    def __call__(self, _path: str, info: ErrorInfo) -> bool:
        api = current_checker()
        return api is not None and self._replaces(api, info)


def find_errors(options: Options) -> Errors | None:
    """Return mypy's collection of errors before there is a checker that knows it.

    A module with no call in it is checked without a question to any plugin, and mypy gives a
    plugin nothing but its options: the collection is found among the things that exist. It is one
    of the newest, and there are few of these.
    """
    generations = range(len(gc.get_threshold()))
    found = (each for at in generations for each in _errors_among(gc.get_objects(at)))
    return next((errors for errors in found if errors.options is options), None)


def _errors_among(things: list[Any]) -> list[Errors]:
    return [each for each in things if type(each) is Errors]


def watch_errors(error_filter: ErrorFilter, errors: Errors | None = None) -> None:
    """Put a filter below all others: it sees what a user would see."""
    watched: Any = errors or getattr(current_checker(), "errors", None)
    watchers = getattr(watched, "_watchers", None)
    if watchers is None or (watchers and getattr(watchers[0], "_filter", None) is error_filter):
        return
    watchers.insert(0, ErrorWatcher(watched, filter_errors=error_filter))
