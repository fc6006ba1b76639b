from prefect.blocks.system import Secret


class Settings:
    token: str = Secret[str].load("token").get()


print(Settings.token.upper())
