from prefect.variables import Variable

limit = Variable.get("limit", default=10)
Variable.set("limit", 11, overwrite=True)
removed: bool = Variable.unset("limit")
print(limit, removed)
