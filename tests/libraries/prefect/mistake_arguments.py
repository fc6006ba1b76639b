from prefect.artifacts import create_link_artifact
from prefect.variables import Variable

create_link_artifact(1)  # E: arg-type
create_link_artifact(link="a", _sync="yes")  # E: arg-type
create_link_artifact(link="a", _async=True)  # E: call-arg
Variable.get(1)  # E: call-overload
