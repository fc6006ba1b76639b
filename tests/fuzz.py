"""Does mypy ever crash, or contradict itself, over random modules? `make fuzz N=5000`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from hypothesis import HealthCheck, Phase, given, seed, settings
from project import without_receivers
from random_programs import modules

_LIBRARY: Final = Path(__file__).parent / "modes" / "tree" / "library"
#: How many modules one run of mypy checks.
_BATCH: Final = 60
_USABLE: Final = {0, 1}


class Shown(NamedTuple):
    """What one run of mypy printed."""

    lines: list[str]
    trouble: str


def generate(count: int, at: int) -> list[str]:
    """Return that many random modules, the same ones for the same seed."""
    texts: dict[str, None] = {}

    @seed(at)
    @settings(
        max_examples=2 * count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(modules())
    def collect(text: str) -> None:
        texts[text] = None

    collect()
    return list(texts)[:count]


def check(texts: list[str], folder: Path) -> str:
    """Return what is wrong with mypy's answers about these modules, "" where nothing is."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(_LIBRARY, folder / "library")
    (folder / "mypy.ini").write_text("[mypy]\nplugins = duotone_mypy\n", encoding="utf-8")
    write(texts, folder)
    cold = run_mypy(folder)
    if cold.trouble:
        return cold.trouble
    warm = run_mypy(folder)
    # The library comes from the cache, and the modules are checked anew.
    write([f"{text}# edited\n" for text in texts], folder)
    edited = run_mypy(folder)
    for name, again in {"warm": warm, "edited": edited}.items():
        if again != cold:
            more = sorted(set(again.lines) ^ set(cold.lines))
            return "\n".join([f"cold and {name} differ:", again.trouble, *more])
    return ""


def write(texts: list[str], folder: Path) -> None:
    """Write the modules as a package."""
    package = folder / "fuzzed"
    package.mkdir(exist_ok=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    for number, text in enumerate(texts):
        (package / f"m{number}.py").write_text(text, encoding="utf-8")


def run_mypy(folder: Path) -> Shown:
    """Run mypy; no hook may fail, mypy may not crash, and no module may stop it."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--show-traceback", "fuzzed"],
        cwd=folder,
        env={**os.environ, "DUOTONE_TRACEBACK": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    is_fine = done.returncode in _USABLE and not done.stderr
    trouble = "" if is_fine else f"status {done.returncode}\n{done.stdout[-500:]}{done.stderr}"
    return Shown(sorted(without_receivers(done.stdout).splitlines()), trouble)


def culprit(texts: list[str], folder: Path) -> tuple[str, str]:
    """Return the smallest part of a batch that goes wrong, and how."""
    while len(texts) > 1:
        half = texts[: len(texts) // 2]
        texts = half if check(half, folder) else texts[len(texts) // 2 :]
    return texts[0], check(texts, folder)


def main() -> None:
    """Check random modules batch by batch; print each that goes wrong, and exit with 1."""
    parser = argparse.ArgumentParser(description="Check random modules with mypy.")
    parser.add_argument("count", type=int, help="how many modules")
    parser.add_argument("--seed", type=int, default=0, help="of the first batch")
    arguments = parser.parse_args()
    failures = 0
    with tempfile.TemporaryDirectory(prefix="duotone-fuzz-") as name:
        folder = Path(name) / "programs"
        for first in range(0, arguments.count, _BATCH):
            at = arguments.seed + first // _BATCH
            texts = generate(min(_BATCH, arguments.count - first), at)
            if check(texts, folder):
                text, trouble = culprit(texts, folder)
                print(f"seed {at}:\n{trouble}\n{'-' * 20}\n{text}{'-' * 20}", flush=True)
                failures += 1
    print(f"{arguments.count} modules: {failures or 'no'} batches went wrong")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
