from prefect import task


@task
def resize(path: str) -> str:
    return path


if __name__ == "__main__":
    resize.serve()
