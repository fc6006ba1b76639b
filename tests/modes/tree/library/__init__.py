"""A library with duals of every kind."""

from .functions import double, echo, fetch, load, total
from .methods import Block, Shelf

__all__ = ["Block", "Shelf", "double", "echo", "fetch", "load", "total"]
