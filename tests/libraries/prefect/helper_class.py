from prefect.blocks.core import Block


class Base(Block):
    name: str = ""

    @classmethod
    def named(cls, name: str) -> str:
        return cls.load(name, _sync=True).name

    async def again(self) -> str:
        return (await self.load(self.name)).name


class Child(Base):
    pass


print(Child.load("x").named("y"))
