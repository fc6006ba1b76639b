"""Every text of an error that a user reads."""

from __future__ import annotations

from ._kinds import is_dual, name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class AmbiguousDispatchError(RuntimeError):
    """An implicit call in a plain function under a running event loop, refused by `strict`."""


class PairError(TypeError):
    """A sync class and its async twin differ; `differences` holds every difference."""

    def __init__(self, message: str, differences: list[str]) -> None:
        super().__init__(message, differences)
        self.differences = differences

    def __str__(self) -> str:
        return str(self.args[0])


def _plain(function: Any) -> str:
    return getattr(function, "__name__", None) or repr(function)


def not_a_function(decorator: str, given: Any) -> str:
    """Say that a decorator was given something that is no Python function."""
    return (
        f"{decorator} decorates a function written with def, not {given!r}: "
        "put it directly above the function"
    )


def needs_async_def(function: Any) -> str:
    """Say that `sync_compatible` was put on a plain function."""
    return (
        f'sync_compatible decorates an "async def", and "{name_of(function)}" is a plain "def": '
        f'write "async def {_plain(function)}", or decorate it with async_compatible'
    )


def needs_plain_def(function: Any) -> str:
    """Say that `async_compatible` was put on a coroutine function."""
    return (
        f'async_compatible decorates a plain "def", and "{name_of(function)}" is an "async def": '
        f'write "def {_plain(function)}", or decorate it with sync_compatible'
    )


def is_dual_already(decorator: str, function: Any) -> str:
    """Say that a function has been decorated twice."""
    return (
        f'{decorator} was put on "{name_of(function)}", which is a dual function already: '
        "remove one of the two decorators"
    )


def twin_is_dual(keyword: str, twin: Any) -> str:
    """Say that a twin is itself a dual function."""
    side = "sync" if keyword == "sync_version" else "aio"
    return (
        f'{keyword}= takes a plain function, and "{name_of(twin)}" is a dual function: '
        f"give {keyword}={_plain(twin)}.{side}"
    )


def twin_not_callable(keyword: str, twin: Any) -> str:
    """Say that a twin cannot be called."""
    return f"{keyword}= takes the function that is the other side, not {twin!r}"


def sync_twin_is_async(function: Any, twin: Any) -> str:
    """Say that a sync twin is a coroutine function."""
    return (
        f'the sync_version of "{name_of(function)}" is an "async def": '
        f'write "def {_plain(twin)}", or leave sync_version out to have the sync side bridged'
    )


def async_twin_is_sync(function: Any, twin: Any) -> str:
    """Say that an async twin is a plain function."""
    return (
        f'the async_version of "{name_of(function)}" is a plain "def": write "async def '
        f'{_plain(twin)}", or leave async_version out to run the function in a worker thread'
    )


def twin_is_opaque(function: Any, twin: Any) -> str:
    """Say that Python cannot tell the parameters of a twin, which is written in C."""
    return (
        f'Python cannot tell which parameters "{name_of(twin)}" takes: wrap it in a function '
        f'written with def that takes those of "{name_of(function)}"'
    )


def pair_differs(function: Any, twin: Any, differences: list[str]) -> str:
    """Say in what the signature of a twin differs from that of its dual function."""
    return (
        f'"{name_of(twin)}" must take the same parameters as "{name_of(function)}", but '
        f"{'; '.join(sorted(differences))}: make the two signatures equal"
    )


def sync_is_a_parameter(function: Any) -> str:
    """Say that a decorated function has a parameter of the dispatcher's name."""
    return (
        f'"{name_of(function)}" has a parameter named "_sync", which every dual function gets to '
        "choose its side: rename the parameter"
    )


def sync_is_no_bool(function: Any, value: Any) -> str:
    """Say that the `_sync` keyword was given something else than a bool."""
    return (
        f"{_plain(function)}(_sync={value!r}): _sync must be True (for the value) or False "
        "(for the coroutine)"
    )


def not_declarable(context: str, given: Any) -> str:
    """Say that a declared context was put on something that it cannot decorate."""
    if isinstance(given, type):
        return f'{context} decorates functions: put it on the methods of "{name_of(given)}"'
    if is_dual(given):
        return (
            f'{context} was put above the dual decorator of "{name_of(given)}": put it below, '
            "directly above the def"
        )
    return f"{context} decorates a function written with def, not {given!r}"


