// Run a Python program in Pyodide: node pyodide.mjs PYODIDE PROGRAM FOLDER...
// Each folder is put on Python's path.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodide, program, ...folders] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(pyodide).href);
const python = await loadPyodide();
for (const [number, folder] of folders.entries()) {
  python.mountNodeFS(`/folder${number}`, folder);
  python.runPython(`import sys; sys.path.append("/folder${number}")`);
}
await python.runPythonAsync(readFileSync(program, "utf-8"));
