import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Makes a virtual environment with these packages in a folder; the path of its Python. Rejects where Python, `venv` or the index is missing. */
export async function installPython(folder: string, packages: readonly string[]): Promise<string> {
  await run("python3", ["-m", "venv", folder]);
  const python = join(folder, "bin", "python");
  await run(python, ["-m", "pip", "install", "--quiet", "--no-compile", "--only-binary", ":all:", ...packages]);
  return python;
}
