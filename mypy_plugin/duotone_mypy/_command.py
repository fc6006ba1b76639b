"""What can the command ``duotone`` do?"""

from __future__ import annotations

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
    options_metavar="[MYPY OPTIONS]",
)
@click.option("--show-calls", is_flag=True, help="Print what each dual call gives, and why.")
@click.argument("arguments", nargs=-1, required=True, type=click.UNPROCESSED, metavar="PATH...")
def check(arguments: tuple[str, ...], *, show_calls: bool) -> None:
    """Run mypy with the plugin on files and folders.

    Needs no configuration; your own mypy configuration is kept where there is one. Options that
    are not listed here go to mypy. The exit status is mypy's.
    """
    sys.exit(check_paths(list(arguments), shows_calls=show_calls))
