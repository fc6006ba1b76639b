"""What can the command ``duotone`` do?"""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import click

from duotone import __version__

from ._config_presence import LIBRARIES_VARIABLE
from ._run_mypy import check_paths, suggest_for


@click.group()
@click.version_option(__version__)
def duotone() -> None:
    """Tell which of its two sides each dual call gets."""


@duotone.command(
    context_settings={"ignore_unknown_options": True},
    options_metavar="[--show-calls] [--libraries NAMES] [MYPY OPTIONS]",
)
@click.version_option(__version__, "-V", "--version", prog_name="duotone")
@click.option("--show-calls", is_flag=True, help="Print what each dual call gives, and why.")
@click.option(
    "--libraries",
    metavar="NAME[,NAME...]",
    help="Take these presets for libraries that were written without duotone.",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PATH...]")
def check(arguments: tuple[str, ...], *, show_calls: bool, libraries: str | None) -> None:
    """Run mypy with the plugin on files and folders.

    Needs no configuration; your own mypy configuration is kept where there is one, and its
    "files" are checked when no path is given. Options that are not listed here go to mypy. The
    exit status is mypy's: 0 where nothing was found, 1 for errors, 2 where nothing was checked.
    """
    if libraries is not None:
        os.environ[LIBRARIES_VARIABLE] = libraries
    _leave(check_paths(list(arguments), shows_calls=show_calls))


@duotone.command(
    context_settings={"ignore_unknown_options": True}, options_metavar="[MYPY OPTIONS]"
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PATH...]")
def suggest(arguments: tuple[str, ...]) -> None:
    """Print the configuration for libraries that files and folders import.

    Looks for functions that are typed as a value or its coroutine. Options go to mypy. The exit
    status is 0, or 2 where mypy cannot read the files.
    """
    _leave(suggest_for(list(arguments)))


def _leave(status: int) -> NoReturn:
    # As mypy does: to free all that it knows would take longer than to find it out.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
