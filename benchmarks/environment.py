"""What do the benchmarks need? An environment of their own, with the peers in it."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import requires

PEERS = ("asgiref", "synchronicity", "anyio", "uvloop")


def install(*arguments: str) -> None:
    """Install something with this interpreter's pip."""
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *arguments], check=True)


def needs_of_prefect() -> list[str]:
    """Return what the installed Prefect needs, with any recent certifi.

    Its newest releases ask for a newer certifi than some package indexes have; the measurements
    make no encrypted connection.
    """
    return [
        "certifi>=2024" if need.startswith("certifi") else need
        for need in requires("prefect") or []
        if "extra ==" not in need
    ]


def main() -> None:
    install("--upgrade", "pip>=25.1")
    install("--editable", ".")
    install(*PEERS)
    install("--no-deps", "--upgrade", "prefect")
    # A process of its own: this one has not seen what was just installed.
    listed = subprocess.run(
        [sys.executable, __file__, "needs"], capture_output=True, text=True, check=True
    )
    install(*listed.stdout.splitlines())


if __name__ == "__main__":
    if sys.argv[1:] == ["needs"]:
        print("\n".join(needs_of_prefect()))
    else:
        main()
