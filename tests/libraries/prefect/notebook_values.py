# %%
from prefect.variables import Variable
from prefect.blocks.system import Secret

# %%
secret = Secret[str].load("token", _sync=True)
print(secret.get().upper())

# %%
Variable.set("limit", 3, overwrite=True, _sync=True)