def not_transparent(given: Any) -> str:
    """Say that `passthrough` was put on something that it cannot mark."""
    if hasattr(given, "__code__"):
        return (
            f'passthrough marks a plain wrapper function, and "{name_of(given)}" is an "async def" '
            'or a generator: a call in an "async def" always gives a coroutine; remove passthrough'
        )
    return f"passthrough marks a wrapper function written with def, not {given!r}"


def bad_source_answer(source: Any, answer: Any) -> str:
    """Say that a context source gave an answer that it must not give."""
    return (
        f'the context source "{name_of(source)}" answered {answer!r}: '
        'it must return "sync", "async" or None'
    )


def bad_strict_variable(value: str) -> str:
    """Say that the environment variable has a value that means nothing."""
    return f"the environment variable DUOTONE_STRICT must be 0 or 1, not {value!r}"


def needs_a_class(function: str, given: Any) -> str:
    """Say that something was taken for a class of a pair."""
    return (
        f"{function} compares classes, and {given!r} is none: write `@async_twin_of(Client)` above "
        "`class AsyncClient`, or `check_pair(Client, AsyncClient)`"
    )


def class_pair_differs(sync_class: type, async_class: type, differences: list[str]) -> str:
    """Say in what a class differs from the sync class whose twin it is."""
    lines = "".join(f"\n  - {difference}" for difference in differences)
    return f'"{name_of(async_class)}" is not the async twin of "{name_of(sync_class)}":{lines}'


def method_is_missing(name: str, twin: str) -> str:
    """Say that the async class lacks a method of the sync one."""
    return f'it lacks the method "{twin}"' + ("" if name == twin else f', the twin of "{name}"')


def method_is_extra(name: str) -> str:
    """Say that the async class has a method that the sync one lacks."""
    return f'its method "{name}" is extra'


def method_binds_otherwise(name: str, mine: str, its: str) -> str:
    """Say that a method is, say, a classmethod in one of two classes only."""
    return f'its "{name}" is a {its}, not a {mine}'


def method_differs(name: str, difference: str) -> str:
    """Say in which method a difference is."""
    return f'in its method "{name}", {difference}'


def is_async_in_sync_class(name: str, sync_class: type) -> str:
    """Say that the sync class has an async method."""
    return f'"{name}" is an "async def" in the sync class "{name_of(sync_class)}"'


def side_is_fixed(dual: Any, side: str) -> str:
    """Say that a side of a dual function cannot be set."""
    return (
        f'"{name_of(dual)}.{side}" cannot be set: the sides of a dual function are those that it '
        f'was decorated with; set "{_plain(dual)}" to another function instead'
    )


def cannot_be_pickled(dual: Any) -> str:
    """Say that a dual function cannot be reached by its name."""
    return (
        f'"{name_of(dual)}" cannot be pickled, because it is not what its module has under that '
        "name: define it at the top level of a module or class, or pickle it with cloudpickle"
    )


def unknown_adoption(takes: object, known: list[str]) -> str:
    """Say that `adopt` does not know what the library's own decorator is given."""
    return (
        f"adopt() is told what the decorator is given: {' or '.join(map(repr, known))}, "
        f"not {takes!r}"
    )


def adoption_bridges_nothing() -> str:
    """Say that a pair was given a way of bridging."""
    return (
        'bridge= is for adopt("function"): with "async_version" both sides are written, and '
        "nothing is bridged"
    )


def adoption_needs_twin(given: Any) -> str:
    """Say that the decorator of a pair was not given its coroutine function."""
    what = "nothing" if given is None else f'"{name_of(given)}"'
    return (
        f'this decorator is given the "async def" of a pair, and was given {what}: '
        'write "@decorator(aload)" above "def load"'
    )


def adoption_needs_async_def(function: Any) -> str:
    """Say that the decorator of coroutine functions was put on a plain function."""
    return (
        f'this decorator is for an "async def", and "{name_of(function)}" is none: '
        f'write "async def {_plain(function)}"'
    )


def adoption_needs_plain_def(function: Any) -> str:
    """Say that the decorator of a pair was put on a coroutine function."""
    return (
        f'this decorator has been given the "async def" of a pair, and "{name_of(function)}" is '
        f'another one: put it on the plain "def"'
    )
