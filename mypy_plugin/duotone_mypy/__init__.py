"""The mypy plugin of duotone: ``plugins = ["duotone_mypy"]``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mypy.plugin import Plugin

__all__ = ["__version__", "plugin"]


def plugin(version: str) -> type[Plugin]:
    """Return the plugin's class to mypy, which asks with its own version."""
    from ._plugin import DuotonePlugin  # noqa: PLC0415 - the command imports this package first
    from ._versions import note_version  # noqa: PLC0415

    note_version(version)
    return DuotonePlugin


def __getattr__(name: str) -> str:
    """Return the version that mypy compares from run to run; to its daemon it tells more."""
    if name != "__version__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from ._snapshot import snapshot  # noqa: PLC0415

    return snapshot.version()
