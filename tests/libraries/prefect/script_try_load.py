from prefect.blocks.system import Secret

try:
    token = Secret[str].load("token").get()
except ValueError:
    token = ""
else:
    print("loaded")
print(token.upper())
