"""Does the build have the decorators and functions that the configuration names, and as what?"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mypy.nodes import MypyFile, TypeInfo, Var
from mypy.types import Instance, get_proper_type

from ._checker import module_in_build
from ._library_config import FUNCTIONS, LIBRARY
from ._library_messages import defined_elsewhere, unknown_function
from ._run_messages import unknown_context

if TYPE_CHECKING:
    from mypy.nodes import SymbolNode, SymbolTableNode
    from mypy.plugin import Plugin

    from ._config import Config

_FUNCTIONS: Final = f"{LIBRARY}.{FUNCTIONS}"


def names_in_build(plugin: Plugin, config: Config) -> tuple[dict[str, str], str | None]:
    """Return the name that mypy has for each decorator and function that is configured.

    After it comes what is wrong with the configuration: a name that a module of the build lacks.
    """
    known: dict[str, str] = {}
    complaint = None
    for key, name in config.context_names():
        found = name_in_build(plugin, name)
        if found is None and complaint is None:
            complaint = unknown_context(config.path, key, name, _nearest(plugin, name))
        known[name] = found or name
    for prefix, name in config.function_names():
        found = name_in_build(plugin, name)
        if found is None and complaint is None:
            complaint = unknown_function(config.path, _FUNCTIONS, name, _nearest(plugin, name))
        elif found is not None and complaint is None and not found.startswith(prefix):
            complaint = _if_defined(plugin, config.path, name, found, prefix)
        known[name] = found or name
    for name, _ in config.preset_contexts:
        known[name] = name_in_build(plugin, name) or name
    return known, complaint


def _if_defined(plugin: Plugin, path: str, name: str, found: str, prefix: str) -> str | None:
    """Say that a function is defined outside its prefix, None where the build cannot tell."""
    is_known = found != name or _split(plugin, name)[0] is not None
    return defined_elsewhere(path, _FUNCTIONS, name, found, prefix) if is_known else None


def name_in_build(plugin: Plugin, name: str) -> str | None:
    """Return the name that mypy has; the name itself where the build cannot tell."""
    module, path = _split(plugin, name)
    if module is None:
        return name
    symbol = module.names.get(path[0])
    if symbol is None:
        is_module = module_in_build(plugin, name) is not None
        return name if not is_module and _may_be_elsewhere(module, path[0]) else None
    if isinstance(symbol.node, MypyFile):
        return None
    return _member_of(symbol, path[1:], name)


def _member_of(symbol: SymbolTableNode, attributes: list[str], name: str) -> str | None:
    known = name if symbol.node is None else symbol.node.fullname
    for attribute in attributes:
        info = _class_of(symbol.node)
        if info is None:
            # An object of unknown type may have any attribute.
            return name if isinstance(symbol.node, Var | None) else None
        member = info.get(attribute)
        if member is None:
            return None
        symbol, known = member, f"{known}.{attribute}"
    return known


def _split(plugin: Plugin, name: str) -> tuple[MypyFile | None, list[str]]:
    """Return the innermost module of the build in a name, and what follows it."""
    parts = name.split(".")
    for length in range(len(parts) - 1, 0, -1):
        module = module_in_build(plugin, ".".join(parts[:length]))
        if module is None:
            continue
        symbol = module.names.get(parts[length])
        if symbol is None or not isinstance(symbol.node, MypyFile) or length == len(parts) - 1:
            return module, parts[length:]
        # The module has another one under a name of its own.
        return _split(plugin, ".".join([symbol.node.fullname, *parts[length + 1 :]]))
    return None, parts


def _may_be_elsewhere(module: MypyFile, name: str) -> bool:
    """Tell whether a module may have a name that the build does not show."""
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


def _nearest(plugin: Plugin, name: str) -> str | None:
    """Return the name in the same module or class that looks most like this one."""
    module, path = _split(plugin, name)
    table = {} if module is None else module.names
    info = _class_of(table[path[0]].node) if path[0] in table else None
    if info is None:
        names = [key for key, symbol in table.items() if not isinstance(symbol.node, MypyFile)]
        near, prefix = difflib.get_close_matches(path[0], names, n=1), ""
    else:
        names = [key for base in info.mro for key in base.names]
        near, prefix = difflib.get_close_matches(path[-1], names, n=1), f"{path[0]}."
    return f"{'' if module is None else module.fullname}.{prefix}{near[0]}" if near else None
