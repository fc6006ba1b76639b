"""What does Ctrl-C do while the first call imports asyncio? It waits until that is done.

Python can lose an interrupt that comes in the middle of an import, and of asyncio it keeps a half
that cannot be imported again.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType, TracebackType
    from typing import Any, Final

# `signal` itself takes an enumeration, which costs an import; of this module none has types.
_signal: Final[Any] = __import__("_signal")
_SIGINT: Final[int] = _signal.SIGINT
#: The third Ctrl-C gives up what does not end by itself: an import, or a cancelled coroutine.
PATIENCE: Final = 2


class WholeImport:
    """A ``with`` block that an interrupt does not cut short; it is raised at the end of the block.

    The third one is raised at once, as in a call that does not let itself be cancelled.

    Raises:
        KeyboardInterrupt: when Ctrl-C has met the block.
    """

    __slots__ = ("_interrupts", "_is_guarded")

    def __init__(self) -> None:
        self._is_guarded = False
        self._interrupts = 0

    def __enter__(self) -> None:
        if _signal.getsignal(_SIGINT) is _signal.default_int_handler:
            try:
                _signal.signal(_SIGINT, self._note)
            except ValueError:  # interrupts come to the main thread alone
                return
            self._is_guarded = True

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._is_guarded:
            _signal.signal(_SIGINT, _signal.default_int_handler)
        if self._interrupts:
            raise KeyboardInterrupt

    def _note(self, _: int, __: FrameType | None) -> None:
        self._interrupts += 1
        if self._interrupts > PATIENCE:
            raise KeyboardInterrupt
