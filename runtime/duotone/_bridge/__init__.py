"""How does one side run where the other one was called?"""

from ._private_loop import run, run_forced, users_part
from ._worker_thread import run_in_worker_thread

__all__ = ["run", "run_forced", "run_in_worker_thread", "users_part"]
