"""Is what is called a dual function of a configured library?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from mypy.nodes import (
    CallExpr,
    Decorator,
    FuncDef,
    MemberExpr,
    MypyFile,
    OverloadedFuncDef,
    RefExpr,
    TypeInfo,
    Var,
)
from mypy.types import CallableType, Overloaded, get_proper_type

from ._alias import local_source, target_of
from ._checker import module_in_build, scopes
from ._context_names import name_in_build
from ._library import RECEIVER, Library
from ._union import shows_union

if TYPE_CHECKING:
    from mypy.nodes import SymbolNode
    from mypy.plugin import (
        FunctionContext,
        FunctionSigContext,
        MethodContext,
        MethodSigContext,
        Plugin,
    )
    from mypy.types import Type

    from ._config import Config

#: What the name of an async twin begins with.
_ASYNC: Final = "a"


class LibraryFunction(NamedTuple):
    """A dual function of a library."""

    library: Library
    node: SymbolNode
    #: The name of the async twin, None where there is none.
    twin: str | None
    #: Whether it is listed, so that its type may show one side only.
    is_listed: bool


class LibraryFunctions:
    """Finds the dual functions of configured libraries."""

    def __init__(self, plugin: Plugin, config: Config) -> None:
        self._plugin = plugin
        self._libraries = config.libraries

    def named(self, fullname: str) -> LibraryFunction | None:
        """Return the function of that name, also under an alias."""
        if not self._libraries or _is_bare(fullname):
            return None
        return self._of(self._node(fullname))

    def called(
        self, ctx: FunctionContext | MethodContext | FunctionSigContext | MethodSigContext
    ) -> LibraryFunction | None:
        """Return the function that is called by a local name, or another without a full one."""
        if not self._libraries or not isinstance(ctx.context, CallExpr):
            return None
        source = local_source(scopes(ctx.api), ctx.context.callee)
        if source is not None:
            return self.named(source)
        callee = get_proper_type(ctx.api.get_expression_type(ctx.context.callee))
        if isinstance(callee, Overloaded):
            callee = callee.items[0]
        definition = callee.definition if isinstance(callee, CallableType) else None
        return None if definition is None else self._of(self._node(definition.fullname))

    def _of(self, node: SymbolNode | None) -> LibraryFunction | None:
        if isinstance(node, Var):
            module = self._module_of(node.fullname)
            target = None if module is None else target_of(node, module)
            return None if target is None else self._of(target)
        if not isinstance(node, FuncDef | Decorator | OverloadedFuncDef):
            return None
        for library in self._libraries:
            if library.leaves_out(node.fullname):
                return None
            found = self._in(library, node) if library.covers(node.fullname) else None
            if found is not None:
                return found
        return None

    def _in(self, library: Library, node: SymbolNode) -> LibraryFunction | None:
        listed = dict(library.functions)
        name = node.fullname if node.fullname in listed else self._listed_as(library, node)
        if name is not None:
            twin = self._twin(node) if listed[name] is None else listed[name] or None
            return LibraryFunction(library, node, twin, is_listed=True)
        if not shows_union(_type_of(node)):
            return None
        return LibraryFunction(library, node, self._twin(node), is_listed=False)

    def _listed_as(self, library: Library, node: SymbolNode) -> str | None:
        """Return the name under which a function is listed, where it is not its own."""
        for name, _ in library.functions:
            if name.rpartition(".")[2] != node.name:
                continue
            known = name_in_build(self._plugin, name)
            if known is not None and self._node(known) is node:
                return name
        return None

    def _twin(self, node: SymbolNode) -> str | None:
        """Return the async twin's name, by convention, where there is such a function."""
        owner, _, name = node.fullname.rpartition(".")
        twin = self._node(f"{owner}.{_ASYNC}{name}")
        return f"{_ASYNC}{name}" if _is_coroutine_function(twin) else None

    def _module_of(self, fullname: str) -> MypyFile | None:
        parts = fullname.split(".")
        owners = (".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1))
        modules = (module_in_build(self._plugin, owner) for owner in owners)
        return next(filter(None, modules), None)

    def _node(self, fullname: str) -> SymbolNode | None:
        symbol = self._plugin.lookup_fully_qualified(fullname)
        if symbol is None:
            owner, _, name = fullname.rpartition(".")
            holder = self._plugin.lookup_fully_qualified(owner)
            if holder is None or not isinstance(holder.node, TypeInfo):
                return None
            symbol = holder.node.get(name)
        return None if symbol is None else symbol.node


def reachable_twin(function: LibraryFunction, call: object) -> str | None:
    """Return the async twin's name, None where what is called on does not have it."""
    callee = call.callee if isinstance(call, CallExpr) else None
    holder = callee.expr if isinstance(callee, MemberExpr) else None
    module = holder.node if isinstance(holder, RefExpr) else None
    if function.twin is None or not isinstance(module, MypyFile):
        return function.twin
    return function.twin if function.twin in module.names else None


def is_by_receiver(function: LibraryFunction) -> bool:
    """Tell whether the class called on chooses the side."""
    return function.library.resolve == RECEIVER


def _is_bare(fullname: str) -> bool:
    return "." not in fullname or " of " in fullname


def _type_of(node: FuncDef | Decorator | OverloadedFuncDef | SymbolNode) -> Type | None:
    if isinstance(node, Decorator):
        return node.var.type
    return node.type if isinstance(node, FuncDef | OverloadedFuncDef) else None


def _is_coroutine_function(node: SymbolNode | None) -> bool:
    if isinstance(node, OverloadedFuncDef):
        node = node.impl or node.items[0]
    function = node.func if isinstance(node, Decorator) else node
    return isinstance(function, FuncDef) and function.is_coroutine
