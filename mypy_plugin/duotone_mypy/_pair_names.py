"""How are the halves of a pair named? Sync first: ``load`` and ``aload``, ``A`` and ``AsyncA``."""

from __future__ import annotations


def async_name_for(function: str) -> str:
    """Return the name of a sync function's async twin: ``_load`` gives ``_aload``."""
    return _prefixed(function, "a")


def async_class_name_for(sync_class: str) -> str:
    """Return the name of a sync class's async twin: ``_Client`` gives ``_AsyncClient``."""
    return _prefixed(sync_class, "Async")


def _prefixed(name: str, prefix: str) -> str:
    bare = name.lstrip("_")
    return f"{name[: len(name) - len(bare)]}{prefix}{bare}"
