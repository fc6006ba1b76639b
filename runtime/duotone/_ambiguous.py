"""What does row 6 give? A coroutine that explains itself."""

from __future__ import annotations

from collections.abc import Coroutine

from ._errors import AmbiguousDispatchError
from ._warnings import (
    AmbiguousDispatchWarning,
    ambiguous_dropped,
    ambiguous_refused,
    ambiguous_used,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any, NoReturn

    from ._call_site import CallSite
    from ._spelling import Spelling


class AmbiguousUseError(TypeError, AttributeError):
    """The coroutine was used as if it were the value.

    An AttributeError too, so that `hasattr` on any object stays a question and no crash.
    """


def _refusing(sign: str) -> Callable[..., Any]:
    def refuse(self: Any, *_: object) -> Any:
        self._refuse(f"a coroutine has no operator {sign}")

    return refuse


class AmbiguousCoroutine(Coroutine[object, object, object]):
    """The coroutine of an implicit call whose side depended on the caller.

    Awaiting it or making a task of it just works. Used as a value it raises a TypeError, dropped
    it issues an `AmbiguousDispatchWarning`; both name the call and what to write instead.
    """

    __slots__ = ("__weakref__", "_call", "_coroutine", "_is_touched", "_name", "_site", "_twin")

    def __init__(
        self, coroutine: Coroutine[Any, Any, Any], site: CallSite, name: str, twin: str | None
    ) -> None:
        self._coroutine = coroutine
        self._site = site
        self._name = name
        self._twin = twin
        self._is_touched = False
        #: The call as written, once a message has needed it.
        self._call: Spelling | None = None

    def send(self, value: Any) -> Any:
        """Resume the coroutine."""
        self._is_touched = True
        return self._coroutine.send(value)

    def throw(self, *error: Any) -> Any:
        """Raise an exception inside the coroutine."""
        self._is_touched = True
        return self._coroutine.throw(*error)

    def close(self) -> None:
        """Close the coroutine; closed on purpose it is not lost."""
        self._is_touched = True
        self._coroutine.close()

    def __await__(self) -> Generator[Any, Any, Any]:
        self._is_touched = True
        return self._coroutine.__await__()

    def __repr__(self) -> str:
        where = f"{self._site.path}:{self._site.line}"
        return f"<coroutine of the ambiguous call {self._name}() at {where}>"

    def __getattr__(self, name: str) -> Any:
        # Schedulers look at these to tell a coroutine written in Python.
        if name.startswith("cr_") or name in {"__name__", "__qualname__"}:
            return getattr(self._coroutine, name)
        if name.startswith("__"):
            raise AttributeError(name)
        return self._refuse(f'no attribute "{name}" on a coroutine')

    def __bool__(self) -> bool:  # noqa: PLE0304 - it refuses to tell
        self._refuse("a coroutine has no truth value")

    def __iter__(self) -> NoReturn:
        self._refuse("a coroutine cannot be iterated")

    def __len__(self) -> int:  # noqa: PLE0303 - it refuses to tell
        self._refuse("a coroutine has no length")

    def __contains__(self, item: object) -> bool:
        self._refuse("a coroutine contains nothing")

    def __getitem__(self, key: object) -> NoReturn:
        self._refuse("a coroutine has no items")

    def __setitem__(self, key: object, value: object) -> NoReturn:
        self._refuse("a coroutine has no items")

    def __delitem__(self, key: object) -> NoReturn:
        self._refuse("a coroutine has no items")

    def __call__(self, *args: object, **kwargs: object) -> NoReturn:  # noqa: ARG002 - any call
        self._refuse("a coroutine cannot be called")

    __add__ = __radd__ = _refusing("+")
    __sub__ = __rsub__ = _refusing("-")
    __mul__ = __rmul__ = _refusing("*")
    __matmul__ = __rmatmul__ = _refusing("@")
    __truediv__ = __rtruediv__ = _refusing("/")
    __floordiv__ = __rfloordiv__ = _refusing("//")
    __mod__ = __rmod__ = _refusing("%")
    __divmod__ = __rdivmod__ = _refusing("divmod")
    __pow__ = __rpow__ = _refusing("**")
    __lshift__ = __rlshift__ = _refusing("<<")
    __rshift__ = __rrshift__ = _refusing(">>")
    __and__ = __rand__ = _refusing("&")
    __xor__ = __rxor__ = _refusing("^")
    __or__ = __ror__ = _refusing("|")
    __lt__ = _refusing("<")
    __le__ = _refusing("<=")
    __gt__ = _refusing(">")
    __ge__ = _refusing(">=")

    def __del__(self) -> None:
        if not self._is_touched:
            self._coroutine.close()
            text = ambiguous_dropped(self._spelling(), self._site, self._twin)
            self._site.warn(text, AmbiguousDispatchWarning)

    def _refuse(self, use: str) -> NoReturn:
        raise AmbiguousUseError(ambiguous_used(use, self._spelling(), self._site, self._twin))

    def _spelling(self) -> Spelling:
        # Kept: when Python ends the source cannot be read any more.
        if self._call is None:
            self._call = self._site.spelling(self._name)
        return self._call


def refuse_ambiguous(site: CallSite, name: str, twin: str | None) -> NoReturn:
    """Raise the error of `strict` for a call that was made at this place.

    Raises:
        AmbiguousDispatchError: always.
    """
    raise AmbiguousDispatchError(ambiguous_refused(site.spelling(name), site, twin))
