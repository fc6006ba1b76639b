"""Every text about pairs that the plugin shows: what is wrong, why here, what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.messages import format_type_distinctly

if TYPE_CHECKING:
    from mypy.options import Options
    from mypy.types import Type

_KEYWORDS: Final = {True: ("async_version", "aio"), False: ("sync_version", "sync")}
_PAIRING: Final = {
    True: ("async_compatible", "async_version", "def"),
    False: ("sync_compatible", "sync_version", "async def"),
}
#: What a decorator is called that a library has adopted.
ADOPTED: Final = "This decorator"


class Complaint(NamedTuple):
    """What is wrong, and what to write instead."""

    message: str
    hint: str


def sides_differ(
    function: str, twin: str, differences: list[str], *, has_async_twin: bool
) -> Complaint:
    """Say in what the twin of a native pair differs from the decorated function."""
    side = "async" if has_async_twin else "sync"
    return Complaint(
        f'"{twin}", the {side} side of "{function}", differs from it: {"; ".join(differences)}',
        f'Make the two signatures equal: a call of "{function}" gets either side, depending on '
        "where it stands",
    )


def parameter_has_another_type(name: str, mine: Type, its: Type, options: Options) -> str:
    """Say that a parameter of the twin takes something else."""
    ours, theirs = format_type_distinctly(mine, its, options=options)
    return f'its parameter "{name}" takes {theirs}, not {ours}'


def gives_another_type(mine: Type, its: Type, options: Options) -> str:
    """Say that the twin gives something else."""
    ours, theirs = format_type_distinctly(mine, its, options=options)
    return f"it gives {theirs}, not {ours}"


def has_other_overloads(mine: int, its: int) -> str:
    """Say that the twin has more or fewer overloads."""
    return f"it has {_overloads(its)}, not {_overloads(mine)}"


def _overloads(number: int) -> str:
    return "one signature" if number == 1 else f"{number} overloads"


def in_overload(place: int, differences: list[str]) -> list[str]:
    """Say in which overload the differences are."""
    return [f"in overload {place} {difference}" for difference in differences]


def is_dual_already(function: str, *, has_async_twin: bool) -> Complaint:
    """Say that a function has been decorated twice."""
    decorator = "async_compatible" if has_async_twin else "sync_compatible"
    return Complaint(
        f'{decorator} was put on "{function}", which is a dual function already',
        "Remove one of the two decorators",
    )


def needs_plain_def(function: str) -> Complaint:
    """Say that `async_compatible` was put on a coroutine function."""
    return Complaint(
        f'async_compatible decorates a plain "def", and "{function}" is an "async def"',
        f"Write `def {function}`, or decorate it with sync_compatible",
    )


def only_implementation_is_dual(function: str, decorator: str) -> Complaint:
    """Say that mypy takes an overloaded function for a plain one."""
    return Complaint(
        f'"{function}" is overloaded and only its implementation is made dual: mypy knows it by '
        "its signatures, which are plain",
        f"Write `{function} = {decorator}(_{function})` below an overloaded and undecorated "
        f'"_{function}"',
    )


def is_no_function(decorator: str, given: str) -> Complaint:
    """Say that a decorator was put on a class."""
    return Complaint(
        f'{decorator} decorates a function written with def, and "{given}" is a class',
        f"Put `@{decorator}` directly above each method that it is meant for",
    )


def is_object(decorator: str, given: str, its_class: str) -> Complaint:
    """Say that a decorator was put on a callable object."""
    ours = "it" if decorator == ADOPTED else f"`@{decorator}`"
    return Complaint(
        f"{decorator} decorates a function written with def, and `{given}` is an object of class "
        f'"{its_class}"',
        f"Put {ours} directly above a `def`: what makes the object can then be given one side of "
        "that, `.sync` or `.aio`",
    )


def needs_async_def(function: str, *, by_adopted: bool = False) -> Complaint:
    """Say that `sync_compatible`, or a decorator of its kind, was put on a plain function."""
    if by_adopted:
        return Complaint(
            f'{ADOPTED} is for an "async def", and "{function}" is none',
            f"Write `async def {function}`",
        )
    return Complaint(
        f'sync_compatible decorates an "async def", and "{function}" is a plain "def"',
        f"Write `async def {function}`, or decorate it with async_compatible",
    )


def gives_no_coroutine(written: str) -> Complaint:
    """Say that `sync_compatible` was given something other than a coroutine function."""
    return Complaint(
        f'sync_compatible decorates an "async def", and `{written}` gives no coroutine',
        "Give it a function written with `async def`, or decorate it with async_compatible",
    )


def bridged_in_steps(function: str) -> Complaint:
    """Say that a generator or context manager function was decorated with options."""
    return Complaint(
        f'"{function}" gives a generator or a context manager, whose steps are always bridged in '
        "the same way",
        f'Write `@sync_compatible` without options above "{function}"',
    )


def twin_is_dual(function: str, twin: str, *, has_async_twin: bool) -> Complaint:
    """Say that a twin is itself a dual function."""
    keyword, side = _KEYWORDS[has_async_twin]
    return Complaint(
        f'The {keyword} of "{function}" must be a plain function, and "{twin}" is a dual function',
        f"Give one side of it: `{keyword}={twin}.{side}`",
    )


def async_twin_is_sync(function: str, twin: str) -> Complaint:
    """Say that an async twin is a plain function."""
    return Complaint(
        f'The async_version of "{function}" must be an "async def", and "{twin}" is a plain "def"',
        f"Write `async def {twin}`, or leave async_version out to have the async side run "
        f'"{function}" in a worker thread',
    )


def sync_twin_is_async(function: str, twin: str) -> Complaint:
    """Say that a sync twin is a coroutine function."""
    return Complaint(
        f'The sync_version of "{function}" must be a plain "def", and "{twin}" is an "async def"',
        f"Write `def {twin}`, or leave sync_version out to have the sync side run "
        f'"{function}" on an event loop of its own',
    )


def twin_overridden(
    subclass: str, dual: str, twin: str, base: str, *, has_async_twin: bool
) -> Complaint:
    """Say that a subclass overrides the twin of a pair only, and that the dual now runs that."""
    decorator, keyword, define = _PAIRING[has_async_twin]
    how = "on an event loop" if has_async_twin else "in a worker thread"
    return Complaint(
        f'"{subclass}" overrides "{twin}" but not "{dual}", the other half of the pair in '
        f'"{base}", so "{dual}" now runs "{twin}" {how}',
        f"Override it as well: `@{decorator}({keyword}={twin})` above `{define} {dual}`",
    )


def twin_left_behind(
    subclass: str, dual: str, twin: str, base: str, *, has_async_twin: bool
) -> Complaint:
    """Say that a subclass overrides the dual of a pair only, and that the twin is the old one."""
    decorator, keyword, _ = _PAIRING[has_async_twin]
    define = _defines(is_async=has_async_twin)
    return Complaint(
        _left_behind(subclass, dual, twin, base),
        f'Write `{define} {twin}` as well, and `@{decorator}({keyword}={twin})` above "{dual}"',
    )


def twin_left_behind_by_its_kind(
    subclass: str, dual: str, twin: str, base: str, *, has_async_twin: bool
) -> Complaint:
    """Say the same where the override is what the twin is in the base class, say a coroutine."""
    decorator, keyword, other = _PAIRING[has_async_twin]
    define = _defines(is_async=has_async_twin)
    return Complaint(
        _left_behind(subclass, dual, twin, base),
        f"Make it `{define} {twin}` without a decorator, and write "
        f"`@{decorator}({keyword}={twin})` above `{other} {dual}`",
    )


def _left_behind(subclass: str, dual: str, twin: str, base: str) -> str:
    return (
        f'"{subclass}" overrides "{dual}" but not "{twin}", the other half of the pair in '
        f'"{base}", which still runs the code of the base class'
    )


def _defines(*, is_async: bool) -> str:
    return "async def" if is_async else "def"


def dual_overridden(subclass: str, name: str, base: str, *, is_async: bool) -> Complaint:
    """Say that a subclass overrides a dual function with a plain one."""
    define = _defines(is_async=is_async)
    decorator = "sync_compatible" if is_async else "async_compatible"
    serves = "async" if is_async else "sync"
    return Complaint(
        f'"{name}" of "{subclass}" is a plain "{define}" and overrides the dual function of '
        f'"{base}": it serves {serves} callers only',
        f"Put `@{decorator}` above `{define} {name}`",
    )


def off_convention(sync: str, aio: str, expected: str) -> Complaint:
    """Say that the names of a pair are off the convention."""
    return Complaint(
        f'"{aio}" is the async side of "{sync}", and is not named after it',
        f'Name it "{expected}": the sync side has the plain name, the async side the prefix',
    )


def classes_differ(classes: tuple[str, str], differences: list[str]) -> Complaint:
    """Say in what a class differs from the sync class whose twin it is."""
    sync, aio = classes
    return Complaint(
        f'"{aio}" is not the async twin of "{sync}": {"; ".join(differences)}',
        "Give the two classes the same public methods; a leading underscore makes one private",
    )


def methods_differ(
    methods: tuple[str, str], classes: tuple[str, str], differences: list[str]
) -> Complaint:
    """Say in what a method differs from that of the sync class."""
    sync, aio = (f'"{name}" of "{owner}"' for name, owner in zip(methods, classes, strict=True))
    return Complaint(
        f"{aio} differs from {sync}: {'; '.join(differences)}",
        f'Make the two signatures equal: "{classes[1]}" is declared to be the async twin of '
        f'"{classes[0]}"',
    )


def in_method(name: str, difference: str) -> str:
    """Say in which inherited method a difference is."""
    return f'in its method "{name}", {difference}'


def method_is_missing(name: str, twin: str) -> str:
    """Say that the async class lacks a method of the sync one."""
    return f'it lacks the method "{twin}"' + ("" if name == twin else f', the twin of "{name}"')


def method_is_extra(name: str) -> str:
    """Say that the async class has a method that the sync one lacks."""
    return f'its method "{name}" is extra'


def method_binds_otherwise(mine: str, its: str) -> str:
    """Say that a method is, say, a classmethod in one of two classes only."""
    return f"it is a {its}, not a {mine}"


def is_async_in_sync_class(name: str, sync_class: str) -> str:
    """Say that the sync class has an async method."""
    return f'"{name}" is an "async def" in the sync class "{sync_class}"'
