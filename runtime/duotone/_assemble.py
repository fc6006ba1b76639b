"""How is a dual object put together from its sides?"""

from __future__ import annotations

from ._choice import make_choice
from ._dispatcher import make_dispatcher
from ._dual import ClassDual, Dual, StaticDual, describe
from ._kinds import CLASSMETHOD, METHOD, STATICMETHOD

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from ._sides import Sides

_DUALS: Final = {METHOD: Dual, CLASSMETHOD: ClassDual, STATICMETHOD: StaticDual}


def assemble(sides: Sides, binding: str) -> Dual:
    """Return the dual object that sends its calls to these sides.

    Raises:
        TypeError: when the decorated function has a parameter named ``_sync``.
    """
    return describe(kind_of(sides, binding)(make_dispatcher(sides, make_choice(sides))), sides)


def kind_of(sides: Sides, binding: str) -> type[Dual]:
    """Return the class of the dual object with these sides."""
    if not sides.receiver_in_aio:
        return _DUALS[binding]
    from ._adopted_dual import ADOPTED_DUALS  # noqa: PLC0415 - few need it

    return ADOPTED_DUALS[binding]
