"""In which ways can a dual function be declared and reached?

Each kind writes a declaration numbered ``{i}`` whose result is the class ``R{i}``, and the callee
and argument of a call.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Kind(NamedTuple):
    """One way of declaring a dual function, and of reaching it."""

    name: str
    declaration: str
    callee: str = "f{i}"
    argument: str = "1"
    #: The explicit forms that mypy and the interpreter both know for such a callee.
    has_sides: bool = True
    takes_sync: bool = True
    #: Reading an attribute is the call.
    is_read: bool = False
    #: A plain wrapper makes the call: it stands in another place than the one that mypy sees.
    is_wrapped: bool = False
    #: The callee that is the async twin itself, under a name of its own.
    twin: str | None = None


_BRIDGED: Final = """\
@sync_compatible
async def f{i}(x: int) -> R{i}:
    return R{i}()
"""
_NATIVE: Final = """\
async def af{i}(x: int) -> R{i}:
    return R{i}()
@async_compatible(async_version=af{i})
def f{i}(x: int) -> R{i}:
    return R{i}()
"""
_METHOD: Final = """\
class C{i}:
    @sync_compatible
    async def m(self, x: int) -> R{i}:
        return R{i}()
"""
_NATIVE_METHOD: Final = """\
class C{i}:
    async def am(self, x: int) -> R{i}:
        return R{i}()
    @async_compatible(async_version=am)
    def m(self, x: int) -> R{i}:
        return R{i}()
"""


def _in_class(*decorators: str, first: str) -> str:
    lines = [f"    @{decorator}" for decorator in decorators]
    body = f"    async def m({first}x: int) -> R{{i}}:\n        return R{{i}}()\n"
    return "class C{i}:\n" + "\n".join(lines) + "\n" + body


KINDS: Final = (
    Kind("bridged function", _BRIDGED),
    Kind(
        "function in a worker thread",
        "@async_compatible\ndef f{i}(x: int) -> R{i}:\n    return R{i}()\n",
    ),
    Kind("native pair, sync first", _NATIVE, twin="af{i}"),
    Kind(
        "native pair, async first",
        """\
def sf{i}(x: int) -> R{i}:
    return R{i}()
@sync_compatible(sync_version=sf{i})
async def f{i}(x: int) -> R{i}:
    return R{i}()
""",
    ),
    Kind(
        "generic function",
        "@sync_compatible\nasync def f{i}(x: T) -> T:\n    return x\n",
        argument="R{i}()",
    ),
    Kind(
        "overloaded function",
        """\
@overload
async def raw{i}(x: int) -> R{i}: ...
@overload
async def raw{i}(x: str) -> str: ...
async def raw{i}(x: int | str) -> R{i} | str:
    return R{i}()
f{i} = sync_compatible(raw{i})
""",
    ),
    Kind("method", _METHOD, "C{i}().m"),
    Kind("method through the class", _METHOD, "C{i}.m", "C{i}(), 1"),
    Kind("native method", _NATIVE_METHOD, "C{i}().m", twin="C{i}().am"),
    Kind(
        "classmethod outside",
        _in_class("classmethod", "sync_compatible", first="cls, "),
        "C{i}.m",
    ),
    Kind(
        "classmethod inside",
        _in_class("sync_compatible", "classmethod", first="cls, "),
        "C{i}.m",
    ),
    Kind(
        "classmethod through an instance",
        _in_class("classmethod", "sync_compatible", first="cls, "),
        "C{i}().m",
    ),
    Kind("staticmethod outside", _in_class("staticmethod", "sync_compatible", first=""), "C{i}.m"),
    Kind("staticmethod inside", _in_class("sync_compatible", "staticmethod", first=""), "C{i}().m"),
    Kind("inherited method", _METHOD + "class D{i}(C{i}):\n    pass\n", "D{i}().m"),
    Kind("inherited native method", _NATIVE_METHOD + "class D{i}(C{i}):\n    pass\n", "D{i}().m"),
    Kind(
        "native method, both halves overridden",
        _NATIVE_METHOD
        + """\
class D{i}(C{i}):
    async def am(self, x: int) -> R{i}:
        return R{i}()
    @async_compatible(async_version=am)
    def m(self, x: int) -> R{i}:
        return R{i}()
""",
        "D{i}().m",
    ),
    Kind(
        "native method, async half overridden",
        _NATIVE_METHOD
        + """\
class D{i}(C{i}):
    async def am(self, x: int) -> R{i}:
        return R{i}()
""",
        "D{i}().m",
        twin="D{i}().am",
    ),
    Kind(
        "native method, sync half overridden",
        _NATIVE_METHOD
        + """\
class D{i}(C{i}):
    @async_compatible
    def m(self, x: int) -> R{i}:
        return R{i}()
""",
        "D{i}().m",
        twin="D{i}().am",
    ),
    Kind(
        "method of the parent class",
        _METHOD + "class D{i}(C{i}):\n    pass\n",
        "super(D{i}, D{i}()).m",
    ),
    Kind(
        "native method of the parent class",
        _NATIVE_METHOD + "class D{i}(C{i}):\n    pass\n",
        "super(D{i}, D{i}()).m",
        twin="super(D{i}, D{i}()).am",
    ),
    Kind(
        "property",
        """\
class C{i}:
    @property
    @sync_compatible
    async def p(self) -> R{i}:
        return R{i}()
""",
        "C{i}().p",
        has_sides=False,
        takes_sync=False,
        is_read=True,
    ),
    Kind("alias", _BRIDGED + "alias{i} = f{i}\n", "alias{i}"),
    Kind("bound alias", _METHOD + "alias{i} = C{i}().m\n", "alias{i}"),
    Kind("alias in a class body", _METHOD + "class D{i}(C{i}):\n    n = C{i}.m\n", "D{i}().n"),
    Kind("item of a list", _BRIDGED + "fs{i} = [f{i}]\n", "fs{i}[0]"),
    Kind("item of a dict", _NATIVE + "fs{i} = {{'f': f{i}}}\n", "fs{i}['f']"),
    Kind("either of two", _BRIDGED, "(f{i} if len('a') else f{i})"),
    Kind(
        "partial",
        _BRIDGED,
        "functools.partial(f{i}, 1)",
        "",
        has_sides=False,
        takes_sync=False,
    ),
    Kind(
        "behind a passthrough wrapper",
        _BRIDGED + "wrapped{i} = looked_through(f{i})\n",
        "wrapped{i}",
        has_sides=False,
    ),
    Kind(
        "behind a plain wrapper",
        _BRIDGED + "wrapped{i} = not_looked_through(f{i})\n",
        "wrapped{i}",
        has_sides=False,
        takes_sync=False,
        is_wrapped=True,
    ),
)
