"""Does mypy find the libraries that are configured, in versions that are known?"""

from __future__ import annotations

import re
from importlib.metadata import Distribution
from typing import TYPE_CHECKING, Final

from mypy.build import default_data_dir
from mypy.modulefinder import (
    FindModuleCache,
    ModuleNotFoundReason,
    compute_search_paths,
    get_search_dirs,
)

from ._library_messages import not_installed, unchecked_version
from ._presets import read_preset
from ._versions import parse_version

if TYPE_CHECKING:
    from mypy.modulefinder import BuildSource
    from mypy.options import Options

    from ._config import Config

_BOUND: Final = re.compile(r"(>=|<)([\d.]+)")


def doubts_about(config: Config, sources: list[BuildSource], options: Options) -> list[str]:
    """Say which configured libraries mypy does not find, or finds in an unknown version."""
    if not config.libraries:
        return []
    data = default_data_dir()
    finder = FindModuleCache(compute_search_paths(sources, options, data), None, options)
    packages = dict.fromkeys(library.prefix.partition(".")[0] for library in config.libraries)
    missing = [name for name in packages if not _is_there(finder, name)]
    python = options.python_executable or ""
    found = [name for name in config.presets if name not in missing]
    return [
        *(not_installed(name, python) for name in missing),
        *filter(None, (_doubt_about_version(name, python) for name in found)),
    ]


def fits(version: str, versions: str) -> bool:
    """Tell whether a version is one of those, given as in ``>=3.9,<3.10``."""
    number = parse_version(version)
    return all(
        (number >= parse_version(bound)) is (comparison == ">=")
        for comparison, bound in _BOUND.findall(versions)
    )


def _is_there(finder: FindModuleCache, package: str) -> bool:
    return finder.find_module(package) is not ModuleNotFoundReason.NOT_FOUND


def _doubt_about_version(name: str, python: str) -> str | None:
    preset = read_preset(name)
    folders = [folder for folders in get_search_dirs(python) for folder in folders]
    found = Distribution.discover(name=preset.distribution, path=folders)
    version = next((each.version for each in found), None)
    if version is None or fits(version, preset.versions):
        return None
    return unchecked_version(preset.distribution, version, preset.versions)
