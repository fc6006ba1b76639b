"""By what does dask tell one dual function from another?"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ._sides import Sides


def tell_by_content(dispatcher: Callable[..., Any], sides: Sides) -> None:
    """Have dask tell a dual function by the content of the functions that its author wrote.

    To dask a dual is a ``functools.partial`` of its dispatcher, a generated function of which it
    could make no token; without one, ``client.map`` refuses.
    """

    def token() -> object:
        written = [sides.function]
        if sides.twin is not None:
            written.append(sides.implicit_sync if sides.twin == "sync" else sides.aio)
        return sys.modules["dask.tokenize"].normalize_token(written)

    dispatcher.__dask_tokenize__ = token  # type: ignore[attr-defined]
