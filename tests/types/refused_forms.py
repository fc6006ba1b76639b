"""Each line that is ignored here is an error in every checker: the twins of explicit_forms.py."""

# pyright: reportUnnecessaryTypeIgnoreComment=true

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

from explicit_forms import Catalogue, Pages, aopened, arows, atalk, each, opened, rows, talk
from typing_extensions import assert_type

from duotone import DualGenerator, Waitable


def generators(catalogue: Catalogue) -> None:
    assert_type(arows(1), DualGenerator[int, None, None])  # type: ignore[assert-type]
    assert_type(arows.sync(1), AsyncIterator[str])  # type: ignore[assert-type]
    assert_type(arows.aio(1), Iterator[str])  # type: ignore[assert-type]
    assert_type(talk(1), DualGenerator[int, str, None])  # type: ignore[assert-type]
    assert_type(each(["a"]), DualGenerator[int, None, None])  # type: ignore[assert-type]
    arows("a")  # type: ignore[arg-type]
    arows(1, lag="de")  # type: ignore[call-arg]
    arows(1, _sync=True)  # type: ignore[call-arg]
    rows.sync("a")  # type: ignore[arg-type]
    catalogue.rows("a")  # type: ignore[arg-type]
    catalogue.rows.sync()  # type: ignore[call-arg]
    Catalogue.rows(1)  # type: ignore[call-arg, arg-type]
    Catalogue.outer("a")  # type: ignore[arg-type]
    Catalogue.inner()  # type: ignore[call-arg]
    Catalogue.static("a")  # type: ignore[arg-type]
    atalk(1).send(1)  # type: ignore[arg-type]
    arows(1).send(1)  # type: ignore[arg-type]
    with arows(1):  # type: ignore[attr-defined]
        pass


# Made outside the coroutine, in which the call itself is reported by the plugin.
read, opened_in_sync = arows.sync(1), aopened.sync("a")


async def one_sided() -> None:
    async for _ in read:  # type: ignore[attr-defined]
        pass
    for _ in arows.aio(1):  # type: ignore[attr-defined]
        pass
    async with opened_in_sync:  # type: ignore[attr-defined]
        pass
    with aopened.aio("a"):  # type: ignore[attr-defined]
        pass
    await arows(1)  # type: ignore[misc]


def managers(catalogue: Catalogue) -> None:
    aopened(1)  # type: ignore[arg-type]
    opened("a", _sync=True)  # type: ignore[call-arg]
    catalogue.opened(1)  # type: ignore[arg-type]
    with aopened("a") as entered:
        assert_type(entered, str)  # type: ignore[assert-type]
    for _ in opened("a"):  # type: ignore[attr-defined]
        pass


def futures(future: Waitable[int], pages: Pages[str]) -> None:
    assert_type(future.result(), str)  # type: ignore[assert-type]
    future.set_result("a")  # type: ignore[arg-type]
    future.set_exception("a")  # type: ignore[arg-type]
    future.wait("a")  # type: ignore[arg-type]
    pages.set_result(1)  # type: ignore[arg-type]
    future.add_done_callback(takes_text)  # type: ignore[arg-type]


def takes_text(future: Waitable[str]) -> None:
    future.set_result("a")


async def awaited_futures(future: Waitable[int]) -> None:
    assert_type(await future, str)  # type: ignore[assert-type]
