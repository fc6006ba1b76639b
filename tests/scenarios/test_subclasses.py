"""Is the half of a pair that a user's subclass overrides ever skipped, or its error swallowed?"""

# Users' classes, as they write them.
# mypy: disable-error-code="explicit-override"

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from duotone import HalfOverriddenWarning, async_compatible, sync_compatible


class Storage:
    """A framework's class, a pair with the sync half decorated."""

    async def awrite(self, text: str) -> str:
        return f"storage awaits {text}"

    @async_compatible(async_version=awrite)
    def write(self, text: str) -> str:
        return f"storage writes {text}"


def save(storage: Any, text: str) -> str:
    """Write as a framework's core does, which says the side."""
    written: str = storage.write(text, _sync=True)
    return written


async def save_in_coroutine(storage: Any, text: str) -> str:
    """Write as a framework's core does in async code."""
    written: str = await storage.write(text, _sync=False)
    return written


def test_core_that_forces_the_sync_side_runs_the_async_half_that_a_subclass_overrides() -> None:
    """Scenario 8."""
    with pytest.warns(HalfOverriddenWarning, match='overrides "awrite" but not "write"'):

        class Cloud(Storage):
            async def awrite(self, text: str) -> str:  # type: ignore[dual-override]
                return f"cloud awaits {text}"

    assert save(Cloud(), "a") == "cloud awaits a"
    assert asyncio.run(save_in_coroutine(Cloud(), "b")) == "cloud awaits b"


def test_core_that_forces_the_async_side_runs_both_halves_of_a_whole_override() -> None:
    """Scenario 8."""

    class Cloud(Storage):
        async def awrite(self, text: str) -> str:
            return f"cloud awaits {text}"

        @async_compatible(async_version=awrite)
        def write(self, text: str) -> str:
            return f"cloud writes {text}"

    assert save(Cloud(), "a") == "cloud writes a"
    assert asyncio.run(save_in_coroutine(Cloud(), "b")) == "cloud awaits b"


def test_core_that_forces_a_half_hears_of_an_override_that_takes_no_sync_keyword() -> None:
    """Scenario 8: Python gives the library no say about it: mypy reports the override."""

    class Cloud(Storage):
        def write(self, text: str) -> str:  # type: ignore[override, dual-override]
            return f"cloud writes {text}"

    with pytest.raises(TypeError, match="'_sync'"):
        save(Cloud(), "a")


def test_type_error_inside_an_override_is_not_swallowed() -> None:
    """Scenario 8."""
    error = TypeError("write() got an unexpected keyword argument '_sync'")
    with pytest.warns(HalfOverriddenWarning):

        class Cloud(Storage):
            async def awrite(self, text: str) -> str:  # type: ignore[dual-override]
                error.args = text, *error.args
                raise error

    with pytest.raises(TypeError) as caught:
        save(Cloud(), "a")
    assert caught.value is error


class Deployment:
    """A framework's class with a hook that async users have overridden for years."""

    async def aon_start(self) -> str:
        return "nothing to start"

    @async_compatible(async_version=aon_start)
    def on_start(self) -> str:
        return "nothing to start"

    def start(self) -> str:
        """Start it, on the path that was added for sync code later."""
        started: str = self.on_start()
        return started


def test_sync_path_does_not_skip_the_async_hook_that_a_subclass_overrides() -> None:
    """Scenario 9."""
    with pytest.warns(HalfOverriddenWarning, match='overrides "aon_start" but not "on_start"'):

        class Mine(Deployment):
            async def aon_start(self) -> str:  # type: ignore[dual-override]
                return "mine started"

    assert Mine().start() == "mine started"
    assert asyncio.run(Mine().aon_start()) == "mine started"


class Block:
    """A framework's class with a dual method."""

    @sync_compatible
    async def read(self) -> str:
        return "block"


def test_subclass_without_decorators_runs_its_own_function() -> None:
    """Scenario 10: Python runs what the class has under the name; mypy reports the override."""

    class Sync(Block):
        def read(self) -> str:  # type: ignore[override, dual-override]
            return "plain"

    class Async(Block):
        async def read(self) -> str:  # type: ignore[override, dual-override]
            return "async"

    assert Sync().read() == "plain"
    assert asyncio.run(Async().read()) == "async"
