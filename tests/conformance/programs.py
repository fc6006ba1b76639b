"""What does a generated program look like?"""

from __future__ import annotations

from typing import Final, NamedTuple

from hypothesis import strategies as st
from kinds import KINDS, Kind
from places import AWAIT, CALL, PLACES, Place

_PREAMBLE: Final = """\
from __future__ import annotations
import asyncio
import functools
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TypeVar, overload
from typing_extensions import ParamSpec
from duotone import (
    async_compatible, async_context, passthrough, sync_compatible, sync_context,
)
T = TypeVar("T")
P = ParamSpec("P")
class Base:
    def __init_subclass__(cls, x: object = None) -> None: ...
def consume(items: Iterable[object]) -> list[object]:
    return [item for item in items]
def same(x: T) -> T:
    return x
async def asame(x: T) -> T:
    return x
def decorate(x: object) -> Callable[[T], T]:
    return same
@contextmanager
def manage(x: object) -> Iterator[None]:
    yield
@asynccontextmanager
async def amanage(x: object) -> AsyncIterator[None]:
    yield
async def aiterate(x: object = None) -> AsyncIterator[int]:
    yield 1
def looked_through(function: Callable[P, T]) -> Callable[P, T]:
    @passthrough
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)
    return wrapper
def not_looked_through(function: Callable[P, T]) -> Callable[P, T]:
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)
    return wrapper
"""

IMPLICIT: Final = "implicit"
#: How a call names its side, if it does.
FORMS: Final = {
    IMPLICIT: "{callee}({argument})",
    "_sync=True": "{callee}({argument}{comma}_sync=True)",
    "_sync=False": "{callee}({argument}{comma}_sync=False)",
    ".sync": "{callee}.sync({argument})",
    ".aio": "{callee}.aio({argument})",
    "twin": "{twin}({argument})",
}


class Site(NamedTuple):
    """One call: of what, in which place, in which form."""

    kind: Kind
    place: Place
    form: str


class Program(NamedTuple):
    """A module with calls, each on a line of its own."""

    text: str
    #: The line of each call.
    lines: dict[int, Site]
    #: The names of the functions to call, and of the coroutine functions to await.
    calls: list[str]
    awaits: list[str]


def _forms_of(kind: Kind) -> list[str]:
    forms = [IMPLICIT] * 6
    forms += ["_sync=True", "_sync=False"] if kind.takes_sync else []
    forms += [".sync", ".aio"] if kind.has_sides else []
    return forms + (["twin"] if kind.twin else [])


SITES: Final = st.sampled_from(KINDS).flatmap(
    lambda kind: st.builds(
        Site, st.just(kind), st.sampled_from(PLACES), st.sampled_from(_forms_of(kind))
    )
)
PROGRAMS: Final = st.lists(SITES, min_size=1, max_size=8)


def write(sites: list[Site]) -> Program:
    """Write a program that makes these calls, in this order."""
    text = _PREAMBLE
    lines: dict[int, Site] = {}
    calls: list[str] = []
    awaits: list[str] = []
    for number, site in enumerate(sites):
        text += f"class R{number}: ...\n{site.kind.declaration.format(i=number)}"
        place = site.place.template.format(n=number, probe=f"reveal_type({_call(site, number)})")
        before, _, _ = place.partition("reveal_type(")
        lines[text.count("\n") + before.count("\n") + 1] = site
        text += place + "\n"
        entries = {CALL: calls, AWAIT: awaits}.get(site.place.entered_by)
        if entries is not None:
            entries.append(f"enter{number}")
    return Program(text, lines, calls, awaits)


def _call(site: Site, number: int) -> str:
    callee = site.kind.callee.format(i=number)
    if site.kind.is_read:
        return callee
    argument = site.kind.argument.format(i=number)
    return FORMS[site.form].format(
        callee=callee,
        twin=(site.kind.twin or "").format(i=number),
        argument=argument,
        comma=", " if argument else "",
    )
