from prefect import flow
from prefect.blocks.system import Secret


class Pipeline:
    @flow
    def run(self) -> str:
        return Secret[str].load("token").get()

    @flow
    async def run_async(self) -> str:
        return (await Secret[str].load("token")).get()
