"""Does the plugin give the same verdicts under each mypy that it supports? `make mypy-range`.

Each version gets an environment of its own below build/. The typing cases of tests/types run under
all of them. What is compared with the newest version's answers is where an error stands, its code,
and the types that are revealed: mypy's own words differ from version to version.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import venv
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any, Final, NamedTuple

import jinja2
import yaml

_ROOT: Final = Path(__file__).parent.parent
_BUILD: Final = _ROOT / "build" / "mypy-range"
_NEWEST: Final = version_of("mypy")
_VERSIONS: Final = ["1.20.0", "1.20.2", "2.0.0", "2.1.0", "2.2.0", "2.3.1", "2.4.0", _NEWEST]
_TOO_OLD: Final = "1.19.1"
#: Cases with syntax that an older mypy, which has Python's own parser, cannot read.
_NEED_OWN_PARSER: Final = {"call_in_a_file_that_is_newer_than_the_python_of_mypy"}
_OWN_PARSER_SINCE: Final = (2, 4)
#: The case in which each mypy meets duotone for the first time: its verdict is the plugin's.
_FIRST: Final = "test_rule-row_6"
_CONFIG: Final = "[mypy]\nplugins = duotone_mypy\ndisable_error_code = empty-body\n"
#: How many versions are run at a time.
_AT_A_TIME: Final = 2

# file, line, error code or revealed type
Verdict = tuple[str, int, str]


class Case(NamedTuple):
    """One typing case, written into a folder."""

    name: str
    folder: Path
    needs_own_parser: bool = False

    def fits(self, version: str) -> bool:
        """Tell whether a version of mypy can read the case."""
        numbers = tuple(int(number) for number in version.split(".")[:2])
        return not self.needs_own_parser or numbers >= _OWN_PARSER_SINCE


class Result(NamedTuple):
    """What one version of mypy says to all cases."""

    version: str
    verdicts: dict[str, Counter[Verdict]]
    #: What no version should print: an internal error, a hook that failed.
    troubles: list[str]


def environment(version: str) -> Path:
    """Return the interpreter of an environment with that mypy and this plugin."""
    folder = _BUILD / version
    python = folder / "bin" / "python"
    stamp = folder / ".is-set-up"
    if not stamp.exists():
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, f"mypy=={version}", "tomli", "--editable", str(_ROOT)], check=True)
        stamp.touch()
    return python


def cases() -> list[Case]:
    """Write the typing cases, each into a folder of its own."""
    shutil.rmtree(_BUILD / "cases", ignore_errors=True)
    written = [
        case
        for path in sorted((_ROOT / "tests" / "types").glob("test_*.yml"))
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
        if not entry.get("skip")
        for case in _written(path.stem, entry)
    ]
    return sorted(written, key=lambda case: not case.name.startswith(_FIRST))


def _written(stem: str, entry: dict[str, Any]) -> list[Case]:
    written = []
    for number, parameters in enumerate(entry.get("parametrized", [{}])):
        name = f"{stem}-{entry['case']}-{number}"
        folder = _BUILD / "cases" / name
        files = [{"path": "main.py", "content": entry["main"]}, *entry.get("files", [])]
        for file in files:
            target = folder / file["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            template = jinja2.Template(file.get("content", ""), keep_trailing_newline=True)
            target.write_text(template.render(**parameters), encoding="utf-8")
        own = jinja2.Template(entry.get("mypy_config", "")).render(**parameters)
        (folder / "mypy.ini").write_text(_merged(own), encoding="utf-8")
        written.append(Case(name, folder, entry["case"] in _NEED_OWN_PARSER))
    return written


def _merged(own: str) -> str:
    """Return the configuration with a case's own lines, which replace the common ones."""
    keys = {line.partition("=")[0].strip() for line in own.splitlines() if "=" in line}
    lines = _CONFIG.splitlines()
    common = [line for line in lines if line.partition("=")[0].strip() not in keys]
    return "\n".join([*common, own, ""])


def run(version: str, all_cases: list[Case]) -> Result:
    """Run all cases under one version."""
    python = environment(version)
    verdicts: dict[str, Counter[Verdict]] = {}
    troubles = []
    cache = _BUILD / version / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    mypy = [str(python), "-m", "mypy", "--no-pretty", f"--cache-dir={cache}"]
    # As with everybody's first dual function, mypy's cache holds builtins then, but no duotone.
    subprocess.run([*mypy, "-c", ""], cwd=all_cases[0].folder, check=True, capture_output=True)
    for case in all_cases:
        if not case.fits(version):
            continue
        command = [*mypy, "main.py"]
        done = subprocess.run(command, cwd=case.folder, capture_output=True, text=True, check=False)
        verdicts[case.name] = verdicts_in(done.stdout)
        if done.stderr or done.returncode not in {0, 1}:
            troubles.append(f"{case.name}: {done.stderr or done.stdout}")
    return Result(version, verdicts, troubles)


def verdicts_in(out: str) -> Counter[Verdict]:
    """Return the errors and the revealed types of mypy's output."""
    errors = re.findall(r"^(.+?):(\d+): error: .*\[([\w-]+)\]$", out, re.MULTILINE)
    types = re.findall(r'^(.+?):(\d+): note: Revealed type is "(.*)"$', out, re.MULTILINE)
    return Counter(
        (file, int(line), what.replace("builtins.", "")) for file, line, what in [*errors, *types]
    )


def refusal_of_the_too_old() -> str | None:
    """Return what is wrong with the way in which a mypy that is too old is refused."""
    folder = _BUILD / "too-old"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mypy.ini").write_text(_CONFIG, encoding="utf-8")
    (folder / "main.py").write_text("x = 1\n", encoding="utf-8")
    command = [str(environment(_TOO_OLD)), "-m", "mypy", "main.py"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    message = f"duotone: mypy {_TOO_OLD} is too old for the plugin"
    is_refused = done.stdout.startswith(message) and done.stdout.count("\n") == 1
    if is_refused and not done.stderr and done.returncode == 2:
        return None
    return f"status {done.returncode}\n{done.stdout}{done.stderr}"


def differences(result: Result, newest: Result) -> list[str]:
    """Return the cases in which a version says something else than the newest."""
    lines = []
    for name, expected in newest.verdicts.items():
        if name not in result.verdicts:
            continue
        more, fewer = result.verdicts[name] - expected, expected - result.verdicts[name]
        if more or fewer:
            lines.append(f"{name}: more {sorted(more)}, not {sorted(fewer)}")
    return lines


def main() -> None:
    """Print a table of the versions; exit with 1 where one differs."""
    all_cases = cases()
    print(f"{len(all_cases)} cases under each mypy")
    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        results = list(pool.map(lambda version: run(version, all_cases), _VERSIONS))
    newest = results[-1]
    print(f"{'mypy':<10} {'verdicts':>8} {'differ':>7} {'trouble':>8}")
    details = []
    for result in results:
        different = differences(result, newest)
        count = sum(verdicts.total() for verdicts in result.verdicts.values())
        print(f"{result.version:<10} {count:>8} {len(different):>7} {len(result.troubles):>8}")
        details += [f"{result.version}: {line}" for line in [*different, *result.troubles]]
    refusal = refusal_of_the_too_old()
    print(f"{_TOO_OLD:<10} {'is refused in one line' if refusal is None else refusal}")
    print("\n".join(details))
    sys.exit(bool(details) or refusal is not None)


if __name__ == "__main__":
    main()
