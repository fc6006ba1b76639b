"""Which libraries that a program uses could be configured, and how?"""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from mypy import build
from mypy.nodes import Decorator, FuncDef, OverloadedFuncDef, TypeInfo

from ._library import CONTEXT, RECEIVER
from ._library_messages import suggested_library, suggested_presets, suggested_refusal
from ._presets import known_names, preset_names, read_preset
from ._receiver import ENTERED
from ._union import shows_union

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mypy.modulefinder import BuildSource
    from mypy.nodes import MypyFile, SymbolNode
    from mypy.options import Options
    from mypy.types import Type

_OWN: Final = "duotone"
_INSTALLED: Final = {"site-packages", "dist-packages"}


class Suggestion(NamedTuple):
    """A library with functions that are typed as a value or its coroutine."""

    package: str
    functions: tuple[str, ...]
    resolve: str


def suggest_libraries(sources: list[BuildSource], options: Options) -> list[Suggestion]:
    """Return the libraries that a program imports and that could be configured.

    Raises:
        CompileError: when mypy cannot read the program.
    """
    options.incremental = False
    options.cache_dir = os.devnull
    # Ours and others' would only change the types that are looked for.
    options.plugins = []
    result = build.build(sources, options)
    own = {source.module for source in sources}
    found: dict[str, list[str]] = defaultdict(list)
    classes: dict[str, list[TypeInfo]] = defaultdict(list)
    for name, module in sorted(result.files.items()):
        package = name.partition(".")[0]
        if name in own or package == _OWN or not _is_dependency(module, options):
            continue
        for node in _nodes_in(module):
            if isinstance(node, TypeInfo):
                classes[package].append(node)
            elif shows_union(_type_of(node)):
                found[package].append(node.fullname)
    return [
        Suggestion(package, tuple(functions), _resolve(functions, classes[package]))
        for package, functions in found.items()
    ]


def configuration_for(suggestions: list[Suggestion]) -> str:
    """Return the configuration to paste, as TOML."""
    known = [each.package for each in suggestions if each.package in preset_names()]
    texts = [_text_for(each) for each in suggestions if each.package not in known]
    return "\n".join([*([suggested_presets(known)] if known else []), *texts])


def _text_for(suggestion: Suggestion) -> str:
    package = suggestion.package
    if package in known_names():
        return suggested_refusal(package, read_preset(package).refused)
    return suggested_library(package, suggestion.functions, suggestion.resolve)


def _is_dependency(module: MypyFile, options: Options) -> bool:
    """Tell whether a module is neither the standard library's nor the program's own."""
    path = Path(module.path).absolute()
    if module.is_typeshed_file(options):
        return False
    return bool(_INSTALLED & set(path.parts)) or not path.is_relative_to(Path.cwd())


def _nodes_in(holder: MypyFile | TypeInfo) -> Iterator[SymbolNode]:
    """Yield what a module or a class defines itself, and what its classes define."""
    for symbol in holder.names.values():
        node = symbol.node
        if node is None or node.fullname.rpartition(".")[0] != holder.fullname:
            continue
        yield node
        if isinstance(node, TypeInfo):
            yield from _nodes_in(node)


def _type_of(node: SymbolNode) -> Type | None:
    if isinstance(node, Decorator):
        return node.var.type
    return node.type if isinstance(node, FuncDef | OverloadedFuncDef) else None


def _resolve(functions: list[str], classes: list[TypeInfo]) -> str:
    """Tell how a library chooses: by the class where sync and async ones share a function."""
    owners = {name.rpartition(".")[0] for name in functions}
    sides = {
        side
        for info in classes
        if any(base.fullname in owners for base in info.mro)
        for method, side in ENTERED.items()
        if info.has_readable_member(method)
    }
    return RECEIVER if len(sides) > 1 else CONTEXT
