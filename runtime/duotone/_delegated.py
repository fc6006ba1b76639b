"""How does a bound object show an attribute of the function that it stands for?"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def delegated(name: str) -> Any:
    """Return a property that reads the attribute of that name from ``__func__``.

    It is set from outside the class: a class statement sets ``__doc__`` and ``__module__`` itself.
    """

    def read(self: Any) -> Any:
        return getattr(self.__func__, name)

    return property(read)
