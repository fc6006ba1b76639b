"""Which class holds a dual function, under which name, and is its twin there too?

Asked once, when the class is made. A class that holds a pair gets an ``__init_subclass__`` that
looks at each subclass for an override of one half.
"""

from __future__ import annotations

from functools import partial
from types import FunctionType

from ._class_attribute import set_in_class
from ._half_override import complete_pair
from ._kinds import STATICMETHOD, unwrap_descriptor
from ._twin_link import attribute_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from ._dual import Dual
    from ._sides import Sides

_HOOK: Final = "__init_subclass__"


class SubclassHook:
    """The ``__init_subclass__`` of a class that holds pairs, around the user's own one if any."""

    __slots__ = ("names", "users")

    def __init__(self, users: Any) -> None:
        self.users = users
        self.names: list[str] = []

    def __get__(self, instance: object, owner: type) -> Callable[..., None]:
        return partial(self._run, owner)

    def _holder_among(self, classes: tuple[Any, ...]) -> Any:
        """Return the class whose body holds this hook."""
        return next(cls for cls in classes if cls.__dict__.get(_HOOK) is self)

    def _run(self, subclass: Any, /, **kwargs: Any) -> None:
        if self.users is not None:
            self.users.__get__(None, subclass)(**kwargs)
        else:
            # Found anew each time: `dataclass(slots=True)` copies a class with all it holds.
            holder = self._holder_among(subclass.__mro__)
            _parents_of(holder, subclass).__init_subclass__(**kwargs)
        if _HOOK in vars(subclass):
            # The user's own may forget to call `super`.
            _hook_of(subclass, self.names)
        for name in self.names:
            complete_pair(subclass, name)


def note_attribute(owner: type, name: str, dual: Dual) -> None:
    """Note that a class holds a dual function, and find the twin there."""
    sides: Sides = dual.__dict__["_sides"]
    sides.attribute = sides.attribute or name
    link = sides.link
    if link is None:
        return
    twin_attribute = _name_of_twin(owner, link.twin)
    if twin_attribute is None:
        return
    if link.attribute is None:
        halves = vars(owner).get(name), attribute_of(owner, twin_attribute)[1]
        is_static = any(unwrap_descriptor(half)[1] == STATICMETHOD for half in halves)
        link.place(name, twin_attribute, is_static=is_static)
        link.dual = dual
        sides.twin_name = twin_attribute
    _hook_of(owner, [name])


def _name_of_twin(owner: type, twin: Callable[..., Any]) -> str | None:
    """Return the name under which a class has the twin, its own or an inherited one."""
    name = getattr(twin, "__name__", "")
    if _is_twin(attribute_of(owner, name)[1], twin):
        return name
    return next((name for name, value in vars(owner).items() if _is_twin(value, twin)), None)


def _is_twin(attribute: Any, twin: Callable[..., Any]) -> bool:
    return unwrap_descriptor(attribute)[0] is twin


def _hook_of(owner: type, names: list[str]) -> None:
    hook = vars(owner).get(_HOOK)
    if not isinstance(hook, SubclassHook):
        # The body of a class may hold a plain function, which Python makes a classmethod of.
        users = classmethod(hook) if isinstance(hook, FunctionType) else hook
        hook = SubclassHook(users)
        set_in_class(owner, _HOOK, hook)
    hook.names += [name for name in names if name not in hook.names]


def _parents_of(holder: type[object], subclass: type[object]) -> Any:
    return super(holder, subclass)
