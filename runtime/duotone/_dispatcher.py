"""How is the function made that a call of a dual function enters?

It takes the decorated function's own parameters: that is faster than passing ``*args, **kwargs``
on, and a wrong argument is refused under the user's own name. The code of a call outside every
event loop looks at nothing but the running loop and the declarations.
"""

from __future__ import annotations

from ._dask import tell_by_content
from ._dispatch_code import code_for
from ._errors import sync_is_a_parameter
from ._fast_lookups import NAMESPACE
from ._light import CellType, FunctionType
from ._signature import VAR_KEYWORD, VAR_POSITIONAL, Parameter, own_parameters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType
    from typing import Any, Final

    from ._sides import Sides

    Choose = Callable[[FrameType | None, object], Callable[..., Any]]

_SYNC: Final = "_sync"
_ANYTHING: Final = [Parameter("args", VAR_POSITIONAL), Parameter("kwargs", VAR_KEYWORD)]


def make_dispatcher(sides: Sides, choose: Choose) -> Callable[..., Any]:
    """Return the function that sends a call to one of the sides.

    Raises:
        TypeError: when the decorated function has a parameter named ``_sync``.
    """
    function = sides.function
    parameters = own_parameters(function)
    if any(parameter.name == _SYNC for parameter in parameters):
        raise TypeError(sync_is_a_parameter(function))

    defaults, keyword_defaults = function.__defaults__, function.__kwdefaults__
    if sides.takes_anything:
        parameters, defaults, keyword_defaults = _ANYTHING, None, None
    code = code_for(sides, parameters)
    cells = {
        "_duotone_sync": sides.implicit_sync,
        "_duotone_aio": sides.implicit_aio,
        "_duotone_rare": (sides.sync, choose),
        "_duotone_last_code": None,
        "_duotone_last_place": (None,) * 5,
    }
    closure = tuple(CellType(cells[name]) for name in code.co_freevars)
    dispatcher = FunctionType(code, NAMESPACE, function.__name__, defaults, closure)
    dispatcher.__kwdefaults__ = {**(keyword_defaults or {}), _SYNC: None}
    dispatcher.__qualname__ = function.__qualname__  # 3.10 keeps none in the code
    tell_by_content(dispatcher, sides)
    return dispatcher
