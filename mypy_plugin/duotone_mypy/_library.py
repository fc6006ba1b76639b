"""What is known about a library that was written without duotone?"""

from __future__ import annotations

from typing import Final, NamedTuple

#: How a library chooses the side of a call: by the place of the call, or by the class called on.
CONTEXT: Final = "context"
RECEIVER: Final = "receiver"


class Library(NamedTuple):
    """What is configured for the functions whose full names begin with a prefix."""

    prefix: str
    #: From the full name of a dual function to the name of its async twin: empty where it has none,
    #: None where the naming convention is to tell.
    functions: tuple[tuple[str, str | None], ...] = ()
    resolve: str = CONTEXT
    #: Whether its dual functions take ``_sync``.
    has_sync_keyword: bool = True
    #: Full names, of functions or of what holds them, that are left to mypy.
    exceptions: tuple[str, ...] = ()

    def covers(self, fullname: str) -> bool:
        """Tell whether what is configured here is about a function."""
        return fullname.startswith(self.prefix)

    def leaves_out(self, fullname: str) -> bool:
        """Tell whether a name, or what holds it, is left to mypy."""
        return any(f"{fullname}.".startswith(f"{name}.") for name in self.exceptions)

    def as_data(self) -> list[object]:
        """Return all of it as plain data."""
        functions = [list(function) for function in self.functions]
        return [self.prefix, functions, self.resolve, self.has_sync_keyword, [*self.exceptions]]


class Preset(NamedTuple):
    """What the package knows about one library."""

    name: str
    #: The name under which the library is installed.
    distribution: str
    #: The versions that it was checked against, as pip writes them.
    versions: str
    libraries: tuple[Library, ...]
    #: From the full name of a decorator to the side that it declares.
    contexts: tuple[tuple[str, str], ...] = ()
    #: Why the library cannot be configured, where it cannot.
    refused: str = ""
