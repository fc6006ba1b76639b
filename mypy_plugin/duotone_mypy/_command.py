"""What can the command ``duotone`` do?"""

from __future__ import annotations

import os
import sys

import click

from duotone import __version__

from ._run_mypy import check_paths


@click.group()
@click.version_option(__version__)
def duotone() -> None:
    """Tell which of its two sides each dual call gets."""


@duotone.command(
    context_settings={"ignore_unknown_options": True},
    options_metavar="[--show-calls] [MYPY OPTIONS]",
)
@click.version_option(__version__, "-V", "--version", prog_name="duotone")
@click.option("--show-calls", is_flag=True, help="Print what each dual call gives, and why.")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PATH...]")
def check(arguments: tuple[str, ...], *, show_calls: bool) -> None:
    """Run mypy with the plugin on files and folders.

    Needs no configuration; your own mypy configuration is kept where there is one, and its
    "files" are checked when no path is given. Options that are not listed here go to mypy. The
    exit status is mypy's: 0 where nothing was found, 1 for errors, 2 where nothing was checked.
    """
    status = check_paths(list(arguments), shows_calls=show_calls)
    # As mypy does: to free all that it knows would take longer than to find it out.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
