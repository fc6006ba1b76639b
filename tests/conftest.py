"""What holds for every test."""

from __future__ import annotations

import gc
import hashlib
import itertools
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from project import Project
from pytest_mypy_plugins.item import YamlTestItem

# The plugin lets mypy go on when a hook fails; in a test that would hide the failure.
os.environ["DUOTONE_TRACEBACK"] = "1"
# pytest-mypy-plugins looks for the command mypy, the tests for duotone.
os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

# A shell that starts the tests in the background has Ctrl-C ignored, by them and what they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder in which the typing tests run, and where mypy keeps what it has seen."""
    # Each case runs in a folder of its own: a relative cache would be lost with it.
    base = config.rootpath / "build" / "typing-tests"
    base.mkdir(parents=True, exist_ok=True)
    config.option.mypy_testing_base = str(base)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give the cases of each set of options a cache of theirs: mypy shares none among options."""
    if isinstance(item, YamlTestItem):
        options = hashlib.sha256(item.additional_mypy_config.encode()).hexdigest()[:8]
        item.incremental_cache_dir = str(Path(item.incremental_cache_dir) / options)


#: How mypy sets when Python looks for garbage: for its one run, never.
MYPY_THRESHOLD = 200_000
#: How many tests are run in a process in which mypy has run, until that is tidied up.
TESTS_BETWEEN = 20
tests_since = itertools.count(1)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect what mypy has left: with hundreds of runs a process grows to gigabytes."""
    if gc.get_threshold()[0] >= MYPY_THRESHOLD and next(tests_since) % TESTS_BETWEEN == 0:
        gc.collect()


@pytest.fixture(scope="session")
def cache_of_typeshed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy keeps when it has seen nothing but the standard library and duotone."""
    folder = tmp_path_factory.mktemp("cold")
    (folder / "imports.py").write_text("import duotone\n")
    (folder / "plugin.ini").write_text("[mypy]\nplugins = duotone_mypy\n")
    for command in (
        ["duotone_mypy", "check", "--config-file="],
        ["mypy", "--config-file=plugin.ini"],
    ):
        arguments = [sys.executable, "-m", *command, "imports.py"]
        subprocess.run(arguments, cwd=folder, check=True, capture_output=True)
    return folder / ".mypy_cache"


@pytest.fixture
def project(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    cache_of_typeshed: Path,
) -> Project:
    """An empty folder of a user's, the current one."""
    shutil.copytree(cache_of_typeshed, tmp_path / ".mypy_cache")
    monkeypatch.chdir(tmp_path)
    # What the machine's user has configured, or a folder above, is none of the tests' business.
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "no-configuration"))
    return Project(tmp_path)
