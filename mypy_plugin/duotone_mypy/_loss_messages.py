"""How is a coroutine lost, in the words of a message?"""

from __future__ import annotations


def dropped() -> str:
    """Say that a coroutine is given to nothing."""
    return "is dropped without being awaited, so nothing is done"


def assigned_to(name: str) -> str:
    """Say that a coroutine is given to a name that nobody reads."""
    return f'is only assigned to "{name}" and never awaited, so nothing is done'


def passed_to(name: str) -> str:
    """Say that a coroutine is given to a function that forgets it."""
    return f'is passed to "{name}" without being awaited, so nothing is done'


def tested() -> str:
    """Say that the truth of a coroutine is asked for."""
    return "is tested for truth without being awaited, and is always true"


def tested_by(operator: str) -> str:
    """Say that an operator asks for the truth of the coroutine that its method gives."""
    return f'is tested for truth by "{operator}" without being awaited, and is always true'


def compared() -> str:
    """Say that a coroutine is compared."""
    return "is compared without being awaited, so nothing is done"


def matched() -> str:
    """Say that a coroutine is matched with patterns."""
    return "is matched without being awaited, so nothing is done"


def formatted() -> str:
    """Say that a coroutine becomes a text."""
    return "is turned into text without being awaited, so nothing is done"
