"""Calls at module level."""

import sys

from typing_extensions import assert_type

from library import Block, Shelf, load
from program import plain

assert_type(load(1), str)
assert_type([load(n) for n in range(3)], list[str])
assert_type(Block.load("a").save(), str)
assert_type(Shelf(1)(), list[int])
assert_type(plain.declared(), None)

if sys.version_info >= (3, 12):
    newer: int = load(1)  # error-from-3.12: assignment
else:
    older: int = load(1)  # error-to-3.11: assignment


class Catalogue:
    title = load(1)

    def ask(self, title: str = load(2)) -> str:
        return self.title + title


wrong: int = load(1)  # error: assignment
