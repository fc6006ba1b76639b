"""Does the build have the decorators that the configuration names, and as what?"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from mypy.nodes import MypyFile, TypeInfo, Var
from mypy.types import Instance, get_proper_type

from ._checker import module_in_build
from ._messages import unknown_context

if TYPE_CHECKING:
    from mypy.nodes import SymbolNode, SymbolTableNode
    from mypy.plugin import Plugin

    from ._config import Config


def names_in_build(plugin: Plugin, config: Config) -> tuple[dict[str, str], str | None]:
    """Return the name that mypy has for each decorator that the configuration names.

    After it comes what is wrong with the configuration: a name that a module of the build lacks.
    """
    known: dict[str, str] = {}
    complaint = None
    for key, name in config.context_names():
        found = _name_in_build(plugin, name)
        if found is None and complaint is None:
            complaint = unknown_context(config.path, key, name, _nearest(plugin, name))
        known[name] = found or name
    return known, complaint


def _name_in_build(plugin: Plugin, name: str) -> str | None:
    """Return the name that mypy has; the name itself where the build cannot tell."""
    module, path = _split(plugin, name)
    if module is None or _may_be_elsewhere(module, path[0]):
        return name
    symbol = module.names.get(path[0])
    if len(path) == 1:
        is_function = symbol is not None and not isinstance(symbol.node, MypyFile)
        return _fullname(symbol, name) if is_function else None
    for attribute in path[1:]:
        owner = symbol.node if symbol is not None else None
        members = _class_of(owner)
        if members is None:
            return name if symbol is not None and _is_open(owner) else None
        symbol = members.get(attribute)
        name = f"{owner.fullname if owner is not None else ''}.{attribute}"
    return name if symbol is not None else None


def _split(plugin: Plugin, name: str) -> tuple[MypyFile | None, list[str]]:
    """Return the innermost module of the build in a name, and what follows it."""
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        module = module_in_build(plugin, ".".join(parts[:length]))
        if module is not None:
            return module, parts[length:]
    return None, parts


def _may_be_elsewhere(module: MypyFile, name: str) -> bool:
    """Tell whether a module of the build has names that the build does not show."""
    if name in module.names:
        return False
    if "__getattr__" in module.names:
        return True
    folder = Path(module.path).parent
    beside = (folder / name, folder / f"{name}.py", folder / f"{name}.pyi")
    return module.is_package_init_file() and any(path.exists() for path in beside)


def _class_of(node: SymbolNode | None) -> TypeInfo | None:
    if isinstance(node, TypeInfo):
        return node
    typ = get_proper_type(node.type) if isinstance(node, Var) else None
    return typ.type if isinstance(typ, Instance) else None


def _is_open(node: SymbolNode | None) -> bool:
    """Tell whether a thing may have attributes that mypy does not know."""
    return node is None or isinstance(node, Var)


def _fullname(symbol: SymbolTableNode | None, name: str) -> str:
    return symbol.node.fullname if symbol is not None and symbol.node is not None else name


def _nearest(plugin: Plugin, name: str) -> str | None:
    """Return the name in the same module or class that looks most like this one."""
    module, path = _split(plugin, name)
    if module is None:
        return None
    near = difflib.get_close_matches(path[0], list(module.names), n=1)
    if len(path) > 1 and path[0] in module.names:
        info = _class_of(module.names[path[0]].node)
        members = [] if info is None else [key for base in info.mro for key in base.names]
        near = [f"{path[0]}.{key}" for key in difflib.get_close_matches(path[1], members, n=1)]
    return f"{module.fullname}.{near[0]}" if near else None
