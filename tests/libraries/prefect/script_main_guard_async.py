import asyncio
from prefect.blocks.system import Secret


async def main() -> None:
    secret = await Secret[str].load("token")
    print(secret.get().upper())


if __name__ == "__main__":
    asyncio.run(main())
