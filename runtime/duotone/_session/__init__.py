"""How do several awaits of sync code, with pauses between them, run in one task on one loop?

A generator or context manager whose author wrote ``async def`` keeps its task, its timeouts and
its loop-bound resources from step to step. The loop is the thread's private one, so that bridged
calls between the steps use the same resources. It stands still while nothing runs on it.
"""

from ._session import Session

__all__ = ["Session"]
