"""What does it cost to find the side of a call?"""

from __future__ import annotations

import asyncio
import time
import warnings
from typing import TYPE_CHECKING, Any

from measure import Measured, Way, measure
from subjects import (
    abare,
    adual,
    apassed,
    bare,
    dual,
    holder,
    keywords,
    pair,
    passed,
    prefect,
)

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = 0.6


def loop_over(expression: str, **names: Any) -> Way:
    """Return a way that evaluates an expression again and again, as a program would write it."""
    source = f"""
def way(times):
    repeats = range(times)
    start = clock()
    for _ in repeats:
        {expression}
    return clock() - start
"""
    return _made(source, "way", names)


def await_over(expression: str, **names: Any) -> Way:
    """Return a way that awaits an expression again and again in one coroutine."""
    source = f"""
async def way(times):
    repeats = range(times)
    start = clock()
    for _ in repeats:
        await {expression}
    return clock() - start
"""
    way = _made(source, "way", names)
    return lambda times: asyncio.run(way(times))


def _made(source: str, name: str, names: dict[str, Any]) -> Any:
    namespace = {"clock": time.perf_counter, **names}
    exec(source, namespace)
    return namespace[name]


def measure_dispatch() -> dict[str, Measured]:
    """Return what was measured, by the kind of call."""
    warnings.simplefilter("ignore")  # the pairs tell of their twins
    functions = {
        "bare": bare,
        "pass-through": passed,
        "duotone": dual,
        "duotone pair": pair,
        "prefect": prefect,
    }
    methods = {
        "bare": "bare",
        "pass-through": "passed",
        "duotone": "dual",
        "duotone pair": "load",
        "prefect": "prefect",
    }
    amethods = methods | {
        "bare": "abare",
        "pass-through": "apassed",
        "duotone": "adual",
        "duotone pair": "load",
    }
    aclassmethods = {
        "bare": "abare_of_class",
        "pass-through": "apassed_of_class",
        "duotone": "adual_of_class",
        "duotone pair": "pair_of_class",
        "prefect": "prefect_of_class",
    }
    afunctions = functions | {"bare": abare, "pass-through": apassed, "duotone": adual}
    ways = {
        "sync, function": _each(loop_over, "f(1)", functions),
        "sync, keywords": _each(loop_over, "f(number=1, by=2)", keywords),
        "sync, method": _each_method(loop_over, methods),
        "sync, _sync=True": {
            "bare": loop_over("f(1)", f=bare),
            "pass-through": loop_over("f(1)", f=passed),
            "duotone": loop_over("f(1, _sync=True)", f=dual),
            "prefect": loop_over("f(1, _sync=True)", f=prefect),
        },
        "await, function": _each(await_over, "f(1)", afunctions),
        "await, method": _each_method(await_over, amethods),
        "await, classmethod": _each_method(await_over, aclassmethods),
        "await, _sync=False": {
            "bare": await_over("f(1)", f=abare),
            "pass-through": await_over("f(1)", f=apassed),
            "duotone": await_over("f(1, _sync=False)", f=adual),
            "prefect": await_over("f(1, _sync=False)", f=prefect),
        },
    }
    return {name: measure(each, SECONDS, name) for name, each in ways.items()}


def _each(over: Callable[..., Way], call: str, functions: dict[str, Any]) -> dict[str, Way]:
    return {name: over(call, f=function) for name, function in functions.items()}


def _each_method(over: Callable[..., Way], methods: dict[str, str]) -> dict[str, Way]:
    return {name: over(f"h.{method}(1)", h=holder) for name, method in methods.items()}
