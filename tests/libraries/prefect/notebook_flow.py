# In[1]:
from prefect import flow
from prefect.artifacts import create_link_artifact


# In[2]:
@flow
def links() -> str:
    return create_link_artifact(link="https://example.org").hex


# In[3]:
print(links().upper())
