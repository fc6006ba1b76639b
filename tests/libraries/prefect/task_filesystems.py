from prefect import task
from prefect.filesystems import RemoteFileSystem


@task
def copy(path: str) -> int:
    files = RemoteFileSystem.load("bucket")
    return len(files.read_path(path))


@task
async def copy_async(path: str) -> int:
    files = await RemoteFileSystem.load("bucket")
    return len(await files.read_path(path))
