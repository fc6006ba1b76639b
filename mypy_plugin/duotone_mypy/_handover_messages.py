"""What does the plugin say of a dual function that is given away, and which side to give?"""

from __future__ import annotations


def handed_over(written: str) -> str:
    """Say that a dual function is given to code that takes it for a plain one."""
    return (
        f"`{written}` is handed over as a plain function, but gives a value or a coroutine, "
        "depending on who calls it"
    )


def hand_over_instead(sync: str, aio: str) -> str:
    """Say which of the two sides to hand over."""
    return f"Write `{sync}` for the value, or `{aio}` for a coroutine"


def hand_async_side_over(aio: str) -> str:
    """Say that the async side alone fits."""
    return f"Write `{aio}`, since an awaitable is expected"


def something_handed_over() -> str:
    """Say that something that the source does not show as a name is given away as a function."""
    return (
        "A dual function is handed over as a plain function, but gives a value or a coroutine, "
        "depending on who calls it"
    )


def something_instead() -> str:
    """Say where the side is to be chosen when the source does not show the function."""
    return "Take `.sync` of the dual function for the value, or `.aio` for a coroutine"


def something_async_instead() -> str:
    """Say the same where the async side alone fits."""
    return "Take `.aio` of the dual function, since an awaitable is expected"


def decorated_as_plain(name: str) -> str:
    """Say that a decorator above that of duotone takes a dual function for a plain one."""
    return (
        f'A decorator above takes the dual function "{name}" for a plain function, but it gives '
        "a value or a coroutine, depending on who calls it"
    )


def decorate_instead(name: str) -> str:
    """Say what to do about a decorator that takes a dual function for a plain one."""
    return (
        "Call that decorator below instead, with one side of the function: "
        f"`decorated = decorator({name}.sync)` for the value, or `{name}.aio` for a coroutine"
    )


def decorate_async_side_instead(name: str) -> str:
    """Say the same where the async side alone fits."""
    return (
        "Call that decorator below instead, with the async side of the function: "
        f"`decorated = decorator({name}.aio)`, since an awaitable is expected"
    )
