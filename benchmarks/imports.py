"""What does `import duotone` cost, and what does a module full of dual functions?"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys

import duotone

HEAVY = ("asyncio", "anyio", "inspect", "typing")
ROUNDS = 21
DUALS = 300

_MODULE = "from duotone import sync_compatible, async_compatible\n" + "".join(
    f"@sync_compatible\nasync def a{n}(key, *, count{n}=1): ...\n"
    f"@async_compatible\ndef f{n}(key, *more, count{n}=1): ...\n"
    for n in range(DUALS // 2)
)


def milliseconds_of_import() -> float:
    """Return the median of the paired differences to an interpreter that imports nothing."""
    differences = []
    for _ in range(ROUNDS):
        bare = _seconds("pass")
        differences.append(_seconds("import duotone") - bare)
    return statistics.median(differences) * 1e3


def milliseconds_of_duals() -> float:
    """Return what decorating takes, in a process that has done nothing else."""
    code = f"""
import time, duotone
code = compile({_MODULE!r}, "module", "exec")
start = time.process_time()
exec(code, {{"__name__": "module"}})
print(time.process_time() - start)
"""
    return statistics.median(float(_run(code)) for _ in range(ROUNDS)) * 1e3


def heavy_modules() -> list[str]:
    """Return which of the heavy modules `import duotone` loads."""
    return _run(f"import duotone, sys; print(*[m for m in {HEAVY} if m in sys.modules])").split()


def _seconds(code: str) -> float:
    """Return the processor time of a run, which other programs disturb less than the clock."""
    start = _used()
    _run(code)
    return _used() - start


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(code: str) -> str:
    folder = duotone.__path__[0].rpartition("/")[0]
    program = f"import sys; sys.path.insert(0, {folder!r})\n{code}"
    finished = subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=True
    )
    return finished.stdout
