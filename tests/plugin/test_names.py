"""Do the full names that the plugin looks for exist?"""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import build
from mypy.modulefinder import BuildSource
from mypy.nodes import TypeInfo
from mypy.options import Options

from duotone_mypy import _names

NAMES = {
    name: value
    for name, value in vars(_names).items()
    if isinstance(value, str) and value.startswith("duotone.") and not name.startswith("_")
}
MODULES = {name: NAMES.pop(name) for name in [*NAMES] if name.endswith("_MODULE")}


@pytest.fixture(scope="module")
def built() -> build.BuildResult:
    """The public package, as mypy sees it."""
    options = Options()
    options.incremental = False
    source = BuildSource("probe.py", "probe", "import duotone")
    return build.build([source], options)


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_name_is_found_by_mypy(name: str, built: build.BuildResult) -> None:
    """A rename in the stubs or in the runtime fails here."""
    modules = sorted(built.files, key=len, reverse=True)
    module = next(module for module in modules if name.startswith(f"{module}."))
    first, *rest = name.removeprefix(f"{module}.").split(".")
    symbol = built.files[module].names[first]
    for part in rest:
        assert isinstance(symbol.node, TypeInfo)
        symbol = symbol.node.names[part]
    assert symbol.node is not None


@pytest.mark.parametrize("name", MODULES.values(), ids=MODULES)
def test_module_is_found_by_mypy(name: str, built: build.BuildResult) -> None:
    assert name in built.files


def test_there_are_names_to_find() -> None:
    assert len(NAMES) > 10
    assert MODULES
    assert Path(_names.__file__).name == "_names.py"
