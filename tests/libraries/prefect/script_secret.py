from prefect.blocks.system import Secret

secret = Secret[str].load("api-key")
value: str = secret.get()
print(value.upper())
