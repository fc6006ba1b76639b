"""What is the user's mypy configuration with the plugin added?"""

from __future__ import annotations

import configparser
import shutil
from pathlib import Path
from typing import Any, Final

import tomlkit
from tomlkit.exceptions import TOMLKitError

from ._config_names import SECTION, TOOL, is_section, misspelt_sections, misspelt_tables

_PLUGIN: Final = "duotone_mypy"
_PYPROJECT: Final = "pyproject.toml"
_FOLDER_VARIABLES: Final = ("${MYPY_CONFIG_FILE_DIR}", "$MYPY_CONFIG_FILE_DIR")
#: Where mypy stops to look for a configuration further up.
_ROOTS: Final = (".git", ".hg")


def write_config(path: str | None, folder: Path) -> tuple[Path, dict[str, str]]:
    """Write the configuration of that path, with the plugin added, into a folder.

    After the new file comes what each file in that folder is to be called in messages.
    """
    if path is not None and path.endswith(".toml"):
        target = _write_toml(Path(path), folder / _PYPROJECT)
        return target, {str(target): path}
    target = _write_ini(path, folder / "mypy.ini")
    shown_as = {str(target): path or "duotone"}
    # The plugin looks for its own table beside the file, too.
    beside = _pyproject_above() if path is None else Path(path).parent / _PYPROJECT
    if beside is not None and beside.is_file():
        shutil.copyfile(beside, folder / _PYPROJECT)
        shown_as[str(folder / _PYPROJECT)] = str(beside)
    return target, shown_as


def _pyproject_above() -> Path | None:
    """Return the nearest pyproject.toml with a table of ours, in a project that mypy has none in.

    One that cannot be read may have it.
    """
    folders = [Path(), *Path.cwd().parents]
    ends = [any((folder / root).exists() for root in _ROOTS) for folder in folders]
    searched = folders[: ends.index(True) + 1] if True in ends else folders
    found = (folder / _PYPROJECT for folder in searched)
    return next((each for each in found if each.is_file() and _may_configure_us(each)), None)


def _may_configure_us(pyproject: Path) -> bool:
    try:
        document = tomlkit.parse(pyproject.read_text(encoding="utf-8")).unwrap()
    except (OSError, ValueError, TOMLKitError):
        return True
    # A misspelt one is refused, not ignored.
    return SECTION in document.get(TOOL, {}) or bool(misspelt_tables(document))


def _write_toml(path: Path, target: Path) -> Path:
    document = tomlkit.parse(path.read_text(encoding="utf-8")).unwrap()
    tool = document.get(TOOL, {})
    mypy = _anchored(tool.get("mypy", {}), path)
    plugins = mypy.get("plugins", [])
    listed = plugins.split(",") if isinstance(plugins, str) else plugins
    mypy["plugins"] = _with_plugin(listed, path)
    ours = [(TOOL, SECTION)] if SECTION in tool else []
    kept = _kept(document, [*ours, *misspelt_tables(document)])
    kept.setdefault(TOOL, {})["mypy"] = mypy
    target.write_text(tomlkit.dumps(kept), encoding="utf-8")
    return target


def _kept(document: dict[str, Any], paths: list[tuple[str, ...]]) -> dict[str, Any]:
    """Return of a document only what stands under some keys."""
    kept: dict[str, Any] = {}
    for *outer, key in paths:
        source, target = document, kept
        for each in outer:
            source, target = source[each], target.setdefault(each, {})
        target[key] = source[key]
    return kept


def _write_ini(path: str | None, target: Path) -> Path:
    parser = configparser.RawConfigParser()
    if path is not None:
        parser.read(path, encoding="utf-8")
    if not parser.has_section("mypy"):
        parser.add_section("mypy")
    misspelt = misspelt_sections(parser.sections())
    for section in parser.sections():
        is_mypys = section.partition("-")[0] == "mypy"
        if not is_mypys and not is_section(section) and section not in misspelt:
            parser.remove_section(section)
            continue
        for key, value in parser.items(section):
            parser.set(section, key, _anchored(value, Path(path or "mypy.ini")))
    listed = parser.get("mypy", "plugins", fallback="").replace("\n", ",").split(",")
    plugins = _with_plugin(listed, Path(path or "mypy.ini"))
    parser.set("mypy", "plugins", ", ".join(plugins))
    with target.open("w", encoding="utf-8") as file:
        parser.write(file)
    return target


def _with_plugin(listed: list[str], config: Path) -> list[str]:
    """Return the plugins with ours among them; a plugin's path is relative to the user's file."""
    plugins = [name.strip() for name in listed if name.strip()]
    folder = config.parent.absolute()
    anchored = [str(folder / name) if _is_path(name) else name for name in plugins]
    return anchored if _PLUGIN in anchored else [*anchored, _PLUGIN]


def _is_path(plugin: str) -> bool:
    return plugin.partition(":")[0].endswith(".py")


def _anchored(value: Any, config: Path) -> Any:
    """Write the folder of the user's file where a value asks for it."""
    if isinstance(value, dict):
        return {key: _anchored(item, config) for key, item in value.items()}
    if isinstance(value, list):
        return [_anchored(item, config) for item in value]
    if isinstance(value, str):
        for variable in _FOLDER_VARIABLES:
            value = value.replace(variable, str(config.parent.absolute()))
    return value
