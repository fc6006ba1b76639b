# mypy: enable-error-code="dual-implicit"
"""Calls that are to be explicit, that block, and that are lost."""

from library import Block, fetch, load

title = load(1)  # error: dual-implicit
number = fetch.sync(1)


async def main() -> None:
    print(await load(2))  # error: dual-implicit
    load.sync(3)  # error: dual-blocking
    fetch(4, _sync=True)  # error: dual-blocking
    if Block.count():  # error: dual-implicit dual-unawaited
        _ = load.aio(5)  # error: dual-unawaited
