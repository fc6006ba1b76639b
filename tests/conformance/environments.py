"""From where is a program's code entered? Each environment imports it and enters its functions."""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import trio
import uvloop
from anyio import to_thread
from places import AWAIT, CALL, IMPORT

from duotone import (
    async_compatible,
    async_context,
    context_source,
    sync_compatible,
    sync_context,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    Enter = Callable[[], Any]


class Module:
    """A program, ready to be run any number of times."""

    def __init__(self, name: str, text: str, calls: list[str], awaits: list[str]) -> None:
        self._name = name
        self._code = compile(text, f"{name}.py", "exec")
        self._calls = calls
        self._awaits = awaits
        self.namespace: dict[str, Any] = {}

    def load(self) -> None:
        """Run the module's top level anew."""
        self.namespace = {"__name__": self._name}
        exec(self._code, self.namespace)  # noqa: S102 - as an import does

    def functions(self) -> list[Enter]:
        """Return the functions to call."""
        return [self.namespace[name] for name in self._calls]

    def coroutine_functions(self) -> list[Enter]:
        """Return the coroutine functions to await."""
        return [self.namespace[name] for name in self._awaits]


class Environment(NamedTuple):
    """One way of running a program."""

    name: str
    #: What it enters: the module's top level, functions, coroutine functions.
    enters: frozenset[str]
    run: Callable[[Module], None]


def _without_a_loop(module: Module) -> None:
    module.load()
    for function in module.functions():
        function()


async def _all_of_it(module: Module) -> None:
    module.load()
    for function in module.functions():
        function()
    for function in module.coroutine_functions():
        await function()


def _under_asyncio(module: Module) -> None:
    asyncio.run(_all_of_it(module))


def _under_uvloop(module: Module) -> None:
    uvloop.run(_all_of_it(module))


def _under_trio(module: Module) -> None:
    trio.run(_all_of_it, module)


def _driven_by_hand(module: Module) -> None:
    module.load()
    for function in module.coroutine_functions():
        coroutine = function()
        try:
            while True:
                coroutine.send(None)
        except StopIteration:
            continue


def _in_a_worker_thread(module: Module) -> None:
    asyncio.run(asyncio.to_thread(_without_a_loop, module))


def _in_a_thread(module: Module) -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            _without_a_loop(module)
        except BaseException as error:  # noqa: BLE001 - handed to the thread that waits
            failures.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


def _in_callbacks(module: Module) -> None:
    async def main() -> None:
        module.load()
        loop = asyncio.get_running_loop()
        done = loop.create_future()
        for function in module.functions():
            loop.call_soon(function)
        loop.call_soon(done.set_result, None)
        await done

    asyncio.run(main())


def _below_a_forced_native_call(module: Module) -> None:
    @async_compatible
    def native() -> None:
        _without_a_loop(module)

    async def main() -> None:
        native(_sync=True)

    asyncio.run(main())


def _below_a_forced_bridged_call(module: Module) -> None:
    @sync_compatible
    async def bridged() -> None:
        await _all_of_it(module)

    async def main() -> None:
        bridged(_sync=True)

    asyncio.run(main())


def _below_a_sync_call(module: Module) -> None:
    @sync_compatible
    async def bridged() -> None:
        await _all_of_it(module)

    bridged.sync()


def _below_a_call_on_the_shared_loop(module: Module) -> None:
    @sync_compatible(bridge="shared")
    async def bridged() -> None:
        await _all_of_it(module)

    bridged.sync()


def _below_a_call_on_the_host_loop(module: Module) -> None:
    @sync_compatible(bridge="host")
    async def bridged() -> None:
        await _all_of_it(module)

    async def main() -> None:
        await to_thread.run_sync(bridged.sync)

    trio.run(main)


def _under_a_declared_sync_context(module: Module) -> None:
    async def main() -> None:
        with sync_context():
            await _all_of_it(module)

    asyncio.run(main())


def _under_a_declared_async_context(module: Module) -> None:
    async def main() -> None:
        with async_context():
            await _all_of_it(module)

    asyncio.run(main())


def _declared_async_without_a_loop(module: Module) -> None:
    with async_context():
        _without_a_loop(module)


def _under_a_context_source(module: Module) -> None:
    source = context_source(lambda: "sync")
    try:
        _under_asyncio(module)
    finally:
        source.remove()


_EVERYTHING: Final = frozenset({IMPORT, CALL, AWAIT})
_NO_COROUTINES: Final = frozenset({IMPORT, CALL})
_ONLY_COROUTINES: Final = frozenset({IMPORT, AWAIT})

WITHOUT_A_LOOP: Final = frozenset({"without a loop", "worker thread", "thread"})
#: Where no event loop runs, a value comes whatever the place: row 2 stands before row 3.
BY_HAND: Final = "coroutine driven by hand"

ENVIRONMENTS: Final = (
    Environment("without a loop", _NO_COROUTINES, _without_a_loop),
    Environment("asyncio", _EVERYTHING, _under_asyncio),
    Environment("uvloop", _EVERYTHING, _under_uvloop),
    Environment("trio", _EVERYTHING, _under_trio),
    Environment("worker thread", _NO_COROUTINES, _in_a_worker_thread),
    Environment("thread", _NO_COROUTINES, _in_a_thread),
    Environment(BY_HAND, _ONLY_COROUTINES, _driven_by_hand),
    Environment("callback of the loop", _NO_COROUTINES, _in_callbacks),
    Environment("below a forced native call", _NO_COROUTINES, _below_a_forced_native_call),
    Environment("below a forced bridged call", _EVERYTHING, _below_a_forced_bridged_call),
    Environment("below a sync call", _EVERYTHING, _below_a_sync_call),
    Environment("below a call on the shared loop", _EVERYTHING, _below_a_call_on_the_shared_loop),
    Environment("below a call on the host loop", _EVERYTHING, _below_a_call_on_the_host_loop),
    Environment("declared sync", _EVERYTHING, _under_a_declared_sync_context),
    Environment("declared async", _EVERYTHING, _under_a_declared_async_context),
    Environment("declared async, no loop", _NO_COROUTINES, _declared_async_without_a_loop),
    Environment("context source", _EVERYTHING, _under_a_context_source),
)
