"""How is an attribute of a class set, whatever its metaclass makes of that?"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def set_in_class(owner: type, name: str, value: Any) -> None:
    """Set an attribute of a class, past a metaclass that refuses."""
    try:
        type.__setattr__(owner, name, value)
    except TypeError:  # a metaclass written in C that wants to know, as that of ctypes.Structure
        setattr(owner, name, value)


def remove_from_class(owner: type, name: str) -> None:
    """Remove an attribute of a class, past a metaclass that refuses."""
    try:
        type.__delattr__(owner, name)
    except TypeError:  # as above
        delattr(owner, name)
