from prefect.filesystems import LocalFileSystem

files = LocalFileSystem(basepath="/tmp/etl")
written: str = files.write_path("a.txt", b"text")
content: bytes = files.read_path(written)
print(content.decode())
files.get_directory("in", "work")
