// Run Python programs in Pyodide, one after the other: node pyodide.mjs PYODIDE FOLDER...
// Each folder is put on Python's path. Each line read is a program, each line written is the list
// of the lines that it has printed or was ended by; both as JSON.
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

const [pyodide, ...folders] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(pyodide).href);
const python = await loadPyodide();
for (const [number, folder] of folders.entries()) {
  python.mountNodeFS(`/folder${number}`, folder);
  python.runPython(`import sys; sys.path.append("/folder${number}")`);
}
let printed = [];
const print = { batched: (line) => printed.push(line) };
python.setStdout(print);
python.setStderr(print);
for await (const line of createInterface({ input: process.stdin })) {
  const globals = python.toPy({ __name__: "__main__" });
  printed = [];
  try {
    await python.runPythonAsync(JSON.parse(line), { globals });
  } catch (error) {
    printed.push(error.message);
  }
  console.log(JSON.stringify(printed));
}
