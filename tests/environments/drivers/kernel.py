"""How does a test run cells in a real Jupyter kernel?"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

import nbformat
from nbclient import NotebookClient

from .program import PATIENCE, environment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

_FOLDERS: Final = ["JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]


class Kernel:
    """A kernel that runs one cell after the other."""

    def __init__(self, client: NotebookClient) -> None:
        self._client = client

    def run(self, source: str) -> str:
        """Run a cell and return what it shows: prints, value, warnings and error."""
        cell = nbformat.v4.new_code_cell(source)  # type: ignore[no-untyped-call]
        self._client.nb.cells.append(cell)
        done = self._client.execute_cell(cell, len(self._client.nb.cells) - 1)
        return "\n".join(_text(output) for output in done.outputs).strip()


def _text(output: NotebookNode) -> str:
    if output.output_type == "error":
        return f"{output.ename}: {output.evalue}"
    if output.output_type == "stream":
        return str(output.text).rstrip()
    return str(output.data["text/plain"])


@contextmanager
def kernel_running(folder: Path) -> Iterator[Kernel]:
    """Run a kernel of this interpreter that knows no settings of the user's."""
    folders = {name: str(folder) for name in _FOLDERS}
    with patch.dict(os.environ, environment(**folders)):
        notebook = nbformat.v4.new_notebook()  # type: ignore[no-untyped-call]
        client = NotebookClient(notebook, timeout=PATIENCE, allow_errors=True)
        with client.setup_kernel(cwd=str(folder)):
            yield Kernel(client)
